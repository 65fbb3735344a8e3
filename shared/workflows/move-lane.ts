import { hasSettled, type Lane } from '../domain/lane.ts';
import type { Run } from '../domain/run.ts';
import type { Track, TrackKey } from '../domain/track.ts';
import type { Ports } from '../ports.ts';
import { releaseResting } from './circuit.ts';
import { closeRun } from './close-run.ts';
import { nextMessage } from './next-message.ts';
import { noteBooks } from './note-books.ts';

/**
 * Writes a lane's next standing and only then sends the message it leads to, so that a crash in between loses a
 * message, which the next tick replaces, and never a fact. Returns false when the lane had moved on meanwhile.
 */
export async function moveLane(
  key: TrackKey,
  run: Run,
  laneIndex: number,
  before: Lane,
  after: Lane,
  ports: Ports,
): Promise<boolean> {
  const track = await ports.tracks.putLane(key, run.id, laneIndex, before.step, after);
  if (!track) return false;
  noteBooks(track, laneIndex, before, after, ports);
  if (!after.resting) await ports.queue.send(nextMessage(key, run, laneIndex, after));
  if (after.isDone && track.run) await closeRun(track, track.run, ports);
  if (hasSettled(before, after)) await noteMended(track, before, ports);
  return true;
}

/** A page has come through, so what was in the way of its lane is mended: nobody shall look for it any longer. */
async function noteMended(track: Track, { triesFor }: Lane, ports: Ports): Promise<void> {
  const isResting = track.run?.lanes.some(({ resting }) => resting) ?? false;
  if (track.problem && !isResting) await ports.tracks.clearProblem(track);
  if (triesFor !== undefined) await releaseResting(track.tenantId, triesFor, ports);
}
