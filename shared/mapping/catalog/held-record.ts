import type { Catalog } from '../../domain/tenant.ts';
import type { Filter } from '../filter.ts';
import { type InsightObject, insightSubmission, putDate } from '../insight-record.ts';
import { CATALOG_FIELDS, DISABLED, ENABLED } from './fields.ts';
import type { JsonObject } from './json-object.ts';
import { type CatalogProduct, recordKey, recordOf, speakersOf } from './variants.ts';

/** Id of the product that a record in Marketing was made from; `undefined` for a record that somebody else put there. */
export function productIdOf(key: string, { parent_id: productId }: JsonObject): string | undefined {
  if (typeof productId !== 'string' || productId === '') return undefined;
  return key === productId || key.startsWith(`${productId}_`) ? productId : undefined;
}

/** Id of the product in a key of ours, which is the id alone or followed by the variant's; see `recordKey`. */
export const productOfKey = (key: string): string => key.split('_', 1)[0] ?? key;

/** Keys of all records that a product has, those left out that a filter does not let pass. */
export const keysOf = (product: CatalogProduct, { level, locales }: Catalog, passes?: Filter): string[] =>
  speakersOf(product, level)
    .filter((variant) => !passes || passes(recordOf(product, variant), locales))
    .flatMap((variant) => recordKey(product, variant, level) ?? []);

export const isEnabled = ({ status }: JsonObject): boolean => status === ENABLED;

/**
 * The record as Marketing holds it, switched off. What comes back need not look like what was sent, so nothing and dates
 * are brought into the one form that the collection knows.
 * @param dates names of properties beside the fixed ones that hold dates
 */
export function disabledSubmission(
  key: string,
  json: JsonObject,
  dates: readonly string[] = [],
): ReturnType<typeof insightSubmission> {
  const record: InsightObject = {};
  for (const [name, value] of Object.entries(json as InsightObject)) {
    if (value !== null && value !== '') record[name] = value;
  }
  for (const { name, type } of CATALOG_FIELDS) if (type === 'date') putDate(record, name, json[name]);
  for (const name of dates) putDate(record, name, json[name]);
  return insightSubmission(key, key, { ...record, status: DISABLED });
}
