import { parseHttpDateMs } from './http-date.ts';

const DELTA_SECONDS = /^\d+$/;

/**
 * How long an answer asks its client to stay away, in milliseconds; `undefined` when it does not say, or not legibly.
 * A date is read against the answer's own `Date` header, so that no two clocks are compared (RFC 9110, 10.2.3).
 */
export function readRetryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (DELTA_SECONDS.test(value)) return Number(value) * 1000;
  const untilMs = parseHttpDateMs(value);
  const nowMs = parseHttpDateMs(headers.date);
  return untilMs === undefined || nowMs === undefined ? undefined : Math.max(0, untilMs - nowMs);
}
