import type { FieldSet } from '../predicate/fields.ts';
import { ADDRESS } from './address.ts';
import { BASE, CUSTOM, KEY_REFERENCE, LOCALIZED, MONEY, REFERENCE } from './common-fields.ts';
import { PRICE, VARIANT } from './products.ts';
import type { Resource } from './resource.ts';

const TAX_RATE: FieldSet = { name: 'text', amount: 'number', includedInPrice: 'boolean', country: 'text' };
const TAXED: FieldSet = { totalNet: MONEY, totalGross: MONEY, totalTax: MONEY };

/** commercetools: Carts, LineItem. */
const LINE_ITEM: FieldSet = {
  id: 'text',
  key: 'text',
  productId: 'text',
  productKey: 'text',
  name: LOCALIZED,
  productSlug: LOCALIZED,
  productType: REFERENCE,
  variant: VARIANT,
  price: PRICE,
  quantity: 'number',
  totalPrice: MONEY,
  taxedPrice: TAXED,
  taxRate: TAX_RATE,
  lineItemMode: 'text',
  priceMode: 'text',
  distributionChannel: REFERENCE,
  supplyChannel: REFERENCE,
  custom: CUSTOM,
};

const CUSTOM_LINE_ITEM: FieldSet = {
  id: 'text',
  key: 'text',
  name: LOCALIZED,
  slug: 'text',
  money: MONEY,
  quantity: 'number',
  totalPrice: MONEY,
  taxedPrice: TAXED,
  taxRate: TAX_RATE,
  custom: CUSTOM,
};

const RETURN_INFO: FieldSet = {
  items: [{ id: 'text', type: 'text', quantity: 'number', shipmentState: 'text', paymentState: 'text' }],
  returnTrackingId: 'text',
  returnDate: 'moment',
};

/** commercetools: Orders. */
export const orders: Resource = {
  fields: {
    ...BASE,
    orderNumber: 'text',
    purchaseOrderNumber: 'text',
    completedAt: 'moment',
    customerId: 'text',
    customerEmail: 'text',
    anonymousId: 'text',
    customerGroup: REFERENCE,
    store: KEY_REFERENCE,
    country: 'text',
    locale: 'text',
    origin: 'text',
    cart: REFERENCE,
    orderState: 'text',
    paymentState: 'text',
    shipmentState: 'text',
    state: REFERENCE,
    totalPrice: MONEY,
    taxedPrice: TAXED,
    taxedShippingPrice: TAXED,
    taxMode: 'text',
    discountOnTotalPrice: { discountedAmount: MONEY },
    discountCodes: [{ discountCode: REFERENCE, state: 'text' }],
    shippingInfo: { shippingMethodName: 'text', price: MONEY, taxedPrice: TAXED },
    shippingMode: 'text',
    shippingAddress: ADDRESS,
    billingAddress: ADDRESS,
    lineItems: [LINE_ITEM],
    customLineItems: [CUSTOM_LINE_ITEM],
    paymentInfo: { payments: [REFERENCE] },
    returnInfo: [RETURN_INFO],
    syncInfo: [{ channel: REFERENCE, externalId: 'text', syncedAt: 'moment' }],
    custom: CUSTOM,
  },
  columns: [
    'customerId',
    'customerEmail',
    'anonymousId',
    'orderNumber',
    'orderState',
    'completedAt',
    'store',
    'discountCodes',
  ],
  scopes: ['view_orders'],
  typeId: 'order',
  defaults: {
    orderState: 'Open',
    origin: 'Customer',
    totalPrice: { type: 'centPrecision', currencyCode: 'EUR', centAmount: 0, fractionDigits: 2 },
    lineItems: [],
    customLineItems: [],
    shippingMode: 'Single',
    shipping: [],
    refusedGifts: [],
    syncInfo: [],
  },
};
