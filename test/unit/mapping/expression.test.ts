import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileExpression, findExpressionProblem } from '../../../shared/mapping/expression.ts';

const read = (from: string, record: object, locales: string[] = ['de', 'en']) =>
  compileExpression(from)(record as Record<string, unknown>, locales) ?? undefined;

const PRODUCT = {
  name: { en: 'Shirt', de: 'Hemd' },
  attributes: [{ name: 'brand', value: 'Acme' }],
  variant: {
    attributes: [
      { name: 'color', value: { key: 'red', label: { en: 'Red', de: 'Rot' } } },
      { name: 'size', value: { key: 'm', label: 'M' } },
      { name: 'care', value: { en: 'Wash', fr: 'Laver' } },
      { name: 'weight', value: 0 },
      { name: 'organic', value: false },
      { name: 'rrp', value: { type: 'centPrecision', currencyCode: 'KWD', centAmount: 12345, fractionDigits: 3 } },
      { name: 'goesWith', value: { typeId: 'product', id: 'p-2' } },
      {
        name: 'seasons',
        value: [
          { key: 's', label: 'spring' },
          { key: 'a', label: 'autumn' },
        ],
      },
    ],
  },
};
const CUSTOMER = {
  addresses: [
    { id: 'a', city: 'Köln' },
    { id: 'b', city: 'Bonn' },
  ],
  defaultBillingAddressId: 'b',
  shippingAddressIds: ['a'],
};

describe('expressions of a mapping', () => {
  it.each([
    ['localized(name)', PRODUCT, 'Hemd'],
    ["localized('plain')", {}, 'plain'],
    ['localized(missing)', PRODUCT, undefined],
    ["attribute('color')", PRODUCT, 'Rot'],
    ["attribute('size')", PRODUCT, 'M'],
    ["attribute('care')", PRODUCT, 'Wash'],
    ["attribute('brand')", PRODUCT, 'Acme'],
    ["attribute('weight')", PRODUCT, 0],
    ["attribute('organic')", PRODUCT, false],
    ["attribute('rrp')", PRODUCT, 12.345],
    ["attribute('goesWith')", PRODUCT, 'p-2'],
    ["attribute('seasons')", PRODUCT, ['spring', 'autumn']],
    ["attribute('none')", PRODUCT, undefined],
    ["address('billing').city", CUSTOMER, 'Bonn'],
    ["address('shipping').city", CUSTOMER, 'Köln'],
    ["address('shipping').city", { ...CUSTOMER, shippingAddressIds: [] }, undefined],
    ["address('billing').city", { billingAddress: { city: 'Ulm' } }, 'Ulm'],
    [
      'money(@)',
      { type: 'highPrecision', currencyCode: 'EUR', centAmount: 1, preciseAmount: 123456, fractionDigits: 7 },
      0.0123456,
    ],
    ['money(x)', { x: 'five' }, undefined],
    ['day(x)', { x: '2026-03-01T23:59:59.999Z' }, '2026-03-01'],
    ['day(x)', { x: 5 }, undefined],
    ["joined(', ', [a, b, c])", { a: 'x', b: null, c: 0 }, 'x, 0'],
    ['custom.fields.vip', { custom: { fields: { vip: false } } }, false],
    ['custom.fields.vip', { custom: null }, undefined],
    ['custom.fields.vip', { custom: { fields: ['vip'] } }, undefined],
    ['constructor', {}, undefined],
    ['a.constructor.name', { a: {} }, undefined],
  ])('%s of a record', (from, record, value) => {
    expect(read(from, record)).toEqual(value);
  });

  it('are of their own record, whatever was asked before', () => {
    const color = compileExpression("attribute('color')");
    expect(color(PRODUCT, ['en'])).toBe('Red');
    expect(color({ variant: { attributes: [] } }, ['en'])).toBeNull();
  });

  it('are named by what is wrong with them', () => {
    expect(findExpressionProblem('custom.fields.vip')).toBeUndefined();
    expect(findExpressionProblem("join(', ', keys(@))")).toBeUndefined();
    expect(findExpressionProblem('a[?shout(b)]')).toContain('shout()');
    expect(findExpressionProblem('a[')).toContain('is not JMESPath');
    expect(findExpressionProblem('address()')).toContain('address() takes 1 argument');
    expect(findExpressionProblem("joined(', ', tags)")).toBeUndefined();
  });

  it('never break over what a shop may hold', () => {
    const all = [
      "attribute('a')",
      'localized(a)',
      "address('billing')",
      'money(a)',
      'day(a)',
      "joined(', ', a)",
      "contains(a, 'x')",
      'length(a) > `2`',
      'max_by(a, &b)',
      'to_number(a) / to_number(variant)',
    ].map(compileExpression);
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'variant', 'attributes', 'addresses'), fc.jsonValue()),
        (record) => {
          for (const each of all) expect(() => each(record, ['en'])).not.toThrow();
        },
      ),
    );
  });
});
