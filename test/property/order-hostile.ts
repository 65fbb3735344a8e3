import fc from 'fast-check';

/** Empty, blank, too long, half a character, and names that mean something to JavaScript. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer({ min: 990, max: 1010 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 495, max: 505 }).map((length) => `-${'😀'.repeat(length)}`),
  fc.constantFrom('', ' ', '\ud83d', 'null', '__proto__', 'constructor', '2024-01-01', '5'),
);

/** What is read from JSON is JSON: anything else cannot arrive. */
const json = fc.jsonValue({ maxDepth: 2 });

/** Mostly what the API documents, and now and then anything at all, or nothing. */
const mostly = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 12, arbitrary: value },
    { weight: 1, arbitrary: json },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  );

const listOf = (value: fc.Arbitrary<unknown>, maxLength = 3) => mostly(fc.array(value, { maxLength }));

const amount = fc.oneof(
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1e300, 2 ** 63, 1e18, 123e15, 0.5),
);

const money = mostly(
  fc.record({
    type: mostly(fc.constantFrom('centPrecision', 'centPrecision', 'highPrecision')),
    currencyCode: mostly(fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'USD', 'x')),
    centAmount: mostly(amount),
    preciseAmount: mostly(amount),
    fractionDigits: mostly(fc.constantFrom(0, 2, 2, 3, 4, 20)),
  }),
);

const taxed = mostly(fc.record({ totalNet: money, totalGross: money }));

const taxRate = mostly(
  fc.record({
    amount: mostly(fc.oneof(fc.constantFrom(0, 0.19, 1), fc.double())),
    includedInPrice: mostly(fc.boolean()),
  }),
);

const names = mostly(fc.dictionary(fc.constantFrom('de', 'en', 'fr', '__proto__'), mostly(text), { maxKeys: 3 }));
const quantity = mostly(fc.oneof(fc.integer({ min: -1, max: 20 }), fc.maxSafeInteger(), fc.constant(1.5)));
const discountedPrice = mostly(
  fc.record({ value: money, includedDiscounts: listOf(mostly(fc.record({ discountedAmount: money }))) }),
);

const item = {
  id: mostly(text),
  key: mostly(text),
  slug: mostly(text),
  name: names,
  quantity,
  price: mostly(fc.record({ value: money, discounted: mostly(fc.record({ value: money })) })),
  money,
  totalPrice: money,
  taxedPrice: taxed,
  taxRate,
  discountedPricePerQuantity: listOf(mostly(fc.record({ quantity, discountedPrice }))),
};

const lineItem = mostly(
  fc.record(
    {
      ...item,
      productId: mostly(fc.oneof(text, fc.uuid())),
      variant: mostly(fc.record({ id: mostly(fc.integer({ min: 1, max: 99 })), sku: mostly(text) })),
    },
    { requiredKeys: [] },
  ),
);

const address = mostly(
  fc.dictionary(
    fc.constantFrom(
      ...['firstName', 'lastName', 'streetName', 'streetNumber', 'pOBox', 'additionalStreetInfo', 'building'],
      ...['apartment', 'city', 'region', 'state', 'country', 'postalCode', 'email'],
    ),
    mostly(text),
    { maxKeys: 14 },
  ),
);

const shippingInfo = mostly(
  fc.record(
    { shippingMethodName: mostly(text), price: money, taxedPrice: taxed, discountedPrice, taxRate },
    { requiredKeys: [] },
  ),
);

const state = fc.constantFrom('Open', 'Confirmed', 'Complete', 'Cancelled', 'Paid', 'Shipped', '__proto__', 'toString');
const [from, to] = [new Date('1900-01-01'), new Date('2100-01-01')];
const moment = fc.oneof(
  { weight: 20, arbitrary: fc.date({ noInvalidDate: true, min: from, max: to }).map((date) => date.toISOString()) },
  { weight: 1, arbitrary: json },
);

const reference = (obj: fc.Arbitrary<unknown>) => mostly(fc.record({ id: mostly(text), obj: mostly(obj) }));

const returnItem = mostly(
  fc.record({
    quantity,
    shipmentState: mostly(fc.constantFrom('Advised', 'Returned', 'Unusable')),
    paymentState: mostly(fc.constantFrom('Initial', 'Refunded')),
  }),
);

/** Most orders need a total to get far enough to be looked at. */
const total = fc.oneof(
  { weight: 4, arbitrary: money },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('centPrecision'),
      currencyCode: fc.constant('EUR'),
      centAmount: fc.maxSafeInteger(),
      fractionDigits: fc.constant(2),
    }),
  },
);

/** Orders as no shop has them, of every kind of wrongness. */
export const hostileOrder: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    createdAt: moment,
    completedAt: mostly(fc.constantFrom(undefined, '2011-01-01T00:00:00Z')),
    orderNumber: mostly(text),
    customerEmail: fc.oneof(
      { weight: 8, arbitrary: fc.constant('Ada@Example.com') },
      { weight: 2, arbitrary: mostly(text) },
    ),
    orderState: mostly(state),
    paymentState: mostly(state),
    shipmentState: mostly(state),
    locale: mostly(fc.constantFrom('de', 'en', '__proto__', 'constructor')),
    totalPrice: total,
    taxedPrice: taxed,
    taxedShippingPrice: taxed,
    lineItems: listOf(lineItem),
    customLineItems: listOf(mostly(fc.record(item, { requiredKeys: [] }))),
    shippingInfo,
    shipping: listOf(mostly(fc.record({ shippingInfo, shippingAddress: address }, { requiredKeys: [] }))),
    billingAddress: address,
    shippingAddress: address,
    discountOnTotalPrice: mostly(
      fc.record({ discountedAmount: money, discountedGrossAmount: money }, { requiredKeys: [] }),
    ),
    discountCodes: listOf(
      mostly(
        fc.record({
          discountCode: reference(fc.record({ code: mostly(text) })),
          state: mostly(fc.constant('MatchesCart')),
        }),
      ),
    ),
    paymentInfo: mostly(
      fc.record({
        payments: listOf(reference(fc.record({ paymentMethodInfo: mostly(fc.record({ method: mostly(text) })) }))),
      }),
    ),
    cart: reference(json),
    store: mostly(fc.record({ key: mostly(text) })),
    returnInfo: listOf(mostly(fc.record({ items: listOf(returnItem) }))),
  },
  { requiredKeys: ['createdAt', 'totalPrice', 'customerEmail'] },
);
