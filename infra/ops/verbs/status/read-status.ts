import { type Counts, totalSkipped } from '../../../../shared/domain/counts.ts';
import { type Instant, secondsBetween } from '../../../../shared/domain/instant.ts';
import { countRun, type Run, type RunSummary, runProgress } from '../../../../shared/domain/run.ts';
import type { RunRequest } from '../../../../shared/domain/run-request.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import { type Problem, TRACK_NAMES, type Track, type TrackName } from '../../../../shared/domain/track.ts';
import type { Window } from '../../../../shared/domain/window.ts';
import { streamsOf } from '../../../../shared/streams/streams-of.ts';
import type { Ops } from '../../ops.ts';

/**
 * What became of the records of a run: read = mapped + skipped, mapped = sent + what the mapping rejects, and once the run
 * has closed, mapped = imported + rejected.
 */
export interface Funnel {
  read: number;
  /** Of those read, what was not deliberately left out. */
  mapped: number;
  /** Of those mapped, what went into an import. */
  sent: number;
  imported: number;
  rejected: number;
  skipped: Readonly<Record<string, number>>;
  flagged: Readonly<Record<string, number>>;
  calls: Counts['calls'];
}

export interface OpenRun {
  id: string;
  reason: string;
  by?: string;
  why?: string;
  window: Window;
  openedAt: Instant;
  /** 0 to 1. */
  progress: number;
  /** At the pace so far; absent until there is one. */
  secondsLeft?: number;
  lanes: number;
  openLanes: number;
  /** Codes of what lanes stand still for. */
  resting: string[];
  funnel: Funnel;
}

export interface TrackStatus {
  track: TrackName;
  completedAt?: Instant;
  run?: OpenRun;
  requested?: RunRequest;
  problem?: Problem;
  isWaiting: boolean;
}

export interface StreamStatus {
  stream: string;
  watermark?: Instant;
  lagSeconds?: number;
  rejections: number;
  tracks: TrackStatus[];
}

export interface ClosedRun extends Omit<RunSummary, 'counts' | 'tenantId'> {
  funnel: Funnel;
}

export interface TenantStatus {
  tenantId: string;
  isPaused: boolean;
  streams: StreamStatus[];
  /** Newest first. */
  lastRuns: ClosedRun[];
}

export async function readStatus(tenant: Tenant, runs: number, { stores, clock }: Ops): Promise<TenantStatus> {
  const { tenantId } = tenant;
  const [tracks, history, rejections] = await Promise.all([
    stores.tracks.listTracks(tenantId),
    runs === 0 ? [] : stores.runs.listRuns(tenantId, runs),
    stores.rejections.listRejections(tenantId),
  ]);
  const now = clock.now();
  return {
    tenantId,
    isPaused: !tenant.enabled,
    streams: streamsOf(tenant).map(({ name }) => {
      const own = tracks.filter(({ stream }) => stream === name);
      const watermark = own.find(({ track }) => track === 'live')?.watermark;
      return {
        stream: name,
        ...(watermark !== undefined && { watermark, lagSeconds: Math.max(0, secondsBetween(watermark, now)) }),
        rejections: rejections.filter(({ stream }) => stream === name).length,
        tracks: TRACK_NAMES.flatMap((track) => own.find((one) => one.track === track) ?? []).map((track) =>
          readTrack(track, now),
        ),
      };
    }),
    lastRuns: history.map(({ counts, tenantId: _, ...run }) => ({ ...run, funnel: funnelOf(counts) })),
  };
}

function readTrack(
  { track, completedAt, run, requested, problem, isWaiting = false }: Track,
  now: Instant,
): TrackStatus {
  return {
    track,
    isWaiting,
    ...(completedAt !== undefined && { completedAt }),
    ...(run && { run: readOpenRun(run, now) }),
    ...(requested && { requested }),
    ...(problem && { problem }),
  };
}

/** Less than this of a run says nothing about its pace. */
const LEAST_PROGRESS = 0.02;

function readOpenRun(run: Run, now: Instant): OpenRun {
  const progress = runProgress(run);
  const elapsed = secondsBetween(run.startedAt, now);
  const hasPace = progress >= LEAST_PROGRESS && elapsed > 0;
  return {
    id: run.id,
    reason: run.reason,
    ...(run.by !== undefined && { by: run.by }),
    ...(run.why !== undefined && { why: run.why }),
    window: run.window,
    openedAt: run.openedAt,
    progress,
    ...(hasPace && { secondsLeft: Math.round((elapsed * (1 - progress)) / progress) }),
    lanes: run.lanes.length,
    openLanes: run.lanes.filter(({ isDone }) => !isDone).length,
    resting: [...new Set(run.lanes.flatMap(({ resting }) => resting?.code ?? []))],
    funnel: funnelOf(countRun(run)),
  };
}

const funnelOf = (counts: Counts): Funnel => ({
  read: counts.read,
  mapped: counts.read - totalSkipped(counts),
  sent: counts.read - totalSkipped(counts) - (counts.unsent ?? 0),
  imported: counts.imported,
  rejected: counts.rejected,
  skipped: counts.skipped,
  flagged: counts.flagged,
  calls: counts.calls,
});
