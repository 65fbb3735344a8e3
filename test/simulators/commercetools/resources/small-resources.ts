/** Resources that others refer to: few, small, and read whole. */
import { ADDRESS } from './address.ts';
import { BASE, CUSTOM, KEY_REFERENCE, LOCALIZED, REFERENCE } from './common-fields.ts';
import type { Resource } from './resource.ts';

/** commercetools: Categories. */
export const categories: Resource = {
  fields: {
    ...BASE,
    name: LOCALIZED,
    slug: LOCALIZED,
    description: LOCALIZED,
    ancestors: [REFERENCE],
    parent: REFERENCE,
    orderHint: 'text',
    externalId: 'text',
    custom: CUSTOM,
  },
  columns: [],
  scopes: ['view_products', 'view_categories'],
  typeId: 'category',
  defaults: { name: {}, slug: {}, ancestors: [], orderHint: '0.1' },
};

/** commercetools: Channels. */
export const channels: Resource = {
  fields: { ...BASE, roles: ['text'], name: LOCALIZED, description: LOCALIZED, address: ADDRESS, custom: CUSTOM },
  columns: [],
  scopes: ['view_products', 'view_channels'],
  typeId: 'channel',
  defaults: { key: 'channel', roles: ['InventorySupply'] },
};

/** commercetools: Product types. */
export const productTypes: Resource = {
  fields: { ...BASE, name: 'text', description: 'text', attributes: [{ name: 'text' }] },
  columns: [],
  scopes: ['view_products', 'view_product_types'],
  typeId: 'product-type',
  defaults: { name: 'Type', description: '', attributes: [] },
};

/** commercetools: Product discounts. Whether one is active decides what `discounted` says on the prices it fills. */
export const productDiscounts: Resource = {
  fields: {
    ...BASE,
    name: LOCALIZED,
    description: LOCALIZED,
    sortOrder: 'text',
    isActive: 'boolean',
    validFrom: 'moment',
    validUntil: 'moment',
  },
  columns: ['isActive', 'validFrom', 'validUntil'],
  scopes: ['view_products', 'view_product_discounts'],
  typeId: 'product-discount',
  defaults: {
    name: {},
    value: { type: 'external' },
    predicate: '1 = 1',
    sortOrder: '0.5',
    isActive: true,
    references: [],
  },
};

/** commercetools: Discount codes. */
export const discountCodes: Resource = {
  fields: {
    ...BASE,
    name: LOCALIZED,
    code: 'text',
    isActive: 'boolean',
    groups: ['text'],
    stores: [KEY_REFERENCE],
    validFrom: 'moment',
    validUntil: 'moment',
    custom: CUSTOM,
  },
  columns: [],
  scopes: ['view_discount_codes'],
  typeId: 'discount-code',
  defaults: { code: 'CODE', cartDiscounts: [], stores: [], isActive: true, references: [], groups: [] },
};

/** commercetools: Customer groups. */
export const customerGroups: Resource = {
  fields: { ...BASE, name: 'text', custom: CUSTOM },
  columns: [],
  scopes: ['view_customers', 'view_customer_groups'],
  typeId: 'customer-group',
  defaults: { name: 'Group' },
};

/** commercetools: Stores. */
export const stores: Resource = {
  fields: { ...BASE, name: LOCALIZED, languages: ['text'], custom: CUSTOM },
  columns: [],
  scopes: ['view_stores'],
  typeId: 'store',
  defaults: {
    key: 'store',
    languages: [],
    countries: [],
    distributionChannels: [],
    supplyChannels: [],
    productSelections: [],
  },
};

/** commercetools: Types. */
export const types: Resource = {
  fields: { ...BASE, name: LOCALIZED, description: LOCALIZED, resourceTypeIds: ['text'] },
  columns: [],
  scopes: ['view_types'],
  typeId: 'type',
  defaults: { key: 'type', name: {}, resourceTypeIds: ['customer'], fieldDefinitions: [] },
};
