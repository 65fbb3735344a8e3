import { describe, expect, it } from '@jest/globals';
import { noCounts } from '../../../shared/domain/counts.ts';
import { doubtAbout, LATE_IMPORT_SECONDS, oldestUnsettledRead } from '../../../shared/domain/held.ts';
import { addSeconds } from '../../../shared/domain/instant.ts';
import { addDoubt, openLane, settlePage } from '../../../shared/domain/lane.ts';
import { grantLanes, LANE_BUDGET } from '../../../shared/domain/lane-budget.ts';
import { pollDelaySeconds, retryDelaySeconds } from '../../../shared/domain/pacing.ts';
import { nextRequestSize } from '../../../shared/domain/page-limits.ts';
import { type Run, runProgress } from '../../../shared/domain/run.ts';
import type { Track } from '../../../shared/domain/track.ts';

const AT = '2026-03-01T12:00:00.000Z';

describe('the lane budget', () => {
  const demand = { kind: 'contact' as const, track: 'history', estimate: 10_000, inUse: 0, liveStreams: 2 };

  it('keeps a lane for every live stream while history loads', () => {
    expect(grantLanes(demand)).toBe(LANE_BUDGET.contact - 2);
    expect(grantLanes({ ...demand, track: 'live', inUse: 6 })).toBe(2);
  });

  it('gives a window that fits one page one lane', () => {
    expect(grantLanes({ ...demand, estimate: 5000 })).toBe(1);
    expect(grantLanes({ ...demand, estimate: 0 })).toBe(1);
    expect(grantLanes({ ...demand, estimate: 5001 })).toBe(2);
  });

  it('never hands out more than there are', () => {
    for (let inUse = 0; inUse <= 8; inUse += 1) {
      expect(grantLanes({ ...demand, track: 'live', inUse }) + inUse).toBeLessThanOrEqual(8);
    }
    expect(grantLanes({ ...demand, track: 'live', inUse: 8 })).toBe(0);
  });

  it('leaves half of the lanes to history however many live streams there are', () => {
    expect(grantLanes({ ...demand, kind: 'insight', liveStreams: 9 })).toBe(2);
  });
});

describe('what is held back for an older version', () => {
  const lane = openLane({}, 500, AT, '2026-03-01T11:00:00.000Z');
  const run: Run = {
    id: 'r',
    window: { to: AT },
    openedAt: AT,
    startedAt: AT,
    reason: '',
    openingCalls: noCounts().calls,
    lanes: [lane],
  };
  const track: Track = { tenantId: 'acme', stream: 'customers', track: 'history', run };

  it('is the read time of the oldest page under way', () => {
    expect(oldestUnsettledRead([track], AT)).toBe('2026-03-01T11:00:00.000Z');
  });

  it('is nothing once every lane is done', () => {
    const done = settlePage(lane, { endsLane: true, readAt: AT }, noCounts(), AT);
    expect(oldestUnsettledRead([{ ...track, run: { ...run, lanes: [done] } }], AT)).toBeUndefined();
  });

  it('counts imports nobody follows until they can no longer land', () => {
    const done = settlePage(
      addDoubt(lane, doubtAbout('2026-03-01T09:00:00.000Z', AT)),
      { endsLane: true, readAt: AT },
      noCounts(),
      AT,
    );
    const doubtful = [{ ...track, run: { ...run, lanes: [done] } }];
    expect(oldestUnsettledRead(doubtful, AT)).toBe('2026-03-01T09:00:00.000Z');
    expect(oldestUnsettledRead(doubtful, addSeconds(AT, LATE_IMPORT_SECONDS + 1))).toBeUndefined();
  });
});

describe('pacing', () => {
  it('asks about an import ever more rarely, up to once a minute', () => {
    const delays = Array.from({ length: 20 }, (_, poll) => pollDelaySeconds(poll));
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
    expect(delays.at(-1)).toBe(60);
  });

  it('waits as long as the other side asks, within what SQS can delay', () => {
    expect(retryDelaySeconds(0, 30_000)).toBe(30);
    expect(retryDelaySeconds(0, 9_999_999)).toBe(900);
    expect(retryDelaySeconds(3, undefined)).toBe(16);
  });
});

describe('the request size', () => {
  it('halves after a fat answer and grows back slowly, never past its limit', () => {
    expect(nextRequestSize(500, 11 * 1024 * 1024, 500)).toBe(250);
    expect(nextRequestSize(250, 1024, 500)).toBe(313);
    expect(nextRequestSize(500, 1024, 500)).toBe(500);
    expect(nextRequestSize(1, 99 * 1024 * 1024, 500)).toBe(1);
  });
});

describe('progress of a run', () => {
  it('is the mean of its lanes', () => {
    const base = openLane({}, 500, AT, AT);
    const half = { ...base, cursor: '80000000-0000-4000-8000-000000000000' };
    const run = { lanes: [half, { ...base, isDone: true }] } as unknown as Run;
    expect(runProgress(run)).toBeCloseTo(0.75, 5);
  });
});
