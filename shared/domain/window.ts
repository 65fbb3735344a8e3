import { addSeconds, earliest, type Instant, latest } from './instant.ts';

/** Half-open span `[from, to)` of commercetools' `lastModifiedAt`, fixed when a run opens. No `from`: everything before `to`. */
export interface Window {
  from?: Instant;
  to: Instant;
}

/**
 * How far a window ends behind commercetools' clock. Its API nodes stamp `lastModifiedAt` themselves, so a change can
 * become visible with a time a little in the past; a window that ended at "now" would miss it.
 */
export const SAFETY_LAG_SECONDS = 60;

/** How far a window reaches back before the watermark, to catch what became visible later than the safety lag allows. */
export const OVERLAP_SECONDS = 300;

/** The latest instant that a window opened now may reach. `serverNow` is commercetools' clock, never our own. */
export const windowEnd = (serverNow: Instant): Instant => addSeconds(serverNow, -SAFETY_LAG_SECONDS);

/** Where the next live window begins. It needs no clock, so the first request can ask for it. */
export const liveFrom = (watermark: Instant, heldSince: Instant | undefined): Instant =>
  addSeconds(earliest(watermark, heldSince) ?? watermark, -OVERLAP_SECONDS);

export interface LiveWindowInput {
  watermark: Instant;
  serverNow: Instant;
  /** Read time of the oldest page that was under way elsewhere when the previous live run opened (see held.ts). */
  heldSince?: Instant | undefined;
  /** Watermarks this stream must not overtake: an order may not arrive before its contact. */
  ceilings?: readonly Instant[];
}

/**
 * The next live window, or `undefined` when there is nothing to win: the clock stands still, runs backwards, or a
 * ceiling has not moved. A window always begins before the watermark and ends after it, so no gap can open and the
 * watermark can only move forwards.
 */
export function liveWindow({ watermark, serverNow, heldSince, ceilings = [] }: LiveWindowInput): Window | undefined {
  const to = earliest(windowEnd(serverNow), ...ceilings) ?? windowEnd(serverNow);
  return to > watermark ? { from: liveFrom(watermark, heldSince), to } : undefined;
}

/** History covers everything older than the live watermark of the moment it opens; live covers the rest. */
export const historyWindow = (liveWatermark: Instant): Window => ({ to: liveWatermark });

/** Moves only forwards, whatever is asked of it. */
export const advance = (watermark: Instant | undefined, to: Instant): Instant => latest(watermark, to) ?? to;
