/**
 * An amount of money, exactly: `units` of 10^-`fractionDigits` of the currency. Money is added and divided in this form
 * and becomes a decimal number once, at the end, so that no sum ever shows 0.30000000000000004.
 */
export interface Money {
  /** An integer. */
  units: number;
  fractionDigits: number;
  /** ISO 4217. */
  currency: string;
}

/** ISO 4217 knows no currency with more (CLF and UYW have four). */
const MAX_CENT_DIGITS = 4;

/** commercetools: Common, HighPrecisionMoney. */
const MAX_PRECISE_DIGITS = 20;

/** Marketing's numbers have 18 digits before the point; nothing that anybody pays has as many. */
const MAX_UNITS = 1e18;

const CURRENCY = /^[A-Z]{3}$/;

/**
 * Reads money as commercetools sends it: `centAmount` with the currency's own fraction digits, or `preciseAmount` with
 * its own. The two never mix: `centAmount` of a high-precision amount is rounded to digits that are not in the JSON.
 * Nothing is assumed, so an amount without its fraction digits is no amount. (commercetools: Common, TypedMoney.)
 */
export function readMoney(value: unknown): Money | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, centAmount, preciseAmount, fractionDigits, currencyCode } = value as Readonly<Record<string, unknown>>;
  const isPrecise = type === 'highPrecision';
  if (!isPrecise && type !== 'centPrecision') return undefined;
  const units = isPrecise ? preciseAmount : centAmount;
  if (!isInteger(units) || Math.abs(units) >= MAX_UNITS) return undefined;
  if (!isInteger(fractionDigits) || fractionDigits < 0) return undefined;
  if (fractionDigits > (isPrecise ? MAX_PRECISE_DIGITS : MAX_CENT_DIGITS)) return undefined;
  if (typeof currencyCode !== 'string' || !CURRENCY.test(currencyCode)) return undefined;
  return { units, fractionDigits, currency: currencyCode };
}

const isInteger = (value: unknown): value is number => Number.isInteger(value);

/** Literals, because every power of ten up to here is exact in a double while `10 ** n` need not be. */
const POWERS_OF_TEN = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
];

/** Digits that survive a double whatever they are. */
const SAFE_DIGITS = 15;

/**
 * The decimal number. Both operands of the division are exact doubles, so its result is the double nearest to the true
 * amount, which JSON prints as that amount. Integers above 2^53 were rounded when their JSON was parsed: of those, the
 * digits that are certain are kept.
 */
export function toDecimal({ units, fractionDigits }: Money): number {
  const divisor = POWERS_OF_TEN[fractionDigits];
  const isExact = Number.isSafeInteger(units);
  // Adding 0 turns -0 into 0.
  if (isExact && divisor !== undefined) return units / divisor + 0;
  const decimal = Number(`${BigInt(units)}e-${fractionDigits}`);
  return isExact ? decimal : Number(decimal.toPrecision(SAFE_DIGITS));
}

export const zero = (like: Money): Money => ({ ...like, units: 0 });

/** Of the same currency, which is the caller's to know. */
export function addMoney(a: Money, b: Money): Money {
  const units = a.units + b.units;
  if (a.fractionDigits === b.fractionDigits && Number.isSafeInteger(units)) return { ...a, units };
  const fractionDigits = Math.max(a.fractionDigits, b.fractionDigits);
  return { ...a, units: Number(scaled(a, fractionDigits) + scaled(b, fractionDigits)), fractionDigits };
}

/** @param quantity an integer */
export function multiplyMoney(money: Money, quantity: number): Money {
  const units = money.units * quantity;
  return { ...money, units: Number.isSafeInteger(units) ? units : Number(BigInt(money.units) * BigInt(quantity)) };
}

/** Extra digits of a divided amount: enough for parts times up to 9,999 to round back to the amount they came from. */
const PART_DIGITS = 4;

/**
 * One of `quantity` equal parts. What does not divide evenly is rounded, half away from zero, to four digits more than
 * the amount has.
 * @param quantity an integer above 0
 */
export function divideMoney(money: Money, quantity: number): Money {
  if (money.units % quantity === 0) return { ...money, units: money.units / quantity };
  const fractionDigits = money.fractionDigits + PART_DIGITS;
  return { ...money, units: Number(divideRounded(scaled(money, fractionDigits), BigInt(quantity))), fractionDigits };
}

/** A rate's digits that count; tax rates have four or five. */
const RATE_SCALE = 1_000_000_000;

/**
 * The amount with a share of itself on top, such as a tax of 0.19, rounded half away from zero to the digits it has.
 * @param rate a finite number below a million
 */
export function addShare(money: Money, rate: number): Money {
  const factor = BigInt(RATE_SCALE) + BigInt(Math.round(rate * RATE_SCALE));
  return { ...money, units: Number(divideRounded(BigInt(money.units) * factor, BigInt(RATE_SCALE))) };
}

const scaled = ({ units, fractionDigits }: Money, digits: number): bigint =>
  BigInt(units) * 10n ** BigInt(digits - fractionDigits);

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor / 2n : divisor / 2n;
  return (dividend + half) / divisor;
}
