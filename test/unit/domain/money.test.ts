import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addMoney,
  addShare,
  divideMoney,
  type Money,
  multiplyMoney,
  readMoney,
  toDecimal,
} from '../../../shared/domain/money.ts';

const cents = (centAmount: unknown, fractionDigits: unknown = 2, currencyCode: unknown = 'EUR') => ({
  type: 'centPrecision',
  currencyCode,
  centAmount,
  fractionDigits,
});

const precise = (preciseAmount: unknown, fractionDigits: unknown, centAmount: unknown = 1) => ({
  ...cents(centAmount, fractionDigits),
  type: 'highPrecision',
  preciseAmount,
});

function decimal(value: unknown): number | undefined {
  const money = readMoney(value);
  return money && toDecimal(money);
}

const money = (units: number, fractionDigits = 2): Money => ({ units, fractionDigits, currency: 'EUR' });

/** Moves the decimal point in the text, which is how a person would do it. */
function shiftPoint(units: number, fractionDigits: number): string {
  const digits = String(Math.abs(units)).padStart(fractionDigits + 1, '0');
  const point = digits.length - fractionDigits;
  const text = fractionDigits === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return units < 0 ? `-${text}` : text;
}

describe('money from commercetools', () => {
  it.each([
    ['EUR, two digits', cents(1999), 19.99],
    ['JPY, no digits', cents(1999, 0, 'JPY'), 1999],
    ['KWD, three digits', cents(1999, 3, 'KWD'), 1.999],
    ['below one', cents(7), 0.07],
    ['nothing', cents(0), 0],
    ['less than nothing', cents(-1005), -10.05],
    ['a famous sum', cents(30), 0.3],
    ['the largest exact amount', cents(Number.MAX_SAFE_INTEGER), 90071992547409.91],
    ['high precision', precise(123456, 7), 0.0123456],
    ['high precision beside its rounded cents', precise(1005, 3, 101), 1.005],
    ['more precise than a number prints', precise(1, 20), 1e-20],
  ])('is a decimal number: %s', (_, value, expected) => {
    expect(decimal(value)).toBe(expected);
  });

  it('has no negative zero', () => {
    expect(Object.is(decimal(cents(-0)), 0)).toBe(true);
  });

  it('keeps the certain digits of integers that JSON has already rounded', () => {
    expect(decimal(precise(JSON.parse('123456789012345678'), 16))).toBe(12.3456789012346);
  });

  it.each([
    ['no object', 1999],
    ['nothing', undefined],
    ['null', null],
    ['no type', { ...cents(1), type: undefined }],
    ['another type', { ...cents(1), type: 'float' }],
    ['text for an amount', cents('1999')],
    ['half a cent', cents(19.5)],
    ['no amount', cents(undefined)],
    ['no fraction digits', { ...cents(1), fractionDigits: undefined }],
    ['text for fraction digits', cents(1, '2')],
    ['negative fraction digits', cents(1, -1)],
    ['broken fraction digits', cents(1, 1.5)],
    ['more fraction digits than a currency has', cents(1, 7)],
    ['high precision without its amount', precise(undefined, 7)],
    ['more fraction digits than high precision has', precise(1, 21)],
    ['an amount of more than 18 digits', cents(1e18)],
    ['no currency', cents(1, 2, null)],
    ['half a currency', cents(1, 2, 'eu')],
  ])('is nothing when malformed: %s', (_, value) => {
    expect(readMoney(value)).toBeUndefined();
  });

  it('never throws', () => {
    const field = fc.oneof(fc.anything(), fc.integer(), fc.double(), fc.bigInt());
    const hostile = fc.record(
      {
        type: fc.constantFrom('centPrecision', 'highPrecision'),
        currencyCode: fc.constant('EUR'),
        centAmount: field,
        preciseAmount: field,
        fractionDigits: fc.oneof(field, fc.integer({ min: 0, max: 20 })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.anything(), hostile), (value) => {
        const read = decimal(value);
        expect(read === undefined || Number.isFinite(read)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('prints as the digits with the point moved, for every amount and every number of digits', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 20 }), (units, digits) => {
        const value = digits <= 4 ? cents(units, digits) : precise(units, digits);
        expect(decimal(value)).toBe(Number(shiftPoint(units, digits)) + 0);
      }),
      { numRuns: 5000 },
    );
  });

  it('prints amounts of everyday size digit by digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 3 }), (units, digits) => {
        const printed = JSON.stringify(decimal(cents(units, digits)));
        const text = shiftPoint(units, digits);
        const trimmed = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
        expect(printed).toBe(trimmed === '-0' ? '0' : trimmed);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('sums of money', () => {
  it('show no noise', () => {
    expect(toDecimal(addMoney(money(10), money(20)))).toBe(0.3);
  });

  it('take amounts of different precision', () => {
    expect(addMoney(money(150), money(12345, 5))).toEqual(money(162345, 5));
    expect(addMoney(money(12345, 5), money(-150))).toEqual(money(-137655, 5));
  });

  it('are the same in every order', () => {
    const some = fc.record({ units: fc.integer(), fractionDigits: fc.integer({ min: 0, max: 6 }) });
    const amounts = fc.array(some, { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amounts, (list) => {
        const all = list.map((amount) => ({ ...amount, currency: 'EUR' }));
        const forwards = all.reduce(addMoney);
        const backwards = all.toReversed().reduce(addMoney);
        expect(toDecimal(forwards)).toBe(toDecimal(backwards));
      }),
    );
  });

  it('of many equal amounts are their product', () => {
    expect(multiplyMoney(money(333), 3)).toEqual(money(999));
    expect(toDecimal(multiplyMoney(money(Number.MAX_SAFE_INTEGER), 1000))).toBe(9.00719925474099e16);
  });
});

describe('parts of money', () => {
  it('are exact where the amount divides evenly', () => {
    expect(divideMoney(money(3000), 3)).toEqual(money(1000));
    expect(divideMoney(money(0), 3)).toEqual(money(0));
  });

  it('are rounded to four more digits where it does not', () => {
    expect(toDecimal(divideMoney(money(1000), 3))).toBe(3.333333);
    expect(toDecimal(divideMoney(money(2000), 3))).toBe(6.666667);
    expect(toDecimal(divideMoney(money(-2000), 3))).toBe(-6.666667);
    expect(toDecimal(divideMoney(money(100, 0), 3))).toBe(33.3333);
  });

  it('times their number round back to the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 9_999 }), (units, quantity) => {
        const part = toDecimal(divideMoney(money(units), quantity));
        expect(Math.abs(part * quantity * 100 - units)).toBeLessThanOrEqual(0.5);
      }),
    );
  });
});

describe('a share on top', () => {
  it.each([
    [1050, 0.19, 1250],
    [-1050, 0.19, -1250],
    [1000, 0, 1000],
    [1, 0.0825, 1],
    [10_000, 0.08875, 10_888],
  ])('of %p cents at %p makes %p cents', (units, rate, expected) => {
    expect(addShare(money(units), rate)).toEqual(money(expected));
  });
});
