import { assertBalanced } from '../domain/counts.ts';
import { secondsBetween } from '../domain/instant.ts';
import { mergeDoubts } from '../domain/lane.ts';
import { nextRhythm } from '../domain/rhythm.ts';
import { doubtOfRun, isComplete, type Run, summarizeRun } from '../domain/run.ts';
import type { Track } from '../domain/track.ts';
import { advance } from '../domain/window.ts';
import type { Ports } from '../ports.ts';

/**
 * Closes a run whose lanes are all done: the one place where a watermark moves past records, and it does so in the
 * same write that ends the run. Harmless when somebody else was quicker.
 * @throws InvariantError when the books do not balance; the run then stays open and nothing has moved.
 */
export async function closeRun(track: Track, run: Run, ports: Ports): Promise<void> {
  if (!isComplete(run)) return;
  const { tenantId, stream } = track;
  const now = ports.clock.now();
  const summary = summarizeRun(run, { tenantId, stream, track: track.track }, now);
  assertBalanced(summary.counts, `run ${run.id}`);
  const doubt = mergeDoubts(track.doubt, doubtOfRun(run));
  const closed = await ports.tracks.closeRun(track, run, summary, {
    ...(track.track === 'live' ? afterLive(track, run, summary.counts.read > 0) : { completedAt: now }),
    ...(doubt && { doubt }),
  });
  if (!closed) return;
  ports.observer.note('runClosed', {
    tenantId,
    stream,
    track: track.track,
    runId: run.id,
    seconds: summary.seconds,
    ...(track.track === 'live' && { lagSeconds: Math.max(0, secondsBetween(run.window.to, now)) }),
    ...summary.counts,
  });
  await ports.queue.send([{ message: { version: 1, type: 'open', tenantId, closedStream: stream } }]);
}

const afterLive = (track: Track, run: Run, hasRead: boolean): Partial<Track> => ({
  watermark: advance(track.watermark, run.window.to),
  ...(hasRead && { rhythm: nextRhythm(track.rhythm, run.openedAt) }),
});
