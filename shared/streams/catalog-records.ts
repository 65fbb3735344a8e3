import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Catalog, Tenant } from '../domain/tenant.ts';
import { CATALOG_FIELDS } from '../mapping/catalog/fields.ts';
import { compileCatalog } from '../mapping/catalog/map-product.ts';
import { compileFilter } from '../mapping/filter.ts';
import { compileRecordFields } from '../mapping/record-fields.ts';
import { checkCatalogProject } from './catalog-project.ts';
import { catalogMappingOf } from './mapping-of.ts';
import type { Stream } from './stream.ts';

/** Name of the stream that walks the products of a catalog; what its sisters refuse is listed under it as well. */
export const productsStreamName = ({ name }: Catalog): string => `products#${name}`;

/** What the streams of one catalog share: they write the same records, made by the same mapping. */
export function catalogRecords(
  tenant: Tenant,
  catalog: Catalog,
): Pick<Stream, 'fingerprint' | 'rejectsAs' | 'writes' | 'after' | 'mapRecord' | 'checkProject'> {
  const mapping = catalogMappingOf(tenant, catalog);
  return {
    fingerprint: fingerprintOf({ catalog, fields: CATALOG_FIELDS.map(({ name }) => name), mapping }),
    rejectsAs: productsStreamName(catalog),
    writes: { kind: 'insight', name: catalog.collection, scope: 'account', type: 'catalog' },
    after: [],
    mapRecord: compileCatalog(catalog, compileRecordFields(mapping.fields), compileFilter(mapping.filter)),
    checkProject: (project) => checkCatalogProject(tenant, project),
  };
}
