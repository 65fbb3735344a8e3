/**
 * A moment in time: ISO 8601, UTC, always three fractional digits. In this one form instants compare as text, read
 * well in a DynamoDB item, and go into a commercetools predicate unchanged.
 */
export type Instant = string;

/** @throws RangeError when the input is not a date. */
export const toInstant = (time: Date | number | string): Instant => new Date(time).toISOString();

export const toMs = (instant: Instant): number => Date.parse(instant);

export const addSeconds = (instant: Instant, seconds: number): Instant => toInstant(toMs(instant) + seconds * 1000);

export const secondsBetween = (from: Instant, to: Instant): number => (toMs(to) - toMs(from)) / 1000;

/** The earliest of the given instants; `undefined` entries do not count. */
export const earliest = (...instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.reduce((a, b) => (a === undefined || (b !== undefined && b < a) ? b : a), undefined);

/** The latest of the given instants; `undefined` entries do not count. */
export const latest = (...instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);
