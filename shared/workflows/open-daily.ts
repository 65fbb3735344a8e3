import { secondsBetween } from '../domain/instant.ts';
import type { Track } from '../domain/track.ts';
import type { Ports, Source } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { openRefresh } from './open-requested.ts';
import { openRun } from './open-run.ts';
import type { TenantView } from './tenant-view.ts';

/** Once a day: prices whose validity or discount changed by the clock alone are at most this old. */
export const REFRESH_SECONDS = 24 * 60 * 60;

/**
 * Opens a catalog's daily walks: the refresh sends every product again, and the sweep that follows it looks for records
 * whose product is gone. Both wait until the first load is complete.
 * @param refreshNow a person asked for it, so it does not wait for the day to pass.
 */
export async function openDaily(
  stream: Stream,
  source: Source,
  refreshNow: boolean,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  const loadedAt = view.find(stream.name, 'history')?.completedAt;
  const watermark = view.find(stream.name, 'live')?.watermark;
  if (!stream.refresh || loadedAt === undefined || watermark === undefined) return;
  const refresh: Track = view.find(stream.name, 'refresh') ?? view.keyOf(stream.name, 'refresh');
  // What found no free lane when it was due, or was asked for, is still due.
  const isWanted = refreshNow || refresh.isWaiting === true;
  if (!refresh.run && (isWanted || isDayOver(refresh.completedAt ?? loadedAt, ports))) {
    const origin = { reason: 'daily refresh', ...refresh.requested };
    await openRefresh(refresh, stream, origin, source, view, ports);
  }
  const sweep: Track = view.find(stream.name, 'sweep') ?? view.keyOf(stream.name, 'sweep');
  const hasNewRefresh = (refresh.completedAt ?? '') > (sweep.completedAt ?? '');
  if (!refresh.run && !sweep.run && hasNewRefresh) {
    const probe = await source.probe({ ...stream.reads, window: {} });
    const plan = { window: { to: probe.serverNow }, probe: { ...probe, estimate: 0 }, reason: 'sweep', isSweep: true };
    await openRun(sweep, stream, plan, view, ports);
  }
}

/** Our clock paces this; which records a refresh reads is decided by commercetools' clock as ever. */
const isDayOver = (lastAt: string, ports: Ports): boolean =>
  secondsBetween(lastAt, ports.clock.now()) >= REFRESH_SECONDS;
