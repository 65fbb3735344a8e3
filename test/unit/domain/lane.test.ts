import { describe, expect, it } from '@jest/globals';
import { noCounts } from '../../../shared/domain/counts.ts';
import { InvariantError } from '../../../shared/domain/errors.ts';
import {
  addDoubt,
  awaitImport,
  type Lane,
  openLane,
  reissueLane,
  resendPage,
  restLane,
  settlePage,
} from '../../../shared/domain/lane.ts';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T12:01:00.000Z';
const lane = openLane({}, 500, AT, AT);
const page = {
  importId: 'import-1',
  nextCursor: 'c9',
  endsLane: false,
  manifestId: 'm',
  counts: { ...noCounts(), read: 3 },
  sent: 3,
  submittedAt: AT,
  readAt: LATER,
};
const settled = { ...noCounts(), read: 3, imported: 2, rejected: 1 };

describe('a lane', () => {
  const moves: [string, (lane: Lane) => Lane][] = [
    ['submitting a page', (before) => awaitImport(before, page, AT)],
    ['settling a page', (before) => settlePage(before, page, settled, AT)],
    ['sending a page again', (before) => resendPage(before, AT, noCounts().calls)],
    ['resting', (before) => restLane(before, 'credentials', AT)],
    ['being issued again', (before) => reissueLane(before, AT)],
  ];

  it.each(moves)('takes exactly one step by %s, so that older messages are stale', (_, move) => {
    expect(move(lane).step).toBe(lane.step + 1);
  });

  it('moves its cursor only when the page is settled', () => {
    const submitted = awaitImport(lane, page, AT);
    expect(submitted.cursor).toBeUndefined();
    expect(settlePage(submitted, page, settled, AT).cursor).toBe('c9');
  });

  it('forgets the import once it is settled and dates the next page by what was read for this one', () => {
    const after = settlePage(awaitImport(lane, page, AT), page, settled, AT);
    expect(after.import).toBeUndefined();
    expect(after.readSince).toBe(LATER);
    expect(after.counts).toMatchObject({ read: 3, imported: 2, rejected: 1 });
  });

  it('refuses to move on when a record would vanish from the books', () => {
    expect(() => settlePage(lane, page, { ...settled, read: 4 }, AT)).toThrow(InvariantError);
  });

  it('keeps its import while it rests, so that the report can still be asked for', () => {
    expect(restLane(awaitImport(lane, page, AT), 'credentials', AT).import?.importId).toBe('import-1');
  });

  it('remembers since when it rests, over several attempts', () => {
    expect(restLane(restLane(lane, 'credentials', AT), 'credentials', LATER).resting?.since).toBe(AT);
  });

  it('widens its doubt and never narrows it', () => {
    const doubt = { since: '2026-03-01T10:00:00.000Z', until: '2026-03-01T12:00:00.000Z' };
    const other = { since: '2026-03-01T11:00:00.000Z', until: '2026-03-01T13:00:00.000Z' };
    expect(addDoubt(addDoubt(lane, doubt), other).doubt).toEqual({ since: doubt.since, until: other.until });
    expect(addDoubt(addDoubt(lane, other), doubt).doubt).toEqual({ since: doubt.since, until: other.until });
  });
});
