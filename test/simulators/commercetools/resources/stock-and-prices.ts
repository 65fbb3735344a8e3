import { BASE, CUSTOM, REFERENCE } from './common-fields.ts';
import { PRICE } from './products.ts';
import type { Resource } from './resource.ts';

/** commercetools: Inventory. One entry per SKU and supply channel. */
export const inventory: Resource = {
  fields: {
    ...BASE,
    sku: 'text',
    supplyChannel: REFERENCE,
    quantityOnStock: 'number',
    availableQuantity: 'number',
    restockableInDays: 'number',
    expectedDelivery: 'moment',
    custom: CUSTOM,
  },
  columns: ['sku', 'supplyChannel', 'availableQuantity', 'restockableInDays'],
  indexedBy: 'sku',
  scopes: ['view_products'],
  typeId: 'inventory-entry',
  defaults: { sku: '', quantityOnStock: 0, availableQuantity: 0 },
};

/** commercetools: Standalone prices. */
export const standalonePrices: Resource = {
  fields: { ...PRICE, ...BASE, sku: 'text', active: 'boolean' },
  columns: ['sku', 'active', 'discounted'],
  indexedBy: 'sku',
  scopes: ['view_standalone_prices'],
  typeId: 'standalone-price',
  defaults: { sku: '', active: true },
};
