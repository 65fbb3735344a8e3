/**
 * An older version of a record must never be the last word. Marketing may finish imports in any order, so a page that
 * was read earlier and is still under way (on the history track, or sent by a worker that died before it could say so)
 * can overwrite what a live run has sent meanwhile.
 *
 * The remedy needs no lock: a live run notes how long ago the oldest page then under way was read, and the next live
 * run reaches back that far, sending those changes once more. As long as such a page is under way each live run
 * repeats this; the first run that opens after it has settled repeats it for the last time.
 */
import { addSeconds, earliest, type Instant } from './instant.ts';
import type { Doubt } from './lane.ts';
import type { Track } from './track.ts';

/**
 * How long an import that nobody follows may still be carried out. Marketing publishes no limit; its own connector
 * gives up on an import after some hours at most, and a slow import in practice takes minutes.
 */
export const LATE_IMPORT_SECONDS = 2 * 60 * 60;

export const doubtAbout = (readSince: Instant, now: Instant): Doubt => ({
  since: readSince,
  until: addSeconds(now, LATE_IMPORT_SECONDS),
});

const sinceIfOpen = (doubt: Doubt | undefined, serverNow: Instant): Instant | undefined =>
  doubt && doubt.until > serverNow ? doubt.since : undefined;

/**
 * Read time of the oldest page that may still land, over the given tracks.
 * @param tracks every track that writes the same records, the asking one included (its own doubts count as well).
 */
export function oldestUnsettledRead(tracks: readonly Track[], serverNow: Instant): Instant | undefined {
  return earliest(
    ...tracks.map((track) => sinceIfOpen(track.doubt, serverNow)),
    ...tracks
      .flatMap((track) => track.run?.lanes ?? [])
      .flatMap((lane) => [lane.isDone ? undefined : lane.readSince, sinceIfOpen(lane.doubt, serverNow)]),
  );
}
