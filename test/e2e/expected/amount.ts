/** Amounts reckoned by other means than the product's own: whole units and powers of ten, in arbitrary precision. */
export interface Amount {
  readonly units: bigint;
  readonly digits: number;
}

/** Money as commercetools writes it (Types, CentPrecisionMoney and HighPrecisionMoney). */
export interface Money {
  readonly type?: string;
  readonly currencyCode: string;
  readonly centAmount: number;
  readonly preciseAmount?: number;
  readonly fractionDigits: number;
}

export const NOTHING: Amount = { units: 0n, digits: 0 };

export const amountOf = ({ type, preciseAmount, centAmount, fractionDigits }: Money): Amount => ({
  units: BigInt(type === 'highPrecision' && preciseAmount !== undefined ? preciseAmount : centAmount),
  digits: fractionDigits,
});

const at = ({ units, digits }: Amount, wanted: number): bigint => units * 10n ** BigInt(wanted - digits);

export function plus(a: Amount, b: Amount): Amount {
  const digits = Math.max(a.digits, b.digits);
  return { units: at(a, digits) + at(b, digits), digits };
}

export const times = ({ units, digits }: Amount, factor: number): Amount => ({ units: units * BigInt(factor), digits });

/** Half away from zero. */
function divide(dividend: bigint, divisor: bigint): bigint {
  const sign = dividend < 0n ? -1n : 1n;
  return sign * ((2n * dividend * sign + divisor) / (2n * divisor));
}

/** A part of an amount, with four digits more where it does not come out even. */
export function shareOf({ units, digits }: Amount, parts: number): Amount {
  if (units % BigInt(parts) === 0n) return { units: units / BigInt(parts), digits };
  return { units: divide(units * 10_000n, BigInt(parts)), digits: digits + 4 };
}

/** With a tax of so much on top, rounded to the digits the amount has. Rates have at most six decimal places here. */
export const withTax = ({ units, digits }: Amount, rate: number): Amount => ({
  units: divide(units * BigInt(Math.round((1 + rate) * 1_000_000)), 1_000_000n),
  digits,
});

/** By way of text, so that no binary fraction gets in: 12345 with 2 digits is "123.45". */
export function toNumber({ units, digits }: Amount): number {
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const number = Number(`${text.slice(0, text.length - digits)}.${text.slice(text.length - digits)}`);
  return units < 0n && number !== 0 ? -number : number;
}
