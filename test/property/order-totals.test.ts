import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileOrder } from '../../shared/mapping/order/map-order.ts';

const SETTINGS = {
  collection: 'Orders',
  dialect: 'snake_case',
  statuses: { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' },
  locales: [],
} as const;

const mapOrder = compileOrder(SETTINGS, 'variant');

const CURRENCIES = [
  ['JPY', 0],
  ['EUR', 2],
  ['KWD', 3],
] as const;

/** A cart of whole cents, with the taxes on top in cents as well: everything a sum needs, and nothing to round. */
const cart = fc.record({
  currency: fc.constantFrom(...CURRENCIES),
  isTaxed: fc.boolean(),
  lines: fc.array(
    fc.record({
      quantity: fc.integer({ min: 1, max: 9_999 }),
      net: fc.integer({ min: 0, max: 10_000_000 }),
      tax: fc.integer({ min: 0, max: 2_000_000 }),
      offPiece: fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 3 }),
      isCustom: fc.boolean(),
    }),
    { maxLength: 30 },
  ),
  delivery: fc.option(fc.record({ net: fc.nat(10_000), tax: fc.nat(2_000), off: fc.nat(1_000) }), { nil: undefined }),
  offTotal: fc.nat(1_000),
});

type Cart = typeof cart extends fc.Arbitrary<infer T> ? T : never;

/** As commercetools would have made the order. */
function orderOf({ currency: [currencyCode, fractionDigits], isTaxed, lines, delivery, offTotal }: Cart) {
  const money = (centAmount: number) => ({ type: 'centPrecision', currencyCode, centAmount, fractionDigits });
  const taxed = (net: number, tax: number) =>
    isTaxed ? { taxedPrice: { totalNet: money(net), totalGross: money(net + tax) } } : {};
  const discounts = (amounts: readonly number[]) => amounts.map((cents) => ({ discountedAmount: money(cents) }));
  const items = lines.map(({ quantity, net, tax, offPiece, isCustom }) => ({
    isCustom,
    name: { en: 'Line' },
    productId: 'product',
    variant: { id: 1, sku: 'sku' },
    slug: 'slug',
    quantity,
    totalPrice: money(net),
    ...taxed(net, tax),
    discountedPricePerQuantity:
      offPiece.length === 0 ? [] : [{ quantity, discountedPrice: { includedDiscounts: discounts(offPiece) } }],
  }));
  const sum = (of: 'net' | 'tax') =>
    lines.reduce((total, line) => total + line[of], 0) + (delivery?.[of] ?? 0) - (of === 'net' ? offTotal : 0);
  return {
    createdAt: '2024-05-01T10:00:00.000Z',
    customerEmail: 'ada@example.com',
    orderState: 'Open',
    totalPrice: money(sum('net')),
    ...taxed(sum('net'), sum('tax')),
    lineItems: items.filter(({ isCustom }) => !isCustom),
    customLineItems: items.filter(({ isCustom }) => isCustom),
    discountOnTotalPrice: { discountedAmount: money(offTotal) },
    ...(delivery && {
      shippingInfo: {
        shippingMethodName: 'Post',
        price: money(delivery.net),
        ...taxed(delivery.net, delivery.tax),
        discountedPrice: { value: money(delivery.net), includedDiscounts: discounts([delivery.off]) },
      },
    }),
  };
}

/** The number behind the printed digits, in the currency's smallest unit. */
function inCents(value: unknown, fractionDigits: number): bigint {
  const [whole = '', fraction = ''] = String(value).split('.');
  expect(fraction.length).toBeLessThanOrEqual(fractionDigits);
  const digits = BigInt(whole.replace('-', '') + fraction.padEnd(fractionDigits, '0'));
  return whole.startsWith('-') ? -digits : digits;
}

const total = (numbers: readonly number[]): bigint => numbers.reduce((sum, n) => sum + BigInt(n), 0n);

describe('the totals of an order', () => {
  it('are what its parts add up to, digit by digit', () => {
    fc.assert(
      fc.property(cart, (given) => {
        const { isTaxed, lines, delivery, offTotal } = given;
        const digits = given.currency[1];
        const mapped = mapOrder('order-1', orderOf(given));
        if (mapped.outcome !== 'send') throw new Error('not sent');
        const { json } = JSON.parse(mapped.submission.json);

        const subtotal = total(lines.map(({ net, tax }) => net + (isTaxed ? tax : 0)));
        const deliveryTotal = delivery ? BigInt(delivery.net + (isTaxed ? delivery.tax : 0)) : 0n;
        const offLines = total(lines.flatMap(({ quantity, offPiece }) => offPiece.map((off) => off * quantity)));

        expect(inCents(json.order_subtotal, digits)).toBe(subtotal);
        expect(inCents(json.delivery_total ?? 0, digits)).toBe(deliveryTotal);
        expect(inCents(json.order_total, digits)).toBe(subtotal + deliveryTotal - BigInt(offTotal));
        expect(inCents(json.discount_amount, digits)).toBe(offLines + BigInt(offTotal + (delivery?.off ?? 0)));
        expect(json.base_subtotal_incl_tax).toBe(isTaxed ? json.order_subtotal : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('are found again in the prices of the lines', () => {
    fc.assert(
      fc.property(cart, (given) => {
        const mapped = mapOrder('order-1', orderOf(given));
        if (mapped.outcome !== 'send') throw new Error('not sent');
        const { products = [], order_subtotal } = JSON.parse(mapped.submission.json).json;
        const scale = 10 ** given.currency[1];
        const cents = products.map(({ price, qty }: { price: number; qty: number }) => Math.round(price * qty * scale));
        expect(Number(total(cents))).toBe(Math.round(order_subtotal * scale));
      }),
      { numRuns: 2000 },
    );
  });
});
