import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoRunHistory } from '../../../shared/adapters/dynamodb/run-history.ts';
import { Table } from '../../../shared/adapters/dynamodb/table.ts';
import { DynamoTrackStore } from '../../../shared/adapters/dynamodb/track-store.ts';
import { noCounts } from '../../../shared/domain/counts.ts';
import { TransientError } from '../../../shared/domain/errors.ts';
import { openLane, reissueLane, restLane, settlePage } from '../../../shared/domain/lane.ts';
import { cutRanges } from '../../../shared/domain/lane-range.ts';
import { type Run, summarizeRun } from '../../../shared/domain/run.ts';
import type { Track } from '../../../shared/domain/track.ts';
import { type LocalTables, startLocalTables } from '../../support/local-tables.ts';

const AT = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-01T12:15:00.000Z';
let tables: LocalTables;
let store: DynamoTrackStore;
let tenants = 0;

beforeAll(async () => {
  tables = await startLocalTables();
  store = new DynamoTrackStore(tables.state);
});
afterAll(() => tables.close());

const newKey = () => ({ tenantId: `tenant-${++tenants}`, stream: 'customers', track: 'live' as const });
const runOf = (id: string, lanes = 2): Run => ({
  id,
  window: { from: AT, to: LATER },
  openedAt: AT,
  startedAt: AT,
  reason: 'schedule',
  openingCalls: noCounts().calls,
  lanes: cutRanges(lanes).map((range) => openLane(range, 500, AT, AT)),
});
const begun = async (): Promise<Track> => {
  const key = newKey();
  await store.beginLive(key, AT, 'first');
  return { ...key, watermark: AT };
};
const done = (run: Run, index: number) => {
  const lane = run.lanes[index];
  if (!lane) throw new Error('no such lane');
  return settlePage(
    lane,
    { nextCursor: 'ffff', endsLane: true, readAt: AT },
    { ...noCounts(), read: 1, imported: 1 },
    LATER,
  );
};

describe('beginning', () => {
  it('sets the first watermark once and never again', async () => {
    const key = newKey();
    expect(await store.beginLive(key, AT, 'first')).toBe(true);
    expect(await store.beginLive(key, LATER, 'first')).toBe(false);
    expect((await store.getTrack(key))?.watermark).toBe(AT);
  });

  it('works on a track that so far only held a problem, and clears it', async () => {
    const key = newKey();
    await store.putProblem(key, { code: 'credentials', message: 'refused', since: AT });
    expect(await store.beginLive(key, AT, 'first')).toBe(true);
    expect(await store.getTrack(key)).toEqual({ ...key, watermark: AT, sentBy: 'first' });
  });
});

describe('opening a run', () => {
  it('succeeds once; a second opener loses', async () => {
    const track = await begun();
    expect(await store.openRun(track, runOf('r1'), undefined)).toBe(true);
    expect(await store.openRun(track, runOf('r2'), undefined)).toBe(false);
    expect((await store.getTrack(track))?.run).toEqual(runOf('r1'));
  });

  it('fails when the watermark has moved since the window was cut', async () => {
    const track = await begun();
    await store.moveWatermark(track, LATER, undefined);
    expect(await store.openRun(track, runOf('r1'), undefined)).toBe(false);
  });

  it('remembers what was held, and forgets it at the next opening', async () => {
    const track = await begun();
    await store.moveWatermark(track, LATER, AT);
    expect((await store.getTrack(track))?.heldSince).toBe(AT);
    await store.openRun({ ...track, watermark: LATER }, runOf('r1'), undefined);
    expect((await store.getTrack(track))?.heldSince).toBeUndefined();
  });

  it('counts as won when only its answer was lost', async () => {
    const track = await begun();
    await store.openRun(track, runOf('r1'), undefined);
    expect(await store.openRun(track, runOf('r1'), undefined)).toBe(true);
  });
});

describe('a request', () => {
  const request = { reason: 'asked for', at: AT, by: 'someone', window: { from: AT, to: LATER } };

  it('is kept until a run opens for it, and a second one is refused meanwhile', async () => {
    const track = await begun();
    expect(await store.putRequest(track, request)).toBe(true);
    expect(await store.putRequest(track, { ...request, at: LATER })).toBe(false);
    expect((await store.getTrack(track))?.requested).toEqual(request);
    expect(await store.openRun(track, runOf('r1'), undefined)).toBe(false);
    expect(await store.openRun({ ...track, requested: request }, runOf('r1'), undefined)).toBe(true);
    expect(await store.getTrack(track)).not.toHaveProperty('requested');
  });

  it('counts as accepted when only the answer was lost', async () => {
    const track = await begun();
    await store.putRequest(track, request);
    expect(await store.putRequest(track, request)).toBe(true);
  });

  it('does not fall for another one that came meanwhile', async () => {
    const track = await begun();
    await store.putRequest(track, request);
    const seen = { ...track, requested: { ...request, at: LATER } };
    expect(await store.openRun(seen, runOf('r1'), undefined)).toBe(false);
  });
});

it('what everything is sent by is remembered', async () => {
  const track = await begun();
  await store.putSentBy(track, 'second');
  expect((await store.getTrack(track))?.sentBy).toBe('second');
});

describe('a run that is taken back', () => {
  it('leaves the track as it was, waiting, with its request and what it had to reach back for', async () => {
    const track = await begun();
    const request = { reason: 'asked for', at: AT };
    await store.putRequest(track, request);
    const before = { ...track, requested: request, heldSince: AT };
    await store.openRun(before, runOf('r1'), LATER);
    expect(await store.abandonRun(before, runOf('r1'))).toBe(true);
    expect(await store.getTrack(track)).toMatchObject({ isWaiting: true, requested: request, heldSince: AT });
    expect(await store.getTrack(track)).not.toHaveProperty('run');
  });

  it('stays when somebody works on it, or when it is another one', async () => {
    const track = await begun();
    const run = runOf('r1');
    await store.openRun(track, run, undefined);
    expect(await store.abandonRun(track, runOf('r2'))).toBe(false);
    const [lane] = run.lanes;
    if (lane) await store.putLane(track, 'r1', 0, 1, reissueLane(lane, AT));
    expect(await store.abandonRun(track, run)).toBe(false);
    expect((await store.getTrack(track))?.run?.id).toBe('r1');
  });
});

describe('a lane', () => {
  it('moves only from the step it is expected to stand at', async () => {
    const track = await begun();
    const run = runOf('r1');
    await store.openRun(track, run, undefined);
    const after = await store.putLane(track, 'r1', 1, 1, done(run, 1));
    expect(after?.run?.lanes[1]?.isDone).toBe(true);
    expect(after?.run?.lanes[0]).toEqual(run.lanes[0]);
    const [, other] = run.lanes;
    expect(other && (await store.putLane(track, 'r1', 1, 1, reissueLane(other, AT)))).toBeUndefined();
    expect(other && (await store.putLane(track, 'another-run', 0, 1, reissueLane(other, AT)))).toBeUndefined();
  });

  it('counts as moved when only the answer was lost', async () => {
    const track = await begun();
    const run = runOf('r1');
    await store.openRun(track, run, undefined);
    await store.putLane(track, 'r1', 0, 1, done(run, 0));
    expect(await store.putLane(track, 'r1', 0, 1, done(run, 0))).toBeDefined();
  });
});

describe('closing a run', () => {
  it('waits for every lane, then moves the watermark and writes the history in one go', async () => {
    const track = await begun();
    const run = runOf('r1');
    await store.openRun(track, run, undefined);
    await store.putLane(track, 'r1', 0, 1, done(run, 0));
    const summary = summarizeRun({ ...run, lanes: [done(run, 0), done(run, 1)] }, track, LATER);
    expect(await store.closeRun(track, run, summary, { watermark: LATER })).toBe(false);
    await store.putLane(track, 'r1', 1, 1, done(run, 1));
    expect(await store.closeRun(track, run, summary, { watermark: LATER })).toBe(true);
    const closed = await store.getTrack(track);
    expect(closed).toMatchObject({ watermark: LATER, lastRun: { id: 'r1' } });
    expect(closed?.run).toBeUndefined();
    expect(await new DynamoRunHistory(tables.state).listRuns(track.tenantId, 5)).toEqual([summary]);
  });

  it('a second time is no error and changes nothing', async () => {
    const track = await begun();
    const run = runOf('r1', 1);
    await store.openRun(track, run, undefined);
    await store.putLane(track, 'r1', 0, 1, done(run, 0));
    const summary = summarizeRun({ ...run, lanes: [done(run, 0)] }, track, LATER);
    await store.closeRun(track, run, summary, { watermark: LATER });
    const once = await store.getTrack(track);
    expect(await store.closeRun(track, run, summary, { watermark: LATER })).toBe(true);
    expect(await store.getTrack(track)).toEqual(once);
  });

  it('completes a walk, so that whoever still believes it open opens no second one', async () => {
    const key = { ...newKey(), track: 'history' as const };
    const run = runOf('h1', 1);
    expect(await store.openRun(key, run, undefined)).toBe(true);
    await store.putLane(key, 'h1', 0, 1, done(run, 0));
    await store.closeRun(key, run, summarizeRun(run, key, LATER), { completedAt: LATER });
    expect(await store.openRun(key, runOf('h2'), undefined)).toBe(false);
  });
});

describe('problems and doubts', () => {
  it('keep the moment a problem began over repetitions of it', async () => {
    const key = newKey();
    await store.putProblem(key, { code: 'credentials', message: 'refused', since: AT });
    await store.putProblem(key, { code: 'credentials', message: 'refused', since: LATER });
    expect((await store.getTrack(key))?.problem?.since).toBe(AT);
  });

  it('are cleared only while they are the known ones and no lane rests', async () => {
    const key = newKey();
    const problem = { code: 'credentials', message: 'refused', since: AT };
    const run = runOf('p1');
    await store.openRun(key, run, undefined);
    await store.putProblem(key, problem);
    const track = { ...key, run, problem };
    await store.clearProblem({ ...track, problem: { ...problem, since: LATER } });
    expect((await store.getTrack(key))?.problem).toEqual(problem);
    const [lane] = run.lanes;
    if (!lane) throw new Error('no such lane');
    await store.putLane(key, 'p1', 0, lane.step, restLane(lane, 'credentials', AT));
    await store.clearProblem(track);
    expect((await store.getTrack(key))?.problem).toEqual(problem);
    await store.putLane(key, 'p1', 0, lane.step + 1, reissueLane({ ...lane, step: lane.step + 1 }, LATER));
    await store.clearProblem(track);
    expect((await store.getTrack(key))?.problem).toBeUndefined();
  });

  it('are cleared from a track without a run as well', async () => {
    const key = newKey();
    const problem = { code: 'credentials', message: 'refused', since: AT };
    await store.putProblem(key, problem);
    await store.clearProblem({ ...key, problem });
    expect((await store.getTrack(key))?.problem).toBeUndefined();
  });

  it('widen over repetitions', async () => {
    const key = newKey();
    await store.putDoubt(key, { since: LATER, until: LATER });
    await store.putDoubt(key, { since: AT, until: AT });
    expect((await store.getTrack(key))?.doubt).toEqual({ since: AT, until: LATER });
  });
});

describe('listing', () => {
  it('finds every track of a tenant and nothing else', async () => {
    const tenantId = `tenant-${++tenants}`;
    for (const stream of ['customers', 'products#main']) {
      await store.beginLive({ tenantId, stream, track: 'live' }, AT, 'first');
    }
    await tables.state.put({ tenantId, item: 'rejection#customers#x' }, { id: 'x' });
    const tracks = await store.listTracks(tenantId);
    expect(tracks.map(({ stream }) => stream).sort()).toEqual(['customers', 'products#main']);
  });
});

describe('what DynamoDB answers', () => {
  const key = { tenantId: 'acme', stream: 'customers', track: 'live' as const };
  const mocked = () => {
    const client = mockClient(DynamoDBDocumentClient);
    return { client, store: new DynamoTrackStore(new Table(new DynamoDBClient({}), 'state')) };
  };

  it('as a failed condition is an answer', async () => {
    const { client, store: mockedStore } = mocked();
    client.on(UpdateCommand).rejects(new ConditionalCheckFailedException({ message: '', $metadata: {} }));
    client.on(GetCommand).resolves({});
    expect(await mockedStore.moveWatermark({ ...key, watermark: AT }, LATER, undefined)).toBe(false);
    client.restore();
  });

  it('as throttling is worth another try, and never mistaken for a lost race', async () => {
    const { client, store: mockedStore } = mocked();
    client.on(UpdateCommand).rejects(new ProvisionedThroughputExceededException({ message: '', $metadata: {} }));
    await expect(mockedStore.beginLive(key, AT, 'first')).rejects.toThrow(TransientError);
    client.restore();
  });
});
