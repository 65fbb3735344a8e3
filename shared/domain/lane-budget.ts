/**
 * Marketing allows 25 active contact imports and 5 active Insight imports per account, shared with everything else the
 * merchant has connected. A lane never has more than one import under way, so handing out lanes is keeping the limit.
 * (Marketing: bulk contact import and Insight data import, notes on concurrency.)
 */
export type DestinationKind = 'contact' | 'insight';

/** Lanes of one tenant over all its open runs. What is left of the platform's limit belongs to other integrations. */
export const LANE_BUDGET: Readonly<Record<DestinationKind, number>> = { contact: 8, insight: 4 };

/** Records that fit in one page, which is one import; so also what makes a second lane worth its while. */
export const PAGE_RECORDS = 5000;

export interface LaneDemand {
  kind: DestinationKind;
  track: string;
  /** Records expected in the window; commercetools caps its estimate at 10,000. */
  estimate: number;
  /** Lanes of open runs of the tenant, of this kind, that are not done. */
  inUse: number;
  /** Live streams of this kind, which must find a lane while a long history load goes on. */
  liveStreams: number;
}

/** commercetools' estimate stops here: the window may hold any number of records above it. */
export const ESTIMATE_CAP = 10_000;

/**
 * How many lanes a run gets when it opens: 0 means it has to wait for another run to close. History never takes the
 * lanes kept free for live, so today's customer does not wait behind ten years of orders.
 */
export function grantLanes({ kind, track, estimate, inUse, liveStreams }: LaneDemand): number {
  const budget = LANE_BUDGET[kind];
  const keptForLive = track === 'live' ? 0 : Math.min(liveStreams, budget / 2);
  const wanted = estimate >= ESTIMATE_CAP ? budget : Math.max(1, Math.ceil(estimate / PAGE_RECORDS));
  return Math.max(0, Math.min(wanted, budget - keptForLive - inUse));
}
