import type { JsonObject } from '../http/exchange.ts';

/** Digits after the decimal point; ISO 4217. */
const FRACTION_DIGITS: Record<string, number> = { EUR: 2, USD: 2, GBP: 2, JPY: 0, KWD: 3 };

/** How many of a currency's smallest units a euro cent is worth, roughly and for ever. */
const UNITS_PER_EURO_CENT: Record<string, number> = { EUR: 1, USD: 1.1, GBP: 0.85, JPY: 1.6, KWD: 3.3 };

export const money = (currencyCode: string, centAmount: number): JsonObject => ({
  type: 'centPrecision',
  currencyCode,
  centAmount,
  fractionDigits: FRACTION_DIGITS[currencyCode] ?? 2,
});

/** Smallest units of the currency for an amount in euro cents. */
export const convert = (euroCents: number, currencyCode: string): number =>
  Math.round(euroCents * (UNITS_PER_EURO_CENT[currencyCode] ?? 1));

/**
 * An amount finer than the currency's smallest unit: `preciseAmount` counts at `fractionDigits`, `centAmount` is what
 * is left after rounding; commercetools: General concepts, HighPrecisionMoney.
 */
export const preciseMoney = (currencyCode: string, preciseAmount: number, fractionDigits: number): JsonObject => ({
  type: 'highPrecision',
  currencyCode,
  centAmount: Math.round(preciseAmount / 10 ** (fractionDigits - (FRACTION_DIGITS[currencyCode] ?? 2))),
  preciseAmount,
  fractionDigits,
});
