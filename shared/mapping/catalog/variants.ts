import type { Catalog } from '../../domain/tenant.ts';
import { isRecordKey } from '../insight-record.ts';
import { isObject, type JsonObject, objectsOf } from './json-object.ts';

/**
 * A product projection as the streams of a catalog hand it to the mapping (commercetools: Product projections,
 * ProductProjection).
 */
export type CatalogProduct = JsonObject & {
  id: string;
  /** Only the variants with these SKUs are meant; absent: all of them. */
  onlySkus?: ReadonlySet<string>;
};

export const masterOf = ({ masterVariant }: JsonObject): JsonObject | undefined =>
  isObject(masterVariant) ? masterVariant : undefined;

/** The master variant stands beside `variants` and not in it. */
export function allVariants(product: JsonObject): readonly JsonObject[] {
  const master = masterOf(product);
  const others = objectsOf(product.variants);
  return master ? [master, ...others] : others;
}

/** The variants that a record is made of, one each. */
export function speakersOf(product: CatalogProduct, level: Catalog['level']): readonly JsonObject[] {
  const master = masterOf(product);
  if (level === 'product') return master ? [master] : [];
  const { onlySkus } = product;
  const variants = allVariants(product);
  return onlySkus ? variants.filter(({ sku }) => typeof sku === 'string' && onlySkus.has(sku)) : variants;
}

/** What a mapping sees of a variant: its product, with the variant itself as `variant`. */
export const recordOf = (product: CatalogProduct, variant: JsonObject): JsonObject => ({ ...product, variant });

/** Key of the record that a variant speaks for; `undefined` when nothing can be made of the ids. */
export function recordKey(product: CatalogProduct, variant: JsonObject, level: Catalog['level']): string | undefined {
  if (!isRecordKey(product.id)) return undefined;
  if (level === 'product') return product.id;
  return Number.isSafeInteger(variant.id) ? `${product.id}_${variant.id}` : undefined;
}
