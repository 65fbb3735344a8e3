import { subtractCounts } from '../domain/counts.ts';
import type { Lane } from '../domain/lane.ts';
import { runProgress } from '../domain/run.ts';
import type { Track } from '../domain/track.ts';
import type { Ports } from '../ports.ts';

/**
 * Says what a lane's move has added to the books, and how far its run has come. It follows the write, so that every
 * record is reported when its fate is in the item, and not before.
 * @param track as it stands after the move.
 */
export function noteBooks(track: Track, laneIndex: number, before: Lane, after: Lane, ports: Ports): void {
  const { run, tenantId, stream, track: name } = track;
  const added = subtractCounts(after.counts, before.counts);
  if (!run || (added.read === 0 && !after.isDone)) return;
  const tags = { tenantId, stream, track: name, runId: run.id, laneIndex };
  ports.observer.note('pageBooked', { ...tags, ...added, progress: runProgress(run) });
}
