import type { JsonObject } from '../../http/exchange.ts';
import type { FieldSet } from '../predicate/fields.ts';
import { BASE, CUSTOM, LOCALIZED, MONEY, REFERENCE } from './common-fields.ts';
import type { Resource } from './resource.ts';

const DISCOUNTED: FieldSet = { value: MONEY, discount: REFERENCE };

/** commercetools: Products, Price. */
export const PRICE: FieldSet = {
  id: 'text',
  key: 'text',
  value: MONEY,
  country: 'text',
  customerGroup: REFERENCE,
  channel: REFERENCE,
  validFrom: 'moment',
  validUntil: 'moment',
  discounted: DISCOUNTED,
  tiers: [{ minimumQuantity: 'number', value: MONEY }],
  custom: CUSTOM,
};

const ATTRIBUTE: FieldSet = { name: 'text', value: 'any' };

/** The selected `price` is not a field of predicates; commercetools: Products, ProductVariant. */
export const VARIANT: FieldSet = {
  id: 'number',
  sku: 'text',
  key: 'text',
  prices: [PRICE],
  attributes: [ATTRIBUTE],
  images: [{ url: 'text', label: 'text' }],
  availability: {
    isOnStock: 'boolean',
    availableQuantity: 'number',
    restockableInDays: 'number',
    channels: { '*': { isOnStock: 'boolean', availableQuantity: 'number', restockableInDays: 'number' } },
  },
};

export const PRODUCT_DATA: FieldSet = {
  name: LOCALIZED,
  description: LOCALIZED,
  slug: LOCALIZED,
  categories: [REFERENCE],
  categoryOrderHints: { '*': 'text' },
  metaTitle: LOCALIZED,
  metaDescription: LOCALIZED,
  metaKeywords: LOCALIZED,
  masterVariant: VARIANT,
  variants: [VARIANT],
  attributes: [ATTRIBUTE],
};

export const PRODUCT_HEAD: FieldSet = {
  ...BASE,
  productType: REFERENCE,
  taxCategory: REFERENCE,
  state: REFERENCE,
  priceMode: 'text',
  reviewRatingStatistics: { averageRating: 'number', count: 'number' },
};

const EMPTY_DATA: JsonObject = {
  name: {},
  slug: {},
  categories: [],
  masterVariant: { id: 1, prices: [], attributes: [], images: [], assets: [] },
  variants: [],
  searchKeywords: {},
  attributes: [],
};

const skuOf = (variant: unknown): JsonObject => {
  const sku = (variant as JsonObject | undefined)?.sku;
  return sku === undefined ? {} : { sku };
};

/** Publishing and the current SKUs: what queries ask for, without parsing both copies of every variant. */
const skuColumns = ({ published, current }: JsonObject): JsonObject => {
  const { masterVariant, variants } = (current ?? {}) as JsonObject;
  return {
    published: published === true,
    masterData: { published: published === true },
    masterVariant: skuOf(masterVariant),
    variants: Array.isArray(variants) ? variants.map(skuOf) : [],
  };
};

/** commercetools: Products. Stock and standalone prices live elsewhere and never move a product's `lastModifiedAt`. */
export const products: Resource = {
  fields: {
    ...PRODUCT_HEAD,
    masterData: { published: 'boolean', hasStagedChanges: 'boolean', current: PRODUCT_DATA, staged: PRODUCT_DATA },
  },
  columns: ['key'],
  deriveColumns: ({ masterData }) => skuColumns((masterData ?? {}) as JsonObject),
  scopes: ['view_products', 'view_published_products'],
  typeId: 'product',
  defaults: {
    productType: { typeId: 'product-type', id: '00000000-0000-4000-8000-000000000000' },
    masterData: { published: true, hasStagedChanges: false, current: EMPTY_DATA, staged: EMPTY_DATA },
    priceMode: 'Embedded',
  },
};
