import type { Catalog } from '../domain/tenant.ts';
import type { JsonObject } from '../mapping/catalog/json-object.ts';
import { objectsOf } from '../mapping/catalog/json-object.ts';
import { type CatalogProduct, masterOf, speakersOf } from '../mapping/catalog/variants.ts';
import type { Deadline, Source, SourceRecord } from '../ports.ts';
import { readPublishedBySkus } from './published-products.ts';
import type { ResolvedRecords } from './stream.ts';

/** What a row of stock or prices changes in the variant of its SKU. */
type Amendment = (variant: JsonObject, row: SourceRecord) => JsonObject;

/**
 * From rows that name a SKU to the published products that have it, narrowed down to the variants in question. The whole
 * product goes along, because a record may say something about its siblings. Several rows of one SKU lead to one record.
 */
export async function resolveSkus(
  rows: readonly SourceRecord[],
  catalog: Catalog,
  source: Source,
  deadline: Deadline,
  amend: Amendment = (variant) => variant,
): Promise<ResolvedRecords> {
  const rowOf = new Map<string, SourceRecord>();
  for (const row of rows) if (isSku(row.sku)) rowOf.set(row.sku, row);
  const { records, calls } = await readPublishedBySkus([...rowOf.keys()], catalog, source, deadline);

  const found = new Set<string>();
  const products = records.flatMap((record) => {
    const onlySkus = new Set<string>();
    for (const { sku } of speakersOf(record, catalog.level)) if (isSku(sku) && rowOf.has(sku)) onlySkus.add(sku);
    for (const sku of onlySkus) found.add(sku);
    return onlySkus.size === 0 ? [] : [amended(record, onlySkus, rowOf, amend)];
  });
  return { records: products, skipped: countSkipped(rows, found), calls };
}

/** Half a character cannot be asked for, and no product has it. */
const isSku = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.isWellFormed();

function amended(
  product: SourceRecord,
  onlySkus: ReadonlySet<string>,
  rowOf: ReadonlyMap<string, SourceRecord>,
  amend: Amendment,
): SourceRecord & CatalogProduct {
  const amendOne = (variant: JsonObject): JsonObject => {
    const row = typeof variant.sku === 'string' ? rowOf.get(variant.sku) : undefined;
    return row ? amend(variant, row) : variant;
  };
  const master = masterOf(product);
  return {
    ...product,
    ...(master && { masterVariant: amendOne(master) }),
    variants: objectsOf(product.variants).map(amendOne),
    onlySkus,
  };
}

function countSkipped(rows: readonly SourceRecord[], found: ReadonlySet<string>): ResolvedRecords['skipped'] {
  const hits = rows.filter(({ sku }) => typeof sku === 'string' && found.has(sku)).length;
  const noProduct = rows.length - hits;
  const duplicate = hits - found.size;
  return { ...(noProduct > 0 && { noProduct }), ...(duplicate > 0 && { duplicate }) };
}
