import { addCounts, assertBalanced, type Counts, noCounts } from './counts.ts';
import { earliest, type Instant, latest } from './instant.ts';
import { PAGE_RECORDS } from './lane-budget.ts';
import type { LaneRange } from './lane-range.ts';
import { halved } from './page-limits.ts';
import type { ReplayChoice } from './run-request.ts';

/**
 * A lane walks its range page after page: `page -> import -> settled -> next page`, so it never has more than one
 * import under way. `step` counts these transitions and is the fence of every write and every message: whoever
 * holds an older step is late and stops.
 */
export interface Lane {
  range: LaneRange;
  /** Last id whose fate is known; the next page begins behind it. */
  cursor?: string;
  step: number;
  /** When the message of this step was issued, on our clock; tells the tick which lanes have gone silent. */
  issuedAt: Instant;
  /** commercetools' clock: nothing of the page under way was read before this. */
  readSince: Instant;
  /** The page that Marketing is working on; absent while a page is being read. */
  import?: LaneImport;
  /** Records asked for in one request; learned from answers that were too big. */
  requestSize: number;
  /** Most records in one page; learned from imports that were too big. */
  pageRecords: number;
  /** Records of the present page that are being brought in after their contact turned out to be missing. */
  repair?: Repair;
  /** Sweep track only: how far the comparison with Marketing has come; the cursor is then Marketing's marker. */
  sweep?: Sweep;
  /** Replay track only: which of the stream's rejections the lane walks through; the cursor is the last one's id. */
  replay?: ReplayChoice;
  /** Imports of the present page that failed as a whole. */
  failedImports: number;
  counts: Counts;
  /** An import that nobody follows may still land: see held.ts. */
  doubt?: Doubt;
  /** The shared reason for which the lane has rested: until its page is settled it tries for all that rest for it. */
  triesFor?: string;
  /** Why the lane stands still until the next tick. */
  resting?: { code: string; since: Instant };
  isDone: boolean;
}

export interface LaneImport {
  importId: string;
  /** Last id read for this page; becomes the cursor once settled. Absent when nothing was read. */
  nextCursor?: string;
  /** No record lies behind `nextCursor` in this lane. */
  endsLane: boolean;
  /** Where the ids of the page are kept, and the salt of its digests. */
  manifestId: string;
  /** Books of the page so far: read, skipped and rejected while mapping; `imported` is decided by the report. */
  counts: Counts;
  sent: number;
  submittedAt: Instant;
  readAt: Instant;
}

/**
 * Marketing refuses an order whose contact does not exist. Then the contact is created from the order and the order is
 * sent once more, before the lane goes on; see workflows/repair-page.ts.
 */
export interface Repair {
  /** 1 for the first attempt. */
  round: number;
  phase: 'contacts' | 'records';
  /** Where the ids under repair are kept. */
  manifestId: string;
  /** Books of the page without the records under repair. */
  counts: Counts;
  page: PageEnd;
}

/**
 * A collection is looked through twice: a survey that only counts, and, when few enough records are without a product, a
 * second pass that disables them.
 */
export interface Sweep {
  pass: 'survey' | 'disable';
  /** Enabled records seen by the survey. */
  held: number;
  /** Those among them whose product is gone. */
  missing: number;
}

/** Where a page ends and what its successor needs to know. */
export type PageEnd = Pick<LaneImport, 'nextCursor' | 'endsLane' | 'readAt'>;

/** Since when (read time) and until when (assumed) an import nobody follows may carry an older version of a record. */
export interface Doubt {
  since: Instant;
  until: Instant;
}

export const openLane = (range: LaneRange, requestSize: number, issuedAt: Instant, readSince: Instant): Lane => ({
  range,
  step: 1,
  issuedAt,
  readSince,
  requestSize,
  pageRecords: PAGE_RECORDS,
  failedImports: 0,
  counts: noCounts(),
  isDone: false,
});

const advanced = (lane: Lane, at: Instant): Lane => {
  const { resting: _, ...rest } = lane;
  return { ...rest, step: lane.step + 1, issuedAt: at };
};

/** The page is in Marketing's hands: from now on the lane waits for its report. */
export const awaitImport = (lane: Lane, page: LaneImport, at: Instant): Lane => ({
  ...advanced(lane, at),
  import: page,
});

/**
 * The fate of every record of the page is known: the lane moves behind it.
 * @throws InvariantError when the page's books do not balance.
 */
export function settlePage(lane: Lane, page: PageEnd, counts: Counts, at: Instant): Lane {
  assertBalanced(counts, 'a page');
  const { import: _, repair: __, triesFor: ___, ...rest } = advanced(lane, at);
  return {
    ...rest,
    ...(page.nextCursor !== undefined && { cursor: page.nextCursor }),
    counts: addCounts(lane.counts, counts),
    readSince: page.readAt,
    failedImports: 0,
    isDone: page.endsLane,
  };
}

/** Goes on with a sweep's survey, or turns it round into the pass that disables. */
export function continueSweep(
  lane: Lane,
  sweep: Sweep,
  cursor: string | undefined,
  calls: Counts['calls'],
  at: Instant,
): Lane {
  const { cursor: _, triesFor: __, ...rest } = advanced(lane, at);
  const counts = addCounts(lane.counts, { ...noCounts(), calls });
  return { ...rest, sweep, counts, ...(cursor !== undefined && { cursor }) };
}

/** Some records' contacts are missing: create those contacts before anything else happens in this lane. */
export function beginRepair(lane: Lane, page: PageEnd, counts: Counts, manifestId: string, at: Instant): Lane {
  const { import: _, ...rest } = advanced(lane, at);
  const { nextCursor, endsLane, readAt } = page;
  const round = (lane.repair?.round ?? 0) + 1;
  const end = { ...(nextCursor !== undefined && { nextCursor }), endsLane, readAt };
  return { ...rest, failedImports: 0, repair: { round, phase: 'contacts', manifestId, counts, page: end } };
}

/** The contacts are there: send the records again. */
export function repairRecords(lane: Lane, repair: Repair, calls: Counts['calls'], at: Instant): Lane {
  const { import: _, ...rest } = advanced(lane, at);
  const counts = addCounts(repair.counts, { ...noCounts(), calls });
  return { ...rest, failedImports: 0, repair: { ...repair, phase: 'records', counts } };
}

/** Marketing did not carry the import out: read the page afresh and hand it over again. */
export function resendPage(lane: Lane, at: Instant, calls: Counts['calls']): Lane {
  const { import: _, ...rest } = advanced(lane, at);
  return {
    ...rest,
    failedImports: lane.failedImports + 1,
    counts: addCounts(lane.counts, { ...noCounts(), calls }),
  };
}

/** Stand still until the next tick; the step moves so that messages still on their way find nothing to do. */
export function restLane(lane: Lane, code: string, at: Instant): Lane {
  const { triesFor: _, ...rest } = advanced(lane, at);
  return { ...rest, resting: { code, since: lane.resting?.since ?? at } };
}

/** Issue the lane's present work once more, because its message was lost or the lane was resting. */
export const reissueLane = (lane: Lane, at: Instant): Lane => ({ ...advanced(lane, at), failedImports: 0 });

/** Between the two the fate of a page became known: what was in the way before is so no longer. */
export const hasSettled = (before: Lane, after: Lane): boolean =>
  after.isDone || after.counts.read > before.counts.read || after.cursor !== before.cursor;

/** An import that nobody follows may still land; the lane remembers it until its run closes. */
export const addDoubt = (lane: Lane, doubt: Doubt): Lane => ({
  ...lane,
  doubt: mergeDoubts(lane.doubt, doubt) ?? doubt,
});

/** Marketing found the whole page too big: read it again, half as long. */
export const shrinkPage = (lane: Lane, at: Instant): Lane => ({
  ...advanced(lane, at),
  pageRecords: halved(lane.pageRecords),
});

export function mergeDoubts(a: Doubt | undefined, b: Doubt | undefined): Doubt | undefined {
  if (!a || !b) return a ?? b;
  return { since: earliest(a.since, b.since) ?? a.since, until: latest(a.until, b.until) ?? a.until };
}
