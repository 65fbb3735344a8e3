import { describe, expect, it } from '@jest/globals';
import { customLine, discounted, line, money, taxed, tell } from './an-order.ts';

const yen = (amount: number) => money(amount, 'JPY', 0);
const fils = (amount: number) => money(amount, 'KWD', 3);

describe('amounts in currencies', () => {
  it('without fractions are whole', () => {
    const { record, products } = tell({
      totalPrice: yen(13_300),
      lineItems: [line({ quantity: 3, totalPrice: yen(12_800) })],
      shippingInfo: { shippingMethodName: 'Post', price: yen(500) },
    });
    expect(record).toMatchObject({ currency: 'JPY', order_total: 13_300, order_subtotal: 12_800, delivery_total: 500 });
    expect(products).toMatchObject([{ price: 4266.6667, qty: 3 }]);
  });

  it('of a thousand parts keep all three digits', () => {
    const { record, products } = tell({
      totalPrice: fils(12_345),
      lineItems: [line({ quantity: 5, totalPrice: fils(12_345) })],
    });
    expect(record).toMatchObject({ currency: 'KWD', order_total: 12.345, order_subtotal: 12.345 });
    expect(products).toMatchObject([{ price: 2.469 }]);
  });

  it('of another currency than the order are left out, with the sums they belong to', () => {
    const { record, products, flags } = tell({
      lineItems: [line(), line({ totalPrice: money(5000, 'USD') })],
    });
    expect(record).toMatchObject({ order_total: 50, currency: 'EUR' });
    expect(record).not.toHaveProperty('order_subtotal');
    expect(products[1]).not.toHaveProperty('price');
    expect(flags).toEqual(['money.otherCurrency', 'products.noPrice']);
  });
});

describe('high precision', () => {
  const screw = {
    type: 'highPrecision',
    currencyCode: 'EUR',
    centAmount: 1,
    preciseAmount: 12_345,
    fractionDigits: 6,
  };

  it('of a price ends in the total that was charged', () => {
    const { record, products } = tell({
      totalPrice: money(1235),
      lineItems: [line({ quantity: 1000, price: { value: screw }, totalPrice: money(1235) })],
    });
    expect(record).toMatchObject({ order_total: 12.35, order_subtotal: 12.35 });
    expect(products).toMatchObject([{ price: 0.01235, qty: 1000 }]);
  });

  it('of a discount is kept', () => {
    const off = { quantity: 1000, discountedPrice: { value: screw, includedDiscounts: [{ discountedAmount: screw }] } };
    expect(tell({ lineItems: [line({ quantity: 1000, discountedPricePerQuantity: [off] })] }).record).toMatchObject({
      discount_amount: 12.345,
    });
  });
});

describe('taxes', () => {
  it('that are included change nothing', () => {
    const { record, products, flags } = tell({
      totalPrice: money(5000),
      taxedPrice: taxed(4202, 5000),
      lineItems: [line({ taxedPrice: taxed(4202, 5000), taxRate: { amount: 0.19, includedInPrice: true } })],
    });
    expect(record).toMatchObject({ order_total: 50, order_subtotal: 50, base_subtotal_incl_tax: 50 });
    expect(products).toMatchObject([{ price: 25 }]);
    expect(flags).toEqual([]);
  });

  it('that come on top are part of every amount', () => {
    const taxRate = { amount: 0.19, includedInPrice: false };
    const { record, products } = tell({
      totalPrice: money(4900),
      taxedPrice: taxed(4900, 5831),
      lineItems: [
        line({
          totalPrice: money(4500),
          taxedPrice: taxed(4500, 5355),
          taxRate,
          discountedPricePerQuantity: [discounted(2, 2250, 250)],
        }),
      ],
      discountOnTotalPrice: { discountedAmount: money(100), discountedGrossAmount: money(119) },
      shippingInfo: {
        shippingMethodName: 'Post',
        price: money(700),
        discountedPrice: { value: money(500), includedDiscounts: [{ discountedAmount: money(200) }] },
        taxedPrice: taxed(500, 595),
        taxRate,
      },
    });
    expect(record).toMatchObject({
      order_total: 58.31,
      order_subtotal: 53.55,
      delivery_total: 5.95,
      // 5.00 off the line, 2.00 off the delivery, both with 19 %, and 1.19 off the total
      discount_amount: 9.52,
    });
    expect(products).toMatchObject([{ price: 26.775, specialprice: 26.775 }]);
    expect(53.55 + 5.95 - 1.19).toBeCloseTo(58.31, 10);
  });

  it('that nobody has worked out yet leave everything without them', () => {
    const { record, products, flags } = tell({
      lineItems: [line({ taxedPrice: taxed(5000, 5950) })],
      discountOnTotalPrice: { discountedAmount: money(100), discountedGrossAmount: money(119) },
    });
    expect(record).toMatchObject({ order_total: 50, order_subtotal: 50, discount_amount: 1 });
    expect(record).not.toHaveProperty('base_subtotal_incl_tax');
    expect(products).toMatchObject([{ price: 25 }]);
    expect(flags).toEqual([]);
  });

  it('are added to a discount only where they are known to come on top', () => {
    const discountOf = (taxRate: unknown, taxedPrice?: unknown): unknown => {
      const discountedPricePerQuantity = [discounted(2, 2000, 500)];
      return tell({ taxedPrice, lineItems: [line({ taxRate, discountedPricePerQuantity })] }).record.discount_amount;
    };
    expect(discountOf({ amount: 0.2, includedInPrice: false }, taxed(5000, 6000))).toBe(12);
    expect(discountOf({ amount: 0.2, includedInPrice: false })).toBe(10);
    expect(discountOf({ amount: 0.2 }, taxed(5000, 6000))).toBe(10);
    expect(discountOf(undefined, taxed(5000, 6000))).toBe(10);
  });

  it('that are included may be missing from a line', () => {
    const { record, flags } = tell({ taxedPrice: taxed(4202, 5000) });
    expect(record).toMatchObject({ order_total: 50, order_subtotal: 50, base_subtotal_incl_tax: 50 });
    expect(flags).toEqual([]);
  });

  it('that cannot be read leave no price behind that might be without them', () => {
    const { record, products, flags } = tell({
      taxedPrice: taxed(5000, 5950),
      lineItems: [line({ taxedPrice: { totalGross: 5950 } })],
    });
    expect(record).not.toHaveProperty('order_subtotal');
    expect(products[0]).not.toHaveProperty('price');
    expect(flags).toEqual(['money.unreadable', 'products.noPrice']);
  });

  it('that come on top and that one line lacks are named', () => {
    const { record, flags } = tell({
      taxedPrice: taxed(5000, 5950),
      lineItems: [line({ taxedPrice: taxed(5000, 5950) }), line()],
    });
    expect(record).toMatchObject({ order_total: 59.5, order_subtotal: 109.5 });
    expect(record).not.toHaveProperty('base_subtotal_incl_tax');
    expect(flags).toEqual(['products.noTax']);
  });
});

describe('discounts', () => {
  it('on pieces of a line add up, and the price is what a piece cost on average', () => {
    const { record, products } = tell({
      totalPrice: money(6500),
      lineItems: [
        line({
          quantity: 3,
          totalPrice: money(6500),
          discountedPricePerQuantity: [discounted(2, 2000, 300, 200), discounted(1, 2500)],
        }),
      ],
    });
    expect(record).toMatchObject({ order_total: 65, order_subtotal: 65, discount_amount: 10 });
    expect(products).toMatchObject([{ price: 21.666667, specialprice: 21.666667, qty: 3 }]);
  });

  it('on the product show in the price and are none of the cart’s', () => {
    const { record, products } = tell({
      totalPrice: money(3000),
      lineItems: [
        line({
          price: { value: money(2500), discounted: { value: money(1500), discount: {} } },
          totalPrice: money(3000),
        }),
      ],
    });
    expect(record).toMatchObject({ order_subtotal: 30, discount_amount: 0 });
    expect(products).toMatchObject([{ price: 15, specialprice: 15 }]);
  });

  it('on the total leave the lines as they are', () => {
    const { record, products } = tell({
      totalPrice: money(4000),
      discountOnTotalPrice: { discountedAmount: money(1000), includedDiscounts: [] },
    });
    expect(record).toMatchObject({ order_total: 40, order_subtotal: 50, discount_amount: 10 });
    expect(products[0]).toMatchObject({ price: 25 });
    expect(products[0]).not.toHaveProperty('specialprice');
  });

  it('that cannot be read are not half told', () => {
    const broken = { quantity: 2, discountedPrice: { includedDiscounts: [{ discountedAmount: 5 }] } };
    const { record, flags } = tell({
      lineItems: [line({ discountedPricePerQuantity: [discounted(2, 2000, 500), broken] })],
    });
    expect(record).not.toHaveProperty('discount_amount');
    expect(flags).toEqual(['money.unreadable']);
  });

  it('have codes only where codes were read with the order', () => {
    const discountCodes = [{ discountCode: { typeId: 'discount-code', id: 'dc-1' }, state: 'MatchesCart' }];
    expect(tell({ discountCodes }).record).not.toHaveProperty('couponcode');
  });
});

describe('lines of their own kind', () => {
  it('a gift costs nothing, and its whole price is a discount', () => {
    const gift = line({
      lineItemMode: 'GiftLineItem',
      quantity: 1,
      totalPrice: money(0),
      discountedPricePerQuantity: [discounted(1, 0, 2500)],
    });
    const { record, products, flags } = tell({ lineItems: [line(), gift] });
    expect(products[1]).toMatchObject({ sku: 'SHIRT-M', price: 0, specialprice: 0, qty: 1 });
    expect(record).toMatchObject({ order_total: 50, order_subtotal: 50, discount_amount: 25 });
    expect(flags).toEqual([]);
  });

  it('a custom line counts towards the subtotal, also when it is a deduction', () => {
    const voucher = customLine({
      key: 'voucher',
      name: { en: 'Voucher' },
      money: money(-1000),
      totalPrice: money(-1000),
    });
    const { record, products } = tell({ totalPrice: money(4350), customLineItems: [customLine(), voucher] });
    expect(record).toMatchObject({ order_total: 43.5, order_subtotal: 43.5 });
    expect(products.slice(1)).toEqual([
      { name: 'Gift wrapping', sku: 'gift-wrapping', price: 3.5, qty: 1 },
      { name: 'Voucher', sku: 'voucher', price: -10, qty: 1 },
    ]);
  });

  it('an order of custom lines only is an order', () => {
    const { record, flags } = tell({ totalPrice: money(350), lineItems: [], customLineItems: [customLine()] });
    expect(record).toMatchObject({ order_total: 3.5, order_subtotal: 3.5 });
    expect(flags).toEqual([]);
  });

  it('an order without lines is sent and flagged', () => {
    const { record, flags } = tell({ lineItems: [], customLineItems: undefined });
    expect(record).toMatchObject({ order_total: 50, order_subtotal: 0 });
    expect(record).not.toHaveProperty('products');
    expect(flags).toEqual(['products.none']);
  });
});

describe('delivery', () => {
  const info = (name: string, cents: number) => ({ shippingMethodName: name, price: money(cents) });

  it('that was free costs 0, and none costs nothing at all', () => {
    expect(tell({ shippingInfo: info('Post', 0) }).record).toMatchObject({
      delivery_method: 'Post',
      delivery_total: 0,
    });
    expect(tell({}).record).not.toHaveProperty('delivery_total');
  });

  it('in several parts is told as one', () => {
    const shipping = [
      { shippingInfo: info('Post', 490), shippingAddress: { country: 'DE', city: 'Bonn' } },
      { shippingInfo: info('Courier', 990), shippingAddress: { country: 'AT' } },
      { shippingInfo: info('Post', 490) },
    ];
    expect(tell({ shippingMode: 'Multiple', shipping }).record).toMatchObject({
      delivery_method: 'Post, Courier',
      delivery_total: 19.7,
      delivery_address: { delivery_country: 'DE', delivery_city: 'Bonn' },
    });
  });

  it('costs what the order says with taxes, where its parts do not say', () => {
    const delivered = { shippingInfo: info('Post', 500), taxedShippingPrice: taxed(500, 595) };
    expect(tell({ ...delivered, taxedPrice: taxed(5500, 6545) }).record).toMatchObject({ delivery_total: 5.95 });
    expect(tell(delivered).record).toMatchObject({ delivery_total: 5 });
  });

  it('that was reduced costs what is left', () => {
    const discountedPrice = { value: money(100), includedDiscounts: [{ discountedAmount: money(390) }] };
    expect(tell({ shippingInfo: { ...info('Post', 490), discountedPrice } }).record).toMatchObject({
      delivery_total: 1,
      discount_amount: 3.9,
    });
  });
});
