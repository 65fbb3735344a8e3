import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../infra/local/lambda/protocol.ts';
import { Patience } from '../../../infra/local/status/patience.ts';
import type { Snapshot } from '../../../infra/local/status/snapshot.ts';
import { runUntilLevel, type UntilLevelOptions } from '../../../infra/local/status/until-level.ts';
import { parseSettings, SETTINGS_ITEM } from '../../../shared/contracts/settings.ts';
import { openLane } from '../../../shared/domain/lane.ts';
import type { Tenant } from '../../../shared/domain/tenant.ts';
import type { Track } from '../../../shared/domain/track.ts';

const AT = '2026-01-01T12:00:00.000Z';
const parsed = parseSettings(
  {
    tenantId: 'acme',
    item: SETTINGS_ITEM,
    commercetools: { projectKey: 'acme', region: 'europe-west1.gcp' },
    marketing: { region: 'r1', listId: 1 },
    streams: { guests: false, orders: false },
  },
  'sync/test',
);
const TENANT = (parsed as { tenant: Tenant }).tenant;
const live: Track = { tenantId: 'acme', stream: 'customers', track: 'live', watermark: AT };
const walked: Track = { tenantId: 'acme', stream: 'customers', track: 'history', completedAt: AT };

type Ending = Extract<Outcome, { ok: false }>;

/** A system in which each tick does what `onTick` says. */
const system = (tracks: Track[], onTick: () => Ending | undefined) => {
  const failures: Ending[] = [];
  const state = { tracks, ticks: 0 };
  let lastAnsweredMs: number | undefined;
  const options: UntilLevelOptions = {
    stores: {
      tenants: { listTenants: async () => ({ tenants: [TENANT], invalid: [] }), getTenant: async () => TENANT },
      tracks: { listTracks: async () => state.tracks } as unknown as UntilLevelOptions['stores']['tracks'],
    },
    ticker: {
      get lastAnsweredMs() {
        return lastAnsweredMs;
      },
      isTicking: false,
      failures,
      tick: async () => {
        state.ticks += 1;
        const failure = onTick();
        if (failure) failures.push(failure);
        else lastAnsweredMs = Date.parse(AT) + state.ticks;
        return failure ?? { ok: true, value: null };
      },
    },
    signal: new AbortController().signal,
    onSnapshot: () => undefined,
  };
  return { state, options };
};

describe('running until everything is level', () => {
  it('ends without an obstacle once a tick has found nothing left to do', async () => {
    const { state, options } = system([], () => {
      state.tracks = [live, walked];
      return undefined;
    });
    expect(await runUntilLevel(options)).toEqual([]);
  });

  it('gives up on ticks that fail again and again, and says how', async () => {
    const failure: Ending = { ok: false, errorType: 'TypeError', message: 'broken' };
    const { options } = system([], () => failure);
    expect(await runUntilLevel(options)).toMatchObject([
      { problem: { code: 'tick.failed', message: expect.stringContaining('TypeError: broken') } },
    ]);
  });

  it('gives up when work is under way and nothing moves', async () => {
    const run = {
      id: 'run',
      window: { to: AT },
      openedAt: AT,
      startedAt: AT,
      reason: 'test',
      openingCalls: { commercetools: 0, marketing: 0 },
      lanes: [openLane({}, 500, AT, AT)],
    };
    const { options } = system([{ ...walked, run }], () => undefined);
    const [obstacle] = await runUntilLevel({ ...options, stalledAfterMs: 300 });
    expect(obstacle?.problem).toMatchObject({
      code: 'stalled',
      message: expect.stringContaining('acme customers (moving)'),
    });
  });

  it('ends when it is told to', async () => {
    const { options } = system([], () => undefined);
    const stopping = new AbortController();
    stopping.abort();
    expect(await runUntilLevel({ ...options, signal: stopping.signal })).toEqual([]);
  });
});

describe('patience', () => {
  const snapshot = (...tracks: Track[]): Snapshot => ({
    streams: [{ tenantId: 'acme', stream: 'customers', isLiveOnly: false, tracks }],
    unreadable: [],
  });

  it('ends with ticks that move the watermark and nothing else', () => {
    const patience = new Patience(1000, () => 0);
    for (let n = 0; n < 30; n++) {
      patience.noteSnapshot(snapshot({ ...live, watermark: `${n}` }));
      expect(patience.complaint).toBeUndefined();
      patience.noteTick();
    }
    expect(patience.complaint).toContain('30 ticks');
    patience.noteSnapshot(snapshot(live, walked));
    expect(patience.complaint).toBeUndefined();
  });

  it('ends when nothing at all has changed for long enough', () => {
    let nowMs = 0;
    const patience = new Patience(60_000, () => nowMs);
    patience.noteSnapshot(snapshot(live));
    nowMs = 60_001;
    expect(patience.complaint).toContain('1 minutes');
    patience.noteSnapshot(snapshot({ ...live, watermark: 'later' }));
    expect(patience.complaint).toBeUndefined();
  });
});
