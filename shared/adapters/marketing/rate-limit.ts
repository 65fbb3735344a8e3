/** The tiered call limit as an answer reports it (Marketing: Call rate limits). */
export interface RateLimit {
  /** Calls left in the tier; absent when the answer does not say. */
  remaining: number | undefined;
  /** Until the tier is filled again. */
  waitMs: number;
}

/** Limits are counted per minute, so this is the longest that a tier can stay empty. */
const MINUTE_MS = 60_000;

/** Below this a reset cannot be a moment in epoch seconds (it would lie in 2001). */
const FIRST_PLAUSIBLE_RESET = 1_000_000_000;

/** An hour is more than any documented limit asks for; beyond it the header is wrong. */
const LONGEST_WAIT_MS = 60 * MINUTE_MS;

/**
 * Reads `X-RateLimit-*`; `undefined` when there are none. The moment of the reset is Marketing's clock, so it is compared
 * with the `Date` of the same answer and with our own clock only where that is missing.
 * @param headers names in lower case, as the transport delivers them: their casing varies.
 */
export function readRateLimit(headers: Readonly<Record<string, string>>, nowMs: number): RateLimit | undefined {
  const remaining = toNumber(headers['x-ratelimit-remaining']);
  const reset = toNumber(headers['x-ratelimit-reset']);
  if (remaining === undefined && reset === undefined && headers['x-ratelimit-limit'] === undefined) return undefined;
  if (reset === undefined || reset < FIRST_PLAUSIBLE_RESET) return { remaining, waitMs: MINUTE_MS };
  const serverMs = Date.parse(headers.date ?? '');
  const untilResetMs = reset * 1000 - (Number.isNaN(serverMs) ? nowMs : serverMs);
  return { remaining, waitMs: Math.min(LONGEST_WAIT_MS, Math.max(0, untilResetMs)) };
}

const toNumber = (value: string | undefined): number | undefined =>
  value === undefined || value.trim() === '' || Number.isNaN(Number(value)) ? undefined : Number(value);
