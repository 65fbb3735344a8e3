import { ConfigurationError } from '../domain/errors.ts';
import { doubtAbout } from '../domain/held.ts';
import { addDoubt, type LaneImport, resendPage } from '../domain/lane.ts';
import type { SettleMessage } from '../domain/message.ts';
import { MAX_FAILED_IMPORTS } from '../domain/pacing.ts';
import type { Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { type Standing, tagsOf, trackKeyOf } from './fence.ts';
import { moveLane } from './move-lane.ts';
import { rest } from './rest-lane.ts';

/** A lane that waits for an import, with what the import belongs to. */
export interface ImportStanding extends Standing {
  page: LaneImport;
  stream: Stream;
}

/** Why a page has to be sent once more. */
export interface ImportFailure {
  code: string;
  /** Marketing may still carry the import out, so an older version of a record could land late. */
  mayStillLand: boolean;
  remedy?: string | undefined;
}

export const LOST: ImportFailure = { code: 'import.neverFinished', mayStillLand: true };
export const GONE: ImportFailure = { code: 'import.reportGone', mayStillLand: true };
export const UNREADABLE: ImportFailure = { code: 'import.manifestGone', mayStillLand: false };
export const INCOMPLETE: ImportFailure = { code: 'import.reportIncomplete', mayStillLand: false };

/** Reads the page afresh and hands it over again, a bounded number of times; then the lane rests until the next tick. */
export async function sendAgain(
  failure: ImportFailure,
  calls: number,
  message: SettleMessage,
  standing: ImportStanding,
  ports: Ports,
): Promise<void> {
  const { run, lane, page } = standing;
  ports.observer.warn('importFailed', { ...tagsOf(message), importId: page.importId, code: failure.code });
  if (lane.failedImports + 1 >= MAX_FAILED_IMPORTS) return giveUp(failure, message, standing, ports);
  const made = withPolls(page, message.poll).counts.calls;
  const again = resendPage(lane, ports.clock.now(), { ...made, marketing: made.marketing + calls });
  const after = failure.mayStillLand ? addDoubt(again, doubtAbout(lane.readSince, page.readAt)) : again;
  await moveLane(trackKeyOf(message), run, message.laneIndex, lane, after, ports);
}

export async function giveUp(
  failure: ImportFailure,
  message: SettleMessage,
  { run, lane }: ImportStanding,
  ports: Ports,
): Promise<void> {
  const error = new ConfigurationError(`Marketing did not carry out an import of ${message.stream}: ${failure.code}.`, {
    code: failure.code,
    remedy: failure.remedy ?? 'Look at the import in Marketing; the sync sends this page again at every tick.',
  });
  const { import: _, ...withoutImport } = lane;
  return rest(trackKeyOf(message), run, message.laneIndex, withoutImport, error, ports);
}

/** Each earlier poll was one call that no book has seen yet. */
export const withPolls = (page: LaneImport, polls: number): LaneImport => ({
  ...page,
  counts: {
    ...page.counts,
    calls: { ...page.counts.calls, marketing: page.counts.calls.marketing + polls },
  },
});
