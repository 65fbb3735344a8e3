import { secondsBetween } from '../domain/instant.ts';
import { openRunLimitSeconds } from '../domain/pacing.ts';
import { quietTimesUsual } from '../domain/rhythm.ts';
import { runProgress } from '../domain/run.ts';
import { TRACK_NAMES } from '../domain/track.ts';
import type { Ports } from '../ports.ts';
import { problemOf } from './rest-lane.ts';
import type { TenantView } from './tenant-view.ts';

/**
 * Says at every tick how a stream stands, whether anything happened or not: silence must be as visible as failure.
 *
 * `problems` are the codes of what was met at this tick and of lanes that rested when it began. The problem stored on a
 * track is not asked: it may be mended by what this tick has just done.
 */
export function reportStream(stream: string, error: unknown, view: TenantView, ports: Ports): void {
  const now = ports.clock.now();
  const tracks = TRACK_NAMES.flatMap((name) => view.find(stream, name) ?? []);
  const watermark = view.find(stream, 'live')?.watermark;
  const resting = tracks.flatMap(({ run }) => run?.lanes ?? []).flatMap((lane) => lane.resting?.code ?? []);
  const met = error === undefined ? [] : [problemOf(error, now).code];
  const runs = tracks.flatMap(({ track, run }) =>
    run ? [{ track, runId: run.id, ageSeconds: secondsBetween(run.startedAt, now), progress: runProgress(run) }] : [],
  );
  const { tenantId } = view;
  for (const run of runs) {
    const limitSeconds = openRunLimitSeconds(run.track);
    if (run.ageSeconds > limitSeconds) ports.observer.warn('runTooOld', { tenantId, stream, ...run, limitSeconds });
  }
  ports.observer.note('streamStanding', {
    tenantId,
    stream,
    ...(watermark !== undefined && { lagSeconds: Math.max(0, secondsBetween(watermark, now)) }),
    runs,
    problems: [...new Set([...met, ...resting])],
  });
}

/** Says whether a tenant has been quiet for longer than is usual for it. */
export function reportTenant(view: TenantView, ports: Ports): void {
  const rhythms = view.streams.flatMap(({ name }) => view.find(name, 'live')?.rhythm ?? []);
  const quiet = quietTimesUsual(rhythms, ports.clock.now());
  if (quiet !== undefined) ports.observer.note('tenantStanding', { tenantId: view.tenantId, quietTimesUsual: quiet });
}
