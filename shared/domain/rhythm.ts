import { type Instant, secondsBetween } from './instant.ts';

/** How often a stream has had changed records lately: what silence is measured against. */
export interface Rhythm {
  /** commercetools' clock when the last live run opened that read anything. */
  lastAt: Instant;
  /** Trailing mean of the time between two such runs; absent until there were two. */
  usualGapSeconds?: number;
}

/** How much one gap moves the mean: the last fifty or so count, for a busy stream half a day, for a slow one weeks. */
const WEIGHT = 1 / 50;

/** A mean below this says "busy" and no more: nights are quiet everywhere, and no alarm is meant to ring at night. */
const SHORTEST_GAP_SECONDS = 60 * 60;

export function nextRhythm(known: Rhythm | undefined, openedAt: Instant): Rhythm {
  if (!known || openedAt <= known.lastAt) return known ?? { lastAt: openedAt };
  const gap = secondsBetween(known.lastAt, openedAt);
  const usual = known.usualGapSeconds ?? gap;
  return { lastAt: openedAt, usualGapSeconds: usual + (gap - usual) * WEIGHT };
}

/**
 * How long a tenant has been quiet, in multiples of what is usual for its busiest stream; `undefined` until that is
 * known. One busy stream is enough: a shop whose orders go on is not quiet because its catalog rests.
 */
export function quietTimesUsual(rhythms: readonly Rhythm[], now: Instant): number | undefined {
  const gaps = rhythms.flatMap(({ usualGapSeconds }) => usualGapSeconds ?? []);
  if (gaps.length === 0) return undefined;
  const quietSeconds = Math.min(...rhythms.map(({ lastAt }) => Math.max(0, secondsBetween(lastAt, now))));
  return quietSeconds / Math.max(SHORTEST_GAP_SECONDS, Math.min(...gaps));
}
