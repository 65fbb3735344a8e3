import type { Catalog, Tenant } from '../domain/tenant.ts';
import { disabledSubmission, isEnabled, keysOf, productIdOf, productOfKey } from '../mapping/catalog/held-record.ts';
import { compileFilter } from '../mapping/filter.ts';
import type { Deadline, Source, SourceRecord } from '../ports.ts';
import { catalogRecords, productsStreamName } from './catalog-records.ts';
import { catalogMappingOf } from './mapping-of.ts';
import { bareReads, readPublishedByIds, selectionOf } from './published-products.ts';
import type { ResolvedRecords, Stream } from './stream.ts';

/**
 * Products become records of a catalog. Read are the staged projections, because those alone show a product that has just
 * been unpublished; a published product whose staged data differ from what customers see is then read once more.
 */
export function productsStream(tenant: Tenant, catalog: Catalog): Stream {
  const mapping = catalogMappingOf(tenant, catalog);
  const passes = compileFilter(mapping.filter);
  const dates = mapping.fields.filter(({ type }) => type === 'Date').map(({ to }) => to);
  return {
    ...catalogRecords(tenant, catalog),
    name: productsStreamName(catalog),
    reads: { resource: 'product-projections', parameters: { ...selectionOf(catalog), staged: 'true' } },
    requestSize: { start: 100, max: 500 },
    sourceIdOf: productOfKey,
    resolve: (projections, source, deadline) => showCurrent(projections, catalog, source, deadline),
    refresh: {
      disableLimitShare: catalog.disableLimitShare,
      sourceIdOf: productIdOf,
      keysOf: (product) => keysOf(product, catalog, passes),
      reads: bareReads(catalog),
      isEnabled,
      disable: (key, json) => disabledSubmission(key, json, dates),
    },
  };
}

/** Staged data equal to the current ones, or those of a product that has no current ones. */
const isAsShown = ({ published, hasStagedChanges }: SourceRecord): boolean =>
  published === false || (published === true && hasStagedChanges === false);

async function showCurrent(
  projections: readonly SourceRecord[],
  catalog: Catalog,
  source: Source,
  deadline: Deadline,
): Promise<ResolvedRecords> {
  const asShown = projections.filter(isAsShown);
  const changed = projections.filter((projection) => !isAsShown(projection)).map(({ id }) => id);
  const { records, calls } = await readPublishedByIds(changed, catalog, source, deadline);
  const gone = changed.length - records.length;
  return { records: [...asShown, ...records], skipped: gone > 0 ? { goneMeanwhile: gone } : {}, calls };
}
