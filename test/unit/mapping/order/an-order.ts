import type { Catalog, OrderSettings } from '../../../../shared/domain/tenant.ts';
import type { JsonObject } from '../../../../shared/mapping/order/json-part.ts';
import { compileOrder, type MappedOrder } from '../../../../shared/mapping/order/map-order.ts';

export const SETTINGS: OrderSettings = {
  collection: 'Orders',
  dialect: 'snake_case',
  statuses: { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' },
  locales: ['en'],
};

export const ID = '7b1f0c52-3a7e-4f0e-9b0a-5d1f4c2e8a11';
export const SHIRT = '1a111111-1111-4111-8111-111111111111';

export const money = (centAmount: number, currencyCode = 'EUR', fractionDigits = 2) => ({
  type: 'centPrecision',
  currencyCode,
  centAmount,
  fractionDigits,
});

export const taxed = (net: number, gross: number) => ({
  totalNet: money(net),
  totalGross: money(gross),
  taxPortions: [],
});

/** A line as commercetools sends it: two shirts at 25.00, taxes included. */
export const line = (changes: JsonObject = {}): JsonObject => ({
  id: 'line-1',
  productId: SHIRT,
  name: { en: 'Shirt', de: 'Hemd' },
  productType: { typeId: 'product-type', id: 'type-1' },
  variant: { id: 3, sku: 'SHIRT-M', prices: [], attributes: [] },
  price: { id: 'price-1', value: money(2500) },
  quantity: 2,
  totalPrice: money(5000),
  discountedPricePerQuantity: [],
  lineItemMode: 'Standard',
  state: [],
  ...changes,
});

export const customLine = (changes: JsonObject = {}): JsonObject => ({
  id: 'custom-1',
  name: { en: 'Gift wrapping' },
  slug: 'gift-wrapping',
  money: money(350),
  quantity: 1,
  totalPrice: money(350),
  discountedPricePerQuantity: [],
  ...changes,
});

/** One piece less by `centAmount`, for so many pieces. */
export const discounted = (quantity: number, value: number, ...centAmounts: number[]) => ({
  quantity,
  discountedPrice: {
    value: money(value),
    includedDiscounts: centAmounts.map((cents) => ({
      discount: { typeId: 'cart-discount', id: 'discount-1' },
      discountedAmount: money(cents),
    })),
  },
});

export const order = (changes: JsonObject = {}): JsonObject => ({
  id: ID,
  version: 4,
  createdAt: '2024-05-01T10:00:00.000Z',
  lastModifiedAt: '2024-05-02T08:30:00.000Z',
  customerId: 'customer-1',
  customerEmail: 'ada@example.com',
  orderState: 'Open',
  origin: 'Customer',
  totalPrice: money(5000),
  lineItems: [line()],
  customLineItems: [],
  shippingMode: 'Single',
  shipping: [],
  refusedGifts: [],
  syncInfo: [],
  ...changes,
});

export interface Told {
  record: Record<string, unknown>;
  products: Record<string, unknown>[];
  flags: readonly string[];
}

/** What Marketing is told of an order. */
export function tell(
  changes: JsonObject,
  settings: Partial<OrderSettings> = {},
  level: Catalog['level'] = 'variant',
): Told {
  const mapped = map(changes, settings, level);
  if (mapped.outcome !== 'send') throw new Error(`the order was not sent: ${JSON.stringify(mapped)}`);
  const { json } = JSON.parse(mapped.submission.json);
  return { record: json, products: json.products ?? [], flags: mapped.flags };
}

export const map = (
  changes: JsonObject,
  settings: Partial<OrderSettings> = {},
  level: Catalog['level'] = 'variant',
): MappedOrder => compileOrder({ ...SETTINGS, ...settings }, level)(ID, order(changes));
