import { earliest, type Instant } from '../domain/instant.ts';
import type { RunRequest } from '../domain/run-request.ts';
import type { Track, TrackName } from '../domain/track.ts';
import { historyWindow, liveFrom, type Window, windowEnd } from '../domain/window.ts';
import type { Ports, Source } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { openRun } from './open-run.ts';
import type { TenantView } from './tenant-view.ts';

const ASKED_FOR: readonly TrackName[] = ['refresh', 'backfill', 'replay'];

/**
 * Opens the runs that somebody has asked for. A stream's first walk comes before all of them, because it brings the same
 * records.
 */
export async function openRequested(stream: Stream, source: Source, view: TenantView, ports: Ports): Promise<void> {
  const watermark = view.find(stream.name, 'live')?.watermark;
  const isLoaded = view.find(stream.name, 'history')?.completedAt !== undefined;
  if (watermark === undefined || !isLoaded) return;
  for (const name of ASKED_FOR) {
    const track = view.find(stream.name, name);
    if (!track?.requested || track.run) continue;
    await openOne(track, track.requested, stream, source, watermark, view, ports);
  }
}

async function openOne(
  track: Track,
  { reason, by, why, window: asked, replay = {} }: RunRequest,
  stream: Stream,
  source: Source,
  watermark: Instant,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  const origin = { reason, by, why };
  if (track.track === 'replay') {
    // Rejections are read by their ids, so all that is asked of the source is its clock.
    const probe = await source.probe({ ...stream.reads, window: { from: liveFrom(watermark, undefined) } });
    const plan = { window: { to: probe.serverNow }, probe: { ...probe, estimate: 0 }, replay, ...origin };
    return openRun(track, stream, plan, view, ports);
  }
  if (track.track === 'refresh') return openRefresh(track, stream, origin, source, view, ports);
  const window = backfillWindow(asked, watermark);
  const probe = await source.probe({ ...stream.reads, window });
  return openRun(track, stream, { window, probe, ...origin }, view, ports);
}

/**
 * Everything up to the present, and not only up to the watermark: a live run that is open now may have sent its records by
 * the mapping before, and they would otherwise be nobody's to send again.
 */
export async function openRefresh(
  track: Track,
  stream: Stream,
  origin: Pick<RunRequest, 'reason'> & { by?: string | undefined; why?: string | undefined },
  source: Source,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  const probe = await source.probe({ ...stream.reads, window: {} });
  const window = historyWindow(windowEnd(probe.serverNow));
  return openRun(track, stream, { window, probe, ...origin }, view, ports);
}

const backfillWindow = ({ from, to }: Partial<Window> = {}, watermark: Instant): Window => ({
  ...(from !== undefined && { from }),
  to: earliest(to, watermark) ?? watermark,
});
