import { oldestUnsettledRead } from '../domain/held.ts';
import type { Instant } from '../domain/instant.ts';
import { openLane } from '../domain/lane.ts';
import { grantLanes, LANE_BUDGET } from '../domain/lane-budget.ts';
import { cutRanges } from '../domain/lane-range.ts';
import { RUN_VERSION, type Run } from '../domain/run.ts';
import type { ReplayChoice } from '../domain/run-request.ts';
import type { Track } from '../domain/track.ts';
import type { Window } from '../domain/window.ts';
import type { Ports, SourceProbe } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { nextMessage } from './next-message.ts';
import type { TenantView } from './tenant-view.ts';

/** Long enough for the run that was first to be seen by everybody. */
const ABANDONED_SECONDS = 5;

export interface RunPlan {
  window: Window;
  probe: SourceProbe;
  /** For people: why this run exists. */
  reason: string;
  /** Who asked for it and why, where it was a person. */
  by?: string | undefined;
  why?: string | undefined;
  /** Sends once more what was rejected instead of walking commercetools. */
  replay?: ReplayChoice | undefined;
  /** Looks through what Marketing holds instead of walking commercetools. */
  isSweep?: boolean;
}

/**
 * Opens a run over a window: cuts it into as many lanes as it is worth and the budget allows, writes it, and sends one
 * page message per lane. Without a free lane the track is marked as waiting, and the next run to close opens it.
 */
export async function openRun(
  track: Track,
  stream: Stream,
  plan: RunPlan,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  const { window, probe, reason } = plan;
  const { tenantId, stream: name } = track;
  const tags = { tenantId, stream: name, track: track.track };
  const lanes = grantLanes({
    kind: stream.writes.kind,
    track: track.track,
    estimate: probe.estimate,
    inUse: view.lanesInUse(stream.writes.kind),
    liveStreams: view.liveStreams(stream.writes.kind),
  });
  if (lanes === 0) {
    if (!track.isWaiting) await ports.tracks.putWaiting(track, true);
    return ports.observer.note('runWaits', { ...tags, reason: 'no free lane' });
  }
  const run = newRun(stream, plan, lanes, ports);
  const opened = await ports.tracks.openRun(track, run, heldFor(track, stream, view, probe.serverNow));
  if (!opened) return ports.observer.note('runAlreadyOpen', tags);
  if (await isTooMuch(stream, view, ports)) return abandon(track, run, view, ports);
  const { requested: _, ...rest } = track;
  view.put({ ...rest, run });
  ports.observer.note('runOpened', { ...tags, runId: run.id, ...window, lanes, estimate: probe.estimate, reason });
  await ports.queue.send(run.lanes.flatMap((lane, laneIndex) => nextMessage(track, run, laneIndex, lane)));
}

/**
 * Whether somebody else has opened a run meanwhile that makes the lanes more than there may be. A look at a tenant knows only
 * what stood there when it began; so the run is written first, then all of them are counted. Of two that meet, at least one
 * sees the other, because each counts after it has written.
 */
async function isTooMuch(stream: Stream, view: TenantView, ports: Ports): Promise<boolean> {
  const { kind } = stream.writes;
  for (const track of await ports.tracks.listTracks(view.tenantId)) view.put(track);
  return view.lanesInUse(kind) > LANE_BUDGET[kind];
}

/** Nobody has been told of the run yet. It is asked for again soon, when the other one's lanes are known. */
async function abandon(track: Track, run: Run, view: TenantView, ports: Ports): Promise<void> {
  const { tenantId, stream } = track;
  if (!(await ports.tracks.abandonRun(track, run))) return;
  view.put({ ...track, isWaiting: true });
  ports.observer.note('runAbandoned', { tenantId, stream, track: track.track, runId: run.id });
  const open = { version: 1, type: 'open', tenantId, closedStream: stream } as const;
  await ports.queue.send([{ message: open, delaySeconds: ABANDONED_SECONDS }]);
}

function newRun(stream: Stream, plan: RunPlan, lanes: number, ports: Ports): Run {
  const { window, probe, reason, by, why, replay, isSweep } = plan;
  const startedAt = ports.clock.now();
  return {
    id: ports.ids.newRunId(probe.serverNow),
    version: RUN_VERSION,
    window,
    openedAt: probe.serverNow,
    startedAt,
    reason,
    ...(by !== undefined && { by }),
    ...(why !== undefined && { why }),
    fingerprint: stream.fingerprint,
    openingCalls: { commercetools: probe.calls, marketing: 0 },
    lanes: cutRanges(lanes).map((range) => ({
      ...openLane(range, stream.requestSize.start, startedAt, probe.serverNow),
      ...(replay && { replay }),
      ...(isSweep && { sweep: { pass: 'survey' as const, held: 0, missing: 0 } }),
    })),
  };
}

/** What a live run has to remember for the one after it; history is never asked to repeat itself. */
export const heldFor = (track: Track, stream: Stream, view: TenantView, serverNow: Instant): Instant | undefined =>
  track.track === 'live' ? oldestUnsettledRead(view.tracksWriting(stream.writes.name), serverNow) : undefined;
