import { describe, expect, it } from '@jest/globals';
import type { StreamStatus } from '../../../infra/local/status/snapshot.ts';
import { judge } from '../../../infra/local/status/standing.ts';
import { findObstacles } from '../../../infra/local/status/until-level.ts';
import { openLane, restLane } from '../../../shared/domain/lane.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Track, TrackName } from '../../../shared/domain/track.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const atMs = (second: number): number => Date.parse(at(second));
const LANE = openLane({}, 500, at(0), at(0));
const DONE = { ...LANE, isDone: true };
const RESTING = restLane(LANE, 'commercetools.unavailable', at(5));

const runOf = (...lanes: Run['lanes']): Run => ({
  id: 'run',
  window: { to: at(0) },
  openedAt: at(0),
  startedAt: at(0),
  reason: 'test',
  openingCalls: { commercetools: 0, marketing: 0 },
  lanes,
});
const track = (name: TrackName, facts: Partial<Track> = {}): Track => ({
  tenantId: 'acme',
  stream: 'customers',
  track: name,
  ...facts,
});
const stream = (...tracks: Track[]): StreamStatus => ({
  tenantId: 'acme',
  stream: 'customers',
  isLiveOnly: false,
  tracks,
});
const PROBLEM = { code: 'secret.missing', message: 'There is no secret.', since: at(10) };
const LIVE = track('live', { watermark: at(0) });
const WALKED = track('history', { completedAt: at(10) });

describe('a stream stands', () => {
  it.each([
    ['waiting before anything has happened', stream(), undefined, 'waiting'],
    ['moving while a lane is open', stream(LIVE, track('history', { run: runOf(DONE, LANE) })), atMs(20), 'moving'],
    [
      'moving while a finished run has yet to close',
      stream(track('history', { run: runOf(DONE) })),
      atMs(20),
      'moving',
    ],
    [
      'waiting while every open lane rests',
      stream(LIVE, track('history', { run: runOf(DONE, RESTING) })),
      1,
      'waiting',
    ],
    ['waiting until a tick has looked after the walk', stream(LIVE, WALKED), atMs(10), 'waiting'],
    ['level once a tick has looked after the walk', stream(LIVE, WALKED), atMs(11), 'level'],
    ['moving while it is behind what it comes after', { ...stream(LIVE, WALKED), ceiling: at(1) }, atMs(11), 'moving'],
    ['level when it has caught up with it', { ...stream(LIVE, WALKED), ceiling: at(0) }, atMs(11), 'level'],
    ['waiting while a run waits for a lane', stream({ ...LIVE, isWaiting: true }, WALKED), atMs(11), 'waiting'],
    ['waiting while its live track has not begun', stream(WALKED), atMs(11), 'waiting'],
    [
      'waiting with a problem that no tick has tried since',
      stream(track('live', { problem: PROBLEM })),
      atMs(9),
      'waiting',
    ],
    [
      'held up by a problem that a tick has tried since',
      stream(track('live', { problem: PROBLEM })),
      atMs(11),
      'heldUp',
    ],
    ['level without a walk, where there is none', { ...stream(LIVE), isLiveOnly: true }, atMs(1), 'level'],
    ['waiting without a walk and without a tick', { ...stream(LIVE), isLiveOnly: true }, undefined, 'waiting'],
  ] as const)('%s', (_, status, lastTickMs, state) => {
    expect(judge(status, lastTickMs).state).toBe(state);
  });
});

describe('obstacles', () => {
  it('are the held up streams, and tenants whose settings cannot be read', () => {
    const streams = [stream(track('live', { problem: PROBLEM })), stream(LIVE, WALKED)];
    const unreadable = [{ tenantId: 'typo', problems: ['marketing.listId is missing'] }];
    expect(findObstacles({ streams, unreadable }, atMs(20))).toEqual([
      { tenantId: 'acme', stream: 'customers', problem: PROBLEM },
      {
        tenantId: 'typo',
        problem: expect.objectContaining({
          code: 'settings.invalid',
          message: 'The settings cannot be used: marketing.listId is missing.',
        }),
      },
    ]);
  });
});
