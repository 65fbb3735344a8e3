import { type Instant, toMs } from '../../../shared/domain/instant.ts';
import type { Run } from '../../../shared/domain/run.ts';
import type { Problem } from '../../../shared/domain/track.ts';
import { findTrack, type StreamStatus } from './snapshot.ts';

/**
 * - `moving`: something is under way that needs nobody to push it.
 * - `waiting`: nothing is under way and something is still to come, at the next tick or sooner.
 * - `heldUp`: a tick has tried and a person has to do something first.
 * - `level`: everything older is in, and live has been looked at since.
 */
export type Standing = { readonly state: 'moving' | 'waiting' | 'level' } | HeldUp;
export interface HeldUp {
  readonly state: 'heldUp';
  readonly problem: Problem;
}

const isMoving = ({ lanes }: Run): boolean =>
  lanes.every(({ isDone }) => isDone) || lanes.some(({ isDone, resting }) => !isDone && !resting);

/** @param lastTickMs when the latest tick began that has been answered; epoch milliseconds on this machine's clock */
export function judge(status: StreamStatus, lastTickMs: number | undefined): Standing {
  const runs = status.tracks.flatMap(({ run }) => run ?? []);
  if (runs.some(isMoving)) return { state: 'moving' };
  const hasTickedSince = (instant: Instant) => lastTickMs !== undefined && lastTickMs > toMs(instant);
  const problem = status.tracks.flatMap((track) => track.problem ?? [])[0];
  if (problem) return hasTickedSince(problem.since) ? { state: 'heldUp', problem } : { state: 'waiting' };
  const isWaiting = runs.length > 0 || status.tracks.some((track) => track.isWaiting);
  const watermark = findTrack(status, 'live')?.watermark;
  const hasLiveBegun = lastTickMs !== undefined && watermark !== undefined;
  // What it comes after has closed a run: the message that opens its own is on the way.
  const isBehind = watermark !== undefined && status.ceiling !== undefined && watermark < status.ceiling;
  if (isBehind && !isWaiting) return { state: 'moving' };
  const walkedAt = findTrack(status, 'history')?.completedAt;
  const isWalked = status.isLiveOnly || (walkedAt !== undefined && hasTickedSince(walkedAt));
  return { state: !isWaiting && hasLiveBegun && isWalked ? 'level' : 'waiting' };
}
