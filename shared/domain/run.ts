import { addCounts, type Counts, noCounts } from './counts.ts';
import { type Instant, secondsBetween } from './instant.ts';
import { type Lane, mergeDoubts } from './lane.ts';
import { rangeProgress } from './lane-range.ts';
import type { Window } from './window.ts';

/**
 * The form in which runs are stored. Fields may be added under the same number, as long as a run without them still makes
 * sense; anything else takes the next one, and code that reads both.
 */
export const RUN_VERSION = 1;

/** One pass over one window of a tenant, stream and track. */
export interface Run {
  id: string;
  /** Form of this item; absent in the oldest, which is the first. */
  version?: number;
  window: Window;
  /** commercetools' clock. */
  openedAt: Instant;
  /** Our clock; only ever subtracted from itself, to say how long the run took. */
  startedAt: Instant;
  /** Why the run exists, in words for people: `schedule`, `first load`, … */
  reason: string;
  /** Who asked for it, and what for, where it was a person. */
  by?: string;
  why?: string;
  /** The stream's fingerprint when the run opened; pages of a run whose mapping has changed since look at the account first. */
  fingerprint?: string;
  /** Requests made to open the run. */
  openingCalls: Counts['calls'];
  lanes: Lane[];
}

/** What remains of a run when it has closed: one line of the run history. */
export interface RunSummary {
  id: string;
  tenantId: string;
  stream: string;
  track: string;
  window: Window;
  reason: string;
  by?: string;
  why?: string;
  openedAt: Instant;
  closedAt: Instant;
  seconds: number;
  counts: Counts;
}

/**
 * Whether this code may touch a run. After a rollback it may meet one that a newer release has opened: that one is left as
 * it is, since half-understood progress is worse than none, and the newer release goes on with it.
 */
export const isUnderstood = ({ version = 1 }: Run): boolean => version <= RUN_VERSION;

export const isComplete = (run: Run): boolean => run.lanes.every((lane) => lane.isDone);

export const countRun = (run: Run): Counts =>
  run.lanes.reduce((sum, lane) => addCounts(sum, lane.counts), { ...noCounts(), calls: run.openingCalls });

export const doubtOfRun = (run: Run) =>
  run.lanes.reduce((sum, lane) => mergeDoubts(sum, lane.doubt), undefined as Lane['doubt']);

/** 0 to 1: the mean of how far each lane has come. */
export const runProgress = (run: Run): number =>
  run.lanes.reduce((sum, lane) => sum + (lane.isDone ? 1 : rangeProgress(lane.range, lane.cursor)), 0) /
  run.lanes.length;

export function summarizeRun(
  run: Run,
  key: { tenantId: string; stream: string; track: string },
  now: Instant,
): RunSummary {
  return {
    id: run.id,
    ...key,
    window: run.window,
    reason: run.reason,
    ...(run.by !== undefined && { by: run.by }),
    ...(run.why !== undefined && { why: run.why }),
    openedAt: run.openedAt,
    closedAt: now,
    seconds: Math.max(0, secondsBetween(run.startedAt, now)),
    counts: countRun(run),
  };
}
