import type { RunRequest } from '../domain/run-request.ts';
import type { TrackKey } from '../domain/track.ts';
import type { Queue, TrackStore } from '../ports.ts';

/** Tracks whose runs a person may ask for. */
export type RequestedTrack = 'refresh' | 'backfill' | 'replay';

/**
 * Asks for a run: writes the request on its track, where it stays until a run has opened for it, and sends a message so
 * that this need not wait for the next tick. At most one request waits on a track; a run that is open does not hinder it.
 * @returns false when another request is waiting there already, which is then left as it is
 */
export async function requestRun(
  key: TrackKey & { track: RequestedTrack },
  request: RunRequest,
  { tracks, queue }: { tracks: Pick<TrackStore, 'putRequest'>; queue: Queue },
): Promise<boolean> {
  const isAccepted = await tracks.putRequest(key, request);
  const { tenantId, stream } = key;
  await queue.send([{ message: { version: 1, type: 'open', tenantId, closedStream: stream } }]);
  return isAccepted;
}
