import { earliest, type Instant } from '../domain/instant.ts';
import type { RunRequest } from '../domain/run-request.ts';
import type { Track, TrackName } from '../domain/track.ts';
import { historyWindow, liveFrom, type Window } from '../domain/window.ts';
import type { Ports, Source } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { openRun } from './open-run.ts';
import type { TenantView } from './tenant-view.ts';

const ASKED_FOR: readonly TrackName[] = ['refresh', 'backfill', 'replay'];

/**
 * Opens the runs that somebody has asked for. None reaches past the watermark: what is younger belongs to live. A stream's
 * first walk comes before all of them, because it brings the same records.
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
  const window = track.track === 'backfill' ? backfillWindow(asked, watermark) : historyWindow(watermark);
  const probe = await source.probe({ ...stream.reads, window });
  return openRun(track, stream, { window, probe, ...origin }, view, ports);
}

const backfillWindow = ({ from, to }: Partial<Window> = {}, watermark: Instant): Window => ({
  ...(from !== undefined && { from }),
  to: earliest(to, watermark) ?? watermark,
});
