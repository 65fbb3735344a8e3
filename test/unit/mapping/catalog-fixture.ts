import type { Catalog } from '../../../shared/domain/tenant.ts';
import { type CatalogOutcome, compileCatalog } from '../../../shared/mapping/catalog/map-product.ts';
import type { CatalogProduct } from '../../../shared/mapping/catalog/variants.ts';

export const PRODUCT_ID = '2f6a4f0e-7d5c-4b8e-9b61-0d7c1a2b3c4d';

export const testCatalog = (more: Partial<Catalog> = {}): Catalog => ({
  name: 'main',
  collection: 'Catalog_main',
  locales: ['de-DE', 'en-GB'],
  currency: 'EUR',
  urlTemplate: 'https://shop.example/{locale}/p/{slug}?variant={sku}',
  level: 'variant',
  disableLimitShare: 0.2,
  ...more,
});

export const euros = (centAmount: number) => ({
  type: 'centPrecision',
  currencyCode: 'EUR',
  centAmount,
  fractionDigits: 2,
});

export const testVariant = (id: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  sku: `SHIRT-${id}`,
  prices: [],
  price: { id: `price-${id}`, value: euros(2999) },
  images: [{ url: `https://cdn.example/shirt-${id}.jpg`, dimensions: { w: 800, h: 600 } }],
  attributes: [],
  availability: { isOnStock: true, availableQuantity: 10 * id },
  ...more,
});

/** A published shirt with a master variant and one more. */
export const testProduct = (more: Record<string, unknown> = {}): CatalogProduct & Record<string, unknown> => ({
  id: PRODUCT_ID,
  version: 3,
  key: 'shirt',
  createdAt: '2025-11-03T08:15:30.1Z',
  lastModifiedAt: '2026-01-10T09:00:00.000Z',
  name: { 'de-DE': 'Hemd', 'en-GB': 'Shirt' },
  slug: { 'de-DE': 'hemd-blau', 'en-GB': 'shirt-blue' },
  published: true,
  hasStagedChanges: false,
  masterVariant: testVariant(1),
  variants: [testVariant(2)],
  ...more,
});

/** What would be sent for a product; everything else that may become of it fails the test. */
export function recordsOf(
  product: CatalogProduct,
  catalog: Partial<Catalog> = {},
): { key: string; json: Record<string, unknown>; flags: readonly string[]; onlyIfKnown: boolean }[] {
  return compileCatalog(testCatalog(catalog))(product).map((outcome) => ({
    ...parsed(outcome),
    flags: sent(outcome).flags,
    onlyIfKnown: sent(outcome).onlyIfKnown,
  }));
}

const sent = (outcome: CatalogOutcome) => {
  if (outcome.outcome === 'send') return outcome;
  throw new Error(`Expected a record, not ${JSON.stringify(outcome)}`);
};

const parsed = (outcome: CatalogOutcome): { key: string; json: Record<string, unknown> } =>
  JSON.parse(sent(outcome).submission.json);

/** The first record's properties, of a product that differs from the shirt in this. */
export const firstRecord = (
  more: Record<string, unknown> = {},
  catalog: Partial<Catalog> = {},
): Record<string, unknown> => recordsOf(testProduct(more), catalog)[0]?.json ?? {};
