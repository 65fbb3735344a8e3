import { ConfigurationError, SyncError } from '../domain/errors.ts';
import { doubtAbout } from '../domain/held.ts';
import { addDoubt, type Lane, restLane } from '../domain/lane.ts';
import type { Run } from '../domain/run.ts';
import type { Problem, TrackKey } from '../domain/track.ts';
import type { Ports } from '../ports.ts';

/**
 * Lets a lane stand still until the next tick tries again, and says on the track what a person has to do. The lane
 * keeps its place and, where there is one, its import.
 */
export async function rest(
  key: TrackKey,
  run: Run,
  laneIndex: number,
  lane: Lane,
  error: unknown,
  ports: Ports,
): Promise<void> {
  const now = ports.clock.now();
  const problem = problemOf(error, now);
  const resting = restLane(lane, problem.code, now);
  const mayStillLand = error instanceof SyncError && error.isUncertain;
  const after = mayStillLand ? addDoubt(resting, doubtAbout(lane.readSince, now)) : resting;
  const moved = await ports.tracks.putLane(key, run.id, laneIndex, lane.step, after);
  if (!moved) return;
  await ports.tracks.putProblem(key, problem);
  ports.observer.fail('laneRests', error, { ...key, runId: run.id, laneIndex });
}

/** What a person needs to know about an error; an error that is none of ours contributes its type only. */
export function problemOf(error: unknown, since: string): Problem {
  const known = error instanceof Error && 'code' in error && typeof error.code === 'string';
  const remedy = error instanceof ConfigurationError ? error.remedy : undefined;
  return {
    code: known ? String(error.code) : 'internal',
    message: known ? error.message : 'Something unexpected went wrong; the logs of this run have the details.',
    ...(remedy !== undefined && { remedy }),
    since,
  };
}
