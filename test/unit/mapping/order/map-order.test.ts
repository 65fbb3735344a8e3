import { describe, expect, it } from '@jest/globals';
import { compileOrder } from '../../../../shared/mapping/order/map-order.ts';
import { customLine, discounted, ID, line, map, money, order, SETTINGS, SHIRT, taxed, tell } from './an-order.ts';

const ADDRESS = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  streetName: 'St James’s Square',
  streetNumber: '12',
  additionalStreetInfo: 'Garden gate',
  apartment: '4b',
  postalCode: 'SW1Y 4JH',
  city: 'London',
  region: 'Greater London',
  country: 'GB',
};

/** Everything an order can tell, once. */
const FULL = {
  orderNumber: '2024-0815',
  completedAt: '2019-12-24T18:00:00Z',
  customerEmail: ' Ada@Example.com ',
  orderState: 'Complete',
  paymentState: 'Paid',
  shipmentState: 'Shipped',
  locale: 'de',
  cart: { typeId: 'cart', id: 'cart-1' },
  store: { typeId: 'store', key: 'london' },
  lineItems: [
    line({
      quantity: 2,
      totalPrice: money(4000),
      taxedPrice: taxed(3333, 4000),
      discountedPricePerQuantity: [discounted(2, 2000, 500)],
    }),
  ],
  customLineItems: [customLine({ taxedPrice: taxed(292, 350) })],
  totalPrice: money(4840),
  taxedPrice: taxed(4033, 4840),
  discountOnTotalPrice: { discountedAmount: money(100), discountedGrossAmount: money(100), includedDiscounts: [] },
  discountCodes: [
    { discountCode: { typeId: 'discount-code', id: 'dc-1', obj: { code: 'SPRING' } }, state: 'MatchesCart' },
    { discountCode: { typeId: 'discount-code', id: 'dc-2', obj: { code: 'EXPIRED' } }, state: 'NotActive' },
    { discountCode: { typeId: 'discount-code', id: 'dc-3', obj: { code: 'VIP' } }, state: 'MatchesCart' },
  ],
  shippingInfo: { shippingMethodName: 'Courier', price: money(590), taxedPrice: taxed(492, 590) },
  taxedShippingPrice: taxed(492, 590),
  paymentInfo: { payments: [{ typeId: 'payment', id: 'p-1', obj: { paymentMethodInfo: { method: 'card' } } }] },
  returnInfo: [
    {
      items: [
        { quantity: 1, shipmentState: 'Returned', paymentState: 'Refunded' },
        { quantity: 1, shipmentState: 'Advised', paymentState: 'Initial' },
      ],
    },
    { items: [{ quantity: 3, shipmentState: 'Unusable', paymentState: 'NotRefunded' }] },
  ],
  billingAddress: ADDRESS,
  shippingAddress: {
    ...ADDRESS,
    streetNumber: undefined,
    streetName: undefined,
    pOBox: 'PO Box 7',
    region: '',
    state: 'X',
  },
};

const PRODUCTS = [
  {
    name: 'Hemd',
    sku: 'SHIRT-M',
    price: 20,
    specialprice: 20,
    qty: 2,
    product_id: `${SHIRT}_3`,
    parent_id: SHIRT,
  },
  { name: 'Gift wrapping', sku: 'gift-wrapping', price: 3.5, qty: 1 },
];

const BILLING = {
  billing_address_1: 'St James’s Square 12',
  billing_address_2: 'Garden gate, 4b',
  billing_city: 'London',
  billing_region: 'Greater London',
  billing_country: 'GB',
  billing_postcode: 'SW1Y 4JH',
};

const DELIVERY = {
  delivery_address_1: 'PO Box 7',
  delivery_address_2: 'Garden gate, 4b',
  delivery_city: 'London',
  delivery_region: 'X',
  delivery_country: 'GB',
  delivery_postcode: 'SW1Y 4JH',
};

describe('an order', () => {
  it('tells everything it knows', () => {
    expect(tell(FULL)).toMatchObject({ flags: [] });
    expect(tell(FULL).record).toEqual({
      id: ID,
      order_number: '2024-0815',
      email: 'ada@example.com',
      purchase_date: '2019-12-24T18:00:00.000Z',
      order_status: 'Completed',
      currency: 'EUR',
      order_total: 48.4,
      order_subtotal: 43.5,
      base_subtotal_incl_tax: 43.5,
      discount_amount: 11,
      couponcode: 'SPRING, VIP',
      delivery_method: 'Courier',
      delivery_total: 5.9,
      payment: 'card',
      payment_state: 'Paid',
      shipment_state: 'Shipped',
      returned_qty: 4,
      refunded_qty: 1,
      quote_id: 'cart-1',
      store_name: 'london',
      billing_address: BILLING,
      delivery_address: DELIVERY,
      products: PRODUCTS,
    });
  });

  it('tells the same in the other dialect', () => {
    expect(tell(FULL, { dialect: 'camelCase' }).record).toEqual({
      id: ID,
      orderNumber: '2024-0815',
      email: 'ada@example.com',
      purchaseDate: '2019-12-24T18:00:00.000Z',
      orderStatus: 'Completed',
      currency: 'EUR',
      orderTotal: 48.4,
      orderSubtotal: 43.5,
      baseSubtotalInclTax: 43.5,
      discountAmount: 11,
      couponCode: 'SPRING, VIP',
      deliveryMethod: 'Courier',
      deliveryTotal: 5.9,
      payment: 'card',
      paymentState: 'Paid',
      shipmentState: 'Shipped',
      returnedQty: 4,
      refundedQty: 1,
      quoteId: 'cart-1',
      storeName: 'london',
      billingAddress: BILLING,
      deliveryAddress: DELIVERY,
      products: PRODUCTS,
    });
  });

  it('tells nothing that it does not know', () => {
    expect(tell({}).record).toEqual({
      id: ID,
      email: 'ada@example.com',
      purchase_date: '2024-05-01T10:00:00.000Z',
      order_status: 'Pending',
      currency: 'EUR',
      order_total: 50,
      order_subtotal: 50,
      discount_amount: 0,
      products: [{ name: 'Shirt', sku: 'SHIRT-M', price: 25, qty: 2, product_id: `${SHIRT}_3`, parent_id: SHIRT }],
    });
  });

  it('is keyed by its id and belongs to its email', () => {
    const mapped = map({});
    if (mapped.outcome !== 'send') throw new Error('not sent');
    expect(mapped.submission).toMatchObject({ id: ID, handle: ID });
    const { contactIdentity, key, json } = JSON.parse(mapped.submission.json);
    expect(contactIdentity).toEqual({ identifier: 'email', value: 'ada@example.com' });
    expect(key).toBe(ID);
    expect(json.id).toBe(ID);
    expect(Object.keys(JSON.parse(mapped.submission.json))).toHaveLength(3);
  });

  it.each([
    ['the order', { customerEmail: 'A@x.com', billingAddress: { email: 'b@x.com' } }, 'a@x.com'],
    [
      'the bill',
      { customerEmail: ' ', billingAddress: { email: 'B@x.com ' }, shippingAddress: { email: 'c@x.com' } },
      'b@x.com',
    ],
    [
      'the delivery',
      { customerEmail: undefined, billingAddress: {}, shippingAddress: { email: 'C@x.com' } },
      'c@x.com',
    ],
    [
      'the first of several deliveries',
      { customerEmail: undefined, shipping: [{ shippingAddress: { email: 'd@x.com' } }] },
      'd@x.com',
    ],
  ])('belongs to the email of %s', (_, changes, email) => {
    expect(tell(changes).record.email).toBe(email);
  });

  it('is skipped when no email goes with it', () => {
    expect(map({ customerEmail: undefined })).toEqual({ outcome: 'skip', reason: 'noEmail' });
  });
});

describe('the date of an order', () => {
  it('is when it was made, for an order made here', () => {
    expect(tell({ createdAt: '2024-02-29T23:59:59Z' }).record.purchase_date).toBe('2024-02-29T23:59:59.000Z');
  });

  it('is when it was completed, for imported history', () => {
    const imported = {
      origin: 'OrderImport',
      createdAt: '2024-05-01T10:00:00Z',
      completedAt: '2011-01-01T00:00:00.000Z',
    };
    expect(tell(imported).record.purchase_date).toBe('2011-01-01T00:00:00.000Z');
  });

  it.each([undefined, null, '', 'yesterday', 1714557600000])('is missed when it is %p', (createdAt) => {
    expect(map({ createdAt })).toEqual({ outcome: 'reject', id: ID, code: 'OrderWithoutDate' });
  });
});

describe('the status of an order', () => {
  it.each([
    ['Open', 'Pending'],
    ['Confirmed', 'Paid'],
    ['Complete', 'Completed'],
    ['Cancelled', 'Cancelled'],
  ])('is, for %s, %s', (orderState, status) => {
    expect(tell({ orderState })).toMatchObject({ record: { order_status: status, order_total: 50 }, flags: [] });
  });

  it('is in the words of the tenant', () => {
    const statuses = { Open: 'received', Confirmed: 'paid', Complete: 'done', Cancelled: 'void' };
    const words = Object.keys(statuses).map((orderState) => tell({ orderState }, { statuses }).record.order_status);
    expect(words).toEqual(['received', 'paid', 'done', 'void']);
  });

  it.each(['Archived', undefined, 'constructor', '__proto__'])('is left out for the state %p', (orderState) => {
    const { record, flags } = tell({ orderState });
    expect(record).not.toHaveProperty('order_status');
    expect(flags).toEqual(['order_status.unknown']);
  });
});

describe('an order that cannot be sent', () => {
  it.each([
    ['no total', { totalPrice: undefined }],
    ['a total without fraction digits', { totalPrice: { ...money(1), fractionDigits: undefined } }],
    ['a total without currency', { totalPrice: { ...money(1), currencyCode: undefined } }],
    ['a number for a total', { totalPrice: 50 }],
  ])('has %s', (_, changes) => {
    expect(map(changes)).toEqual({ outcome: 'reject', id: ID, code: 'OrderWithoutTotal' });
  });

  it('has an id that is no key', () => {
    const mapped = compileOrder(SETTINGS, 'variant')('a/b', order());
    expect(mapped).toEqual({ outcome: 'reject', id: 'a/b', code: 'InvalidClientKey' });
  });
});
