import type { Instant } from '../domain/instant.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Track } from '../domain/track.ts';
import { historyWindow, liveFrom, liveWindow, windowEnd } from '../domain/window.ts';
import type { Ports, Source } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { heldFor, openRun } from './open-run.ts';
import type { TenantView } from './tenant-view.ts';

/**
 * A stream that has never run. Project and account are looked at first, so that a missing list or a data field of the wrong
 * type is found now and not in ten thousand rejections; then the watermark is set to the present, and from here on
 * live covers what follows and history what went before.
 */
export async function beginStream(
  tenant: Tenant,
  stream: Stream,
  source: Source,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  stream.checkProject?.((await source.readProject()).project);
  await ports.sinkOf(tenant, stream.writes).prepare();
  const { serverNow } = await source.probe({ ...stream.reads, window: {} });
  const key = view.keyOf(stream.name, 'live');
  const watermark = windowEnd(serverNow);
  if (!(await ports.tracks.beginLive(key, watermark, stream.fingerprint))) return;
  view.put({ ...key, watermark, sentBy: stream.fingerprint });
  ports.observer.note('streamBegun', { tenantId: tenant.tenantId, stream: stream.name, watermark });
}

/** Opens the next live run, or moves the watermark on at once when nothing has changed: one request, one write. */
export async function openLive(
  track: Track,
  stream: Stream,
  source: Source,
  reason: string,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  const { watermark } = track;
  if (watermark === undefined || track.run) return;
  const ceilings = ceilingsOf(stream, view);
  // A ceiling that has not passed the watermark leaves nothing to do, and no request is needed to see it.
  if (ceilings.some((ceiling) => ceiling <= watermark)) return;
  const probe = await source.probe({ ...stream.reads, window: { from: liveFrom(watermark, track.heldSince) } });
  const window = liveWindow({ watermark, serverNow: probe.serverNow, heldSince: track.heldSince, ceilings });
  if (!window) return;
  if (probe.estimate > 0) return openRun(track, stream, { window, probe, reason }, view, ports);
  const heldSince = heldFor(track, stream, view, probe.serverNow);
  const moved = await ports.tracks.moveWatermark(track, window.to, heldSince);
  if (!moved) return;
  const { run: _, ...rest } = track;
  view.put({ ...rest, watermark: window.to });
  ports.observer.note('nothingChanged', {
    tenantId: track.tenantId,
    stream: stream.name,
    track: 'live',
    ...window,
    calls: { commercetools: probe.calls, marketing: 0 },
  });
}

/** Watermarks that this stream may not overtake. A stream it depends on that has not begun yet holds it completely. */
const ceilingsOf = (stream: Stream, view: TenantView): Instant[] =>
  stream.after.map((name) => view.find(name, 'live')?.watermark ?? '');

/** Opens the one walk through everything older than the watermark, once what it depends on has finished its own. */
export async function openHistory(stream: Stream, source: Source, view: TenantView, ports: Ports): Promise<void> {
  const track: Track = view.find(stream.name, 'history') ?? view.keyOf(stream.name, 'history');
  const watermark = view.find(stream.name, 'live')?.watermark;
  if (stream.isLiveOnly || track.run || track.completedAt || watermark === undefined) return;
  if (!stream.after.every((name) => view.find(name, 'history')?.completedAt)) return;
  const window = historyWindow(watermark);
  const probe = await source.probe({ ...stream.reads, window });
  await openRun(track, stream, { window, probe, reason: 'first load' }, view, ports);
}
