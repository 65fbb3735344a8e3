import type { Random } from '../http/seeded-random.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const YEAR_MS = 365 * DAY_MS;
/** Nothing in a seeded shop is younger, so that it all lies before the safety lag of a first run. */
export const QUIET_MS = 10 * 60_000;

export const instant = (ms: number): string => new Date(ms).toISOString();

export interface Timestamps {
  createdAt: string;
  lastModifiedAt: string;
}

/** Created within the last `years` and changed since, mostly soon after, both before the quiet time. */
export function makeTimestamps(random: Random, nowMs: number, years = 5): Timestamps {
  const createdMs = nowMs - QUIET_MS - Math.floor(random() * years * YEAR_MS);
  const changedMs = createdMs + Math.floor(random() ** 3 * (nowMs - QUIET_MS - createdMs));
  return { createdAt: instant(createdMs), lastModifiedAt: instant(changedMs) };
}
