import type { Lane } from '../domain/lane.ts';
import { isUnderstood, type Run } from '../domain/run.ts';
import type { Track, TrackKey, TrackName } from '../domain/track.ts';

/** Where a message points: a lane of a run, at the step the message was issued for. */
interface LaneAddress {
  tenantId: string;
  stream: string;
  track: string;
  runId: string;
  laneIndex: number;
  step: number;
}

export interface Standing {
  track: Track;
  run: Run;
  lane: Lane;
}

/**
 * Does the lane still stand where the message thinks it does?
 * - `current`: go ahead.
 * - `justAhead`: the lane is exactly one step further. On a redelivery this means that the state was written and
 *   whoever wrote it died before sending the next message, so that message has to be sent again.
 * - `stale`: the run is closed or the lane has moved on; the message has nothing left to do.
 */
export type Fence = { state: 'current' | 'justAhead'; standing: Standing } | { state: 'stale' };

export function checkFence(track: Track | undefined, address: LaneAddress): Fence {
  const run = track?.run;
  const lane = run?.lanes[address.laneIndex];
  if (!track || !run || !lane || run.id !== address.runId || !isUnderstood(run)) return { state: 'stale' };
  if (lane.step === address.step && !lane.isDone) return { state: 'current', standing: { track, run, lane } };
  if (lane.step === address.step + 1) return { state: 'justAhead', standing: { track, run, lane } };
  return { state: 'stale' };
}

export const trackKeyOf = (address: LaneAddress): TrackKey => ({
  tenantId: address.tenantId,
  stream: address.stream,
  track: address.track as TrackName,
});

/** Ids only: what every log line about a lane carries. */
export const tagsOf = ({ tenantId, stream, track, runId, laneIndex, step }: LaneAddress) => ({
  tenantId,
  stream,
  track,
  runId,
  laneIndex,
  step,
});
