import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, sometimes, wholeBetween } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { convert, money } from '../money.ts';
import { CART_DISCOUNT_ID, DISCOUNT_CODES, referenceTo } from '../references.ts';
import { DAY_MS, HOUR_MS, instant, makeTimestamps, QUIET_MS, type Timestamps, YEAR_MS } from '../times.ts';
import type { Buyer } from './buyer.ts';
import { makeCustomLineItem, makeLineItem, type Sale } from './line-items.ts';
import type { Sellable } from './sellables.ts';
import { makeShipment } from './shipping.ts';
import { taxed, taxOf } from './tax.ts';

const STATES: readonly JsonObject[] = [
  { orderState: 'Open', paymentState: 'Pending' },
  { orderState: 'Open' },
  { orderState: 'Confirmed', paymentState: 'Paid', shipmentState: 'Ready' },
  { orderState: 'Confirmed', paymentState: 'Paid' },
  { orderState: 'Complete', paymentState: 'Paid', shipmentState: 'Shipped' },
  { orderState: 'Complete', paymentState: 'Paid', shipmentState: 'Delivered' },
  { orderState: 'Complete', paymentState: 'Paid', shipmentState: 'Delivered' },
  { orderState: 'Complete', paymentState: 'BalanceDue', shipmentState: 'Partial' },
  { orderState: 'Cancelled', paymentState: 'CreditOwed', shipmentState: 'Canceled' },
  { orderState: 'Cancelled' },
];

const CURRENCIES: Record<string, string> = { DE: 'EUR', AT: 'EUR', GB: 'EUR', US: 'USD' };

/** A few are paid in yen or dinar, without and with three decimal places. */
const pickCurrency = (random: Random, country: string): string => {
  const place = random();
  if (place < 0.02) return 'JPY';
  return place < 0.03 ? 'KWD' : (CURRENCIES[country] ?? 'EUR');
};

/** A fifth came from the old shop in one go: created at the import, completed years before. */
const makeOrderTimes = (random: Random, nowMs: number): { times: Timestamps; completedAt?: string } => {
  if (!happens(random, 0.2)) return { times: makeTimestamps(random, nowMs, 3) };
  const importedMs = nowMs - 90 * DAY_MS + Math.floor(random() * HOUR_MS);
  const completedMs = nowMs - QUIET_MS - 3 * YEAR_MS - Math.floor(random() * 5 * YEAR_MS);
  const imported = instant(importedMs);
  return { times: { createdAt: imported, lastModifiedAt: imported }, completedAt: instant(completedMs) };
};

const centsOf = (items: readonly JsonObject[]): number =>
  items.reduce((sum, item) => sum + Number((item.totalPrice as JsonObject).centAmount), 0);

const makeReturn = (random: Random, line: JsonObject, at: string): JsonObject => ({
  returnInfo: [
    {
      items: [
        {
          id: makeId(random),
          type: 'LineItemReturnItem',
          quantity: 1,
          lineItemId: line.id ?? '',
          shipmentState: pick(random, ['Advised', 'Returned', 'BackInStock']),
          paymentState: pick(random, ['Initial', 'Refunded', 'NotRefunded']),
          createdAt: at,
          lastModifiedAt: at,
        },
      ],
      returnTrackingId: `R${wholeBetween(random, 10_000, 99_999)}`,
    },
  ],
});

const makeTotalDiscount = (sale: Sale, centAmount: number): JsonObject => ({
  discountOnTotalPrice: {
    discountedAmount: money(sale.currency, centAmount),
    includedDiscounts: [
      {
        discount: referenceTo('cart-discount', CART_DISCOUNT_ID),
        discountedAmount: money(sale.currency, centAmount),
      },
    ],
  },
});

/**
 * One believable order. Its total is the sum of its lines, custom lines and shipping, less the discount on the total;
 * gross where tax is included in prices, net otherwise.
 */
export function makeOrder(
  random: Random,
  index: number,
  nowMs: number,
  buyer: Buyer,
  sellables: readonly Sellable[],
): JsonObject & { id: string } {
  const { times, completedAt } = makeOrderTimes(random, nowMs);
  const tax = taxOf(buyer.country);
  const sale: Sale = { currency: pickCurrency(random, buyer.country), tax, placedAt: completedAt ?? times.createdAt };
  const state = completedAt === undefined ? pick(random, STATES) : (STATES[5] ?? {});
  const wanted = sellables.length === 0 ? 0 : pick(random, [1, 1, 2, 2, 3, 4, 7]);
  const lineItems = Array.from({ length: wanted }, () => makeLineItem(random, sale, pick(random, sellables)));
  const customLineItems = happens(random, 0.06) ? [makeCustomLineItem(random, sale)] : [];
  const shipment = happens(random, 0.95) ? makeShipment(random, sale, state.orderState === 'Complete') : undefined;
  const sum = centsOf(lineItems) + centsOf(customLineItems) + (shipment?.centAmount ?? 0);
  const off = happens(random, 0.07) ? Math.min(sum, convert(500, sale.currency)) : 0;
  const firstLine = lineItems[0];
  return {
    id: makeId(random),
    version: wholeBetween(random, 1, 30),
    ...times,
    ...(completedAt !== undefined && { completedAt }),
    ...sometimes(random, 0.95, () => ({ orderNumber: `O-${10_000 + index}` })),
    ...buyer.identity,
    ...(buyer.storeKey !== undefined && { store: { typeId: 'store', key: buyer.storeKey } }),
    ...state,
    totalPrice: money(sale.currency, sum - off),
    ...sometimes(random, 0.92, () => ({ taxedPrice: taxed(tax, sale.currency, sum - off) })),
    ...(off > 0 && makeTotalDiscount(sale, off)),
    ...shipment?.fields,
    lineItems,
    customLineItems,
    shippingMode: 'Single',
    shipping: [],
    ...sometimes(random, 0.1, () => ({
      discountCodes: [
        { discountCode: referenceTo('discount-code', pick(random, DISCOUNT_CODES).id), state: 'MatchesCart' },
      ],
    })),
    ...(firstLine && sometimes(random, 0.04, () => makeReturn(random, firstLine, times.lastModifiedAt))),
    ...sometimes(random, 0.97, () => ({ billingAddress: buyer.address })),
    ...sometimes(random, 0.95, () => ({ shippingAddress: buyer.address })),
    ...sometimes(random, 0.7, () => ({ paymentInfo: { payments: [referenceTo('payment', makeId(random))] } })),
    country: buyer.country,
    locale: buyer.locale,
    taxMode: 'Platform',
    taxRoundingMode: 'HalfEven',
    taxCalculationMode: 'LineItemLevel',
    inventoryMode: 'None',
    origin: completedAt === undefined ? 'Customer' : 'Merchant',
    ...(completedAt === undefined && { cart: referenceTo('cart', makeId(random)) }),
    refusedGifts: [],
    syncInfo: [],
  };
}
