import { setTimeout as wait } from 'node:timers/promises';
import { toInstant } from '../../../shared/domain/instant.ts';
import type { Problem } from '../../../shared/domain/track.ts';
import type { Ticker } from '../events/ticker.ts';
import type { Stores } from '../stores.ts';
import { Patience } from './patience.ts';
import { type Snapshot, type StreamStatus, takeSnapshot } from './snapshot.ts';
import { judge, type Standing } from './standing.ts';

/** Why a tenant, or everything, cannot go on. */
export interface Obstacle {
  /** Absent when it is not about a tenant. */
  readonly tenantId?: string;
  readonly stream?: string;
  readonly problem: Problem;
}

export interface UntilLevelOptions {
  readonly stores: Pick<Stores, 'tenants' | 'tracks'>;
  readonly ticker: Pick<Ticker, 'lastAnsweredMs' | 'isTicking' | 'failures' | 'tick'>;
  readonly signal: AbortSignal;
  /** Sees every snapshot that is taken on the way. */
  readonly onSnapshot: (snapshot: Snapshot) => Promise<void> | void;
  /** Gives up when nothing at all has changed for so long. */
  readonly stalledAfterMs?: number;
}

const LOOK_EVERY_MS = 200;
/** Between two ticks out of turn, so that a tenant in trouble is not hammered. */
const TICK_PAUSE_MS = 1_000;
const FAILED_TICKS = 3;
/** An import may take Marketing some minutes; longer than this is not slowness. */
const STALLED_AFTER_MS = 15 * 60_000;

/**
 * Waits until every stream is level or held up. When nothing is under way and something is still to come, it does not wait
 * for the schedule: ticks are cheap.
 *
 * @returns what stands in the way of those that are not level; empty when all are
 */
export async function runUntilLevel(options: UntilLevelOptions): Promise<Obstacle[]> {
  const { stores, ticker, signal, onSnapshot, stalledAfterMs = STALLED_AFTER_MS } = options;
  const patience = new Patience(stalledAfterMs);
  let lastTickMs = Date.now();
  while (!signal.aborted) {
    // Asked before the snapshot: what a tick found is then at least as old as what the snapshot shows.
    const answeredMs = ticker.lastAnsweredMs;
    const snapshot = await takeSnapshot(stores);
    await onSnapshot(snapshot);
    const standings = snapshot.streams.map((status) => ({ status, standing: judge(status, answeredMs) }));
    const isOver = standings.every(({ standing: { state } }) => state === 'level' || state === 'heldUp');
    if (isOver && answeredMs !== undefined) return findObstacles(snapshot, answeredMs);
    if (ticker.failures.length >= FAILED_TICKS) return [brokenTick(ticker)];

    patience.noteSnapshot(snapshot);
    const { complaint } = patience;
    if (complaint !== undefined) return [...findObstacles(snapshot, answeredMs), stalled(complaint, standings)];

    const isMoving = standings.some(({ standing }) => standing.state === 'moving');
    if (!isMoving && !ticker.isTicking && Date.now() - lastTickMs > TICK_PAUSE_MS) {
      lastTickMs = Date.now();
      patience.noteTick();
      await ticker.tick();
    } else {
      await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
  return [];
}

/** What a person has to see to, as far as the tenants' own items tell. */
export function findObstacles(snapshot: Snapshot, lastTickMs: number | undefined): Obstacle[] {
  const heldUp = snapshot.streams.flatMap((status) => {
    const standing = judge(status, lastTickMs);
    const { tenantId, stream } = status;
    return standing.state === 'heldUp' ? [{ tenantId, stream, problem: standing.problem }] : [];
  });
  const unreadable = snapshot.unreadable.map(({ tenantId, problems }) => ({
    tenantId,
    problem: {
      code: 'settings.invalid',
      message: `The settings cannot be used: ${problems.join('; ')}.`,
      remedy: 'Correct the settings item of this tenant in the config table.',
      since: toInstant(Date.now()),
    },
  }));
  return [...heldUp, ...unreadable];
}

const brokenTick = ({ failures }: Pick<Ticker, 'failures'>): Obstacle => ({
  problem: {
    code: 'tick.failed',
    message: `The fan-out has failed ${failures.length} times: ${failures.at(-1)?.errorType}: ${failures.at(-1)?.message}`,
    remedy: 'Look into the log of the functions.',
    since: toInstant(Date.now()),
  },
});

function stalled(complaint: string, all: readonly { status: StreamStatus; standing: Standing }[]): Obstacle {
  const open = all.filter(({ standing: { state } }) => state === 'moving' || state === 'waiting');
  const names = open.map(({ status, standing }) => `${status.tenantId} ${status.stream} (${standing.state})`);
  return {
    problem: {
      code: 'stalled',
      message: `${complaint} Not level yet: ${names.join(', ')}.`,
      remedy: 'Look into the log of the functions.',
      since: toInstant(Date.now()),
    },
  };
}
