import { isSharedReason } from '../domain/circuit.ts';
import { doubtAbout } from '../domain/held.ts';
import { secondsBetween } from '../domain/instant.ts';
import { addDoubt, type Lane, reissueLane } from '../domain/lane.ts';
import { isComplete, isUnderstood, type Run } from '../domain/run.ts';
import type { Track } from '../domain/track.ts';
import type { Ports } from '../ports.ts';
import type { MayGoOn } from './circuit.ts';
import { closeRun } from './close-run.ts';
import { moveLane } from './move-lane.ts';

/**
 * Looks after a run that is still open: sends the message of every lane that has gone silent or is resting, and closes
 * the run when all that is missing is the closing. Queues may lose anything; the item re-creates the work.
 */
export async function reissueLanes(
  track: Track,
  run: Run,
  silentAfterSeconds: number,
  mayGoOn: MayGoOn,
  ports: Ports,
): Promise<void> {
  if (!isUnderstood(run)) {
    const { tenantId, stream, track: name } = track;
    return ports.observer.warn('runOfNewerRelease', { tenantId, stream, track: name, runId: run.id });
  }
  if (isComplete(run)) return closeRun(track, run, ports);
  const now = ports.clock.now();
  for (const [laneIndex, lane] of run.lanes.entries()) {
    const isSilent = secondsBetween(lane.issuedAt, now) >= silentAfterSeconds;
    if (lane.isDone || !(isSilent || lane.resting)) continue;
    if (lane.resting && !mayGoOn(track, laneIndex, lane.resting.code)) continue;
    const moved = await moveLane(track, run, laneIndex, lane, again(lane, now), ports);
    if (moved) {
      const { tenantId, stream, track: name } = track;
      const why = lane.resting?.code ?? 'silent';
      ports.observer.note('laneReissued', { tenantId, stream, track: name, runId: run.id, laneIndex, why });
    }
  }
}

/**
 * Whoever held this lane may have handed its page over and died before writing that down. Such an import cannot be
 * followed, so it counts as one that may still land.
 */
function again(lane: Lane, now: string): Lane {
  const code = lane.resting?.code;
  const triesFor = code !== undefined && isSharedReason(code) && { triesFor: code };
  const reissued = { ...reissueLane(lane, now), ...triesFor };
  const mayHaveSent = !lane.import && !lane.resting;
  return mayHaveSent ? addDoubt(reissued, doubtAbout(lane.readSince, now)) : reissued;
}
