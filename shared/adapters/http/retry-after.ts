const DELTA_SECONDS = /^\d+$/;

/** `Date.parse` alone would take `-5` for a year. */
const HTTP_DATE = /^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long an answer asks its client to stay away, in milliseconds; `undefined` when it does not say, or not legibly.
 * A date is read against the answer's own `Date` header, so that no two clocks are compared (RFC 9110, 10.2.3).
 */
export function readRetryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (DELTA_SECONDS.test(value)) return Number(value) * 1000;
  if (!HTTP_DATE.test(value)) return undefined;
  const waitMs = Date.parse(value) - Date.parse(headers.date ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
