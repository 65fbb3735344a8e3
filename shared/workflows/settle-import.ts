import { ConfigurationError, NoImportSlotError, TransientError } from '../domain/errors.ts';
import { doubtAbout } from '../domain/held.ts';
import { secondsBetween } from '../domain/instant.ts';
import { addDoubt, type LaneImport, resendPage, settlePage } from '../domain/lane.ts';
import type { SettleMessage } from '../domain/message.ts';
import { IMPORT_LIMIT_SECONDS, MAX_FAILED_IMPORTS, pollDelaySeconds, retryDelaySeconds } from '../domain/pacing.ts';
import type { ImportOutcome, Ports } from '../ports.ts';
import { streamsOf } from '../streams/catalog.ts';
import { checkFence, type Standing, tagsOf, trackKeyOf } from './fence.ts';
import type { Delivery } from './import-page.ts';
import { readManifest } from './manifest.ts';
import { matchReport } from './match-report.ts';
import { moveLane } from './move-lane.ts';
import { nextMessage } from './next-message.ts';
import { rest } from './rest-lane.ts';

/**
 * Asks Marketing how a lane's import went. When it is finished: stores what was refused, moves the lane behind the page
 * and sends the next page, or closes the run. Safe to run any number of times for the same message.
 */
export async function settleImport(message: SettleMessage, delivery: Delivery, ports: Ports): Promise<void> {
  const key = trackKeyOf(message);
  const fence = checkFence(await ports.tracks.getTrack(key), message);
  if (fence.state === 'justAhead' && delivery.isRedelivery) {
    const { run, lane } = fence.standing;
    return ports.queue.send(nextMessage(key, run, message.laneIndex, lane));
  }
  const page = fence.state === 'current' ? fence.standing.lane.import : undefined;
  if (fence.state !== 'current' || !page) {
    return ports.observer.note('messageStale', { type: 'settle', ...tagsOf(message) });
  }
  const tenant = await ports.tenants.getTenant(message.tenantId);
  const stream = tenant && streamsOf(tenant).find(({ name }) => name === message.stream);
  if (!tenant?.enabled || !stream) return ports.observer.note('tenantPaused', tagsOf(message));

  try {
    const outcome = await ports.sinkOf(tenant, stream.writes).readOutcome(page.importId, delivery.deadline);
    await decide(outcome, message, fence.standing, page, ports);
  } catch (error) {
    await putOff(error, message, fence.standing, ports);
  }
}

async function decide(
  outcome: ImportOutcome,
  message: SettleMessage,
  standing: Standing,
  page: LaneImport,
  ports: Ports,
): Promise<void> {
  switch (outcome.state) {
    case 'pending': {
      const isLost = secondsBetween(page.submittedAt, ports.clock.now()) > IMPORT_LIMIT_SECONDS;
      return isLost ? sendAgain(LOST, outcome.calls, message, standing, page, ports) : pollAgain(message, ports);
    }
    case 'gone':
      return sendAgain(GONE, outcome.calls, message, standing, page, ports);
    case 'failed': {
      const failure = { code: `import.${outcome.code}`, mayStillLand: false, remedy: outcome.remedy };
      if (outcome.needsPerson) return giveUp(failure, message, standing, ports);
      return sendAgain(failure, outcome.calls, message, standing, page, ports);
    }
    case 'finished':
      return settle(outcome, message, standing, page, ports);
  }
}

async function settle(
  report: Extract<ImportOutcome, { state: 'finished' }>,
  message: SettleMessage,
  { track, run, lane }: Standing,
  page: LaneImport,
  ports: Ports,
): Promise<void> {
  const { tenantId, stream } = message;
  const manifestKey = { tenantId, manifestId: page.manifestId };
  const manifest = await ports.manifests.getManifest(manifestKey);
  if (manifest === undefined) {
    return sendAgain(UNREADABLE, report.calls, message, { track, run, lane }, page, ports);
  }
  if (report.importedCount !== undefined && report.importedCount + report.refused.size < page.sent) {
    return sendAgain(INCOMPLETE, report.calls, message, { track, run, lane }, page, ports);
  }
  const at = ports.clock.now();
  const matched = matchReport(withPolls(page, message.poll), readManifest(manifest), report, ports.ids);
  if (matched.unmatched > 0) {
    ports.observer.warn('failuresUnmatched', { ...tagsOf(message), importId: page.importId, count: matched.unmatched });
  }
  await ports.rejections.putRejections(matched.rejections, { tenantId, stream, runId: run.id, at });
  await forgetRepaired(message, lane.cursor, page.nextCursor, matched.importedIds, ports);
  const moved = await moveLane(
    trackKeyOf(message),
    run,
    message.laneIndex,
    lane,
    settlePage(lane, page, matched.counts, at),
    ports,
  );
  if (!moved) return ports.observer.note('messageStale', { type: 'settle', ...tagsOf(message) });
  await ports.manifests.deleteManifest(manifestKey);
  ports.observer.note('pageSettled', { ...tagsOf(message), importId: page.importId, ...matched.counts });
}

/** Each earlier poll was one call that no book has seen yet. */
const withPolls = (page: LaneImport, polls: number): LaneImport => ({
  ...page,
  counts: {
    ...page.counts,
    calls: { ...page.counts.calls, marketing: page.counts.calls.marketing + polls },
  },
});

/** A record that was refused before and is in Marketing now leaves the list. */
async function forgetRepaired(
  { tenantId, stream }: SettleMessage,
  after: string | undefined,
  upTo: string | undefined,
  importedIds: readonly string[],
  ports: Ports,
): Promise<void> {
  const refusedBefore = await ports.rejections.listRejectedIds(tenantId, stream, after, upTo);
  if (refusedBefore.length === 0) return;
  const imported = new Set(importedIds);
  const repaired = refusedBefore.filter((id) => imported.has(id));
  if (repaired.length > 0) await ports.rejections.deleteRejections(tenantId, stream, repaired);
}

async function pollAgain(message: SettleMessage, ports: Ports): Promise<void> {
  const poll = message.poll + 1;
  await ports.queue.send([{ message: { ...message, poll }, delaySeconds: pollDelaySeconds(poll) }]);
}

/** Why a page has to be sent once more. */
interface ImportFailure {
  code: string;
  /** Marketing may still carry the import out, so an older version of a record could land late. */
  mayStillLand: boolean;
  remedy?: string | undefined;
}

const LOST: ImportFailure = { code: 'import.neverFinished', mayStillLand: true };
const GONE: ImportFailure = { code: 'import.reportGone', mayStillLand: true };
const UNREADABLE: ImportFailure = { code: 'import.manifestGone', mayStillLand: false };
const INCOMPLETE: ImportFailure = { code: 'import.reportIncomplete', mayStillLand: false };

/** Reads the page afresh and hands it over again, a bounded number of times; then the lane rests until the next tick. */
async function sendAgain(
  failure: ImportFailure,
  calls: number,
  message: SettleMessage,
  standing: Standing,
  page: LaneImport,
  ports: Ports,
): Promise<void> {
  const { run, lane } = standing;
  ports.observer.warn('importFailed', { ...tagsOf(message), importId: page.importId, code: failure.code });
  if (lane.failedImports + 1 >= MAX_FAILED_IMPORTS) return giveUp(failure, message, standing, ports);
  const made = withPolls(page, message.poll).counts.calls;
  const again = resendPage(lane, ports.clock.now(), { ...made, marketing: made.marketing + calls });
  const after = failure.mayStillLand ? addDoubt(again, doubtAbout(lane.readSince, page.readAt)) : again;
  await moveLane(trackKeyOf(message), run, message.laneIndex, lane, after, ports);
}

async function giveUp(
  failure: ImportFailure,
  message: SettleMessage,
  { run, lane }: Standing,
  ports: Ports,
): Promise<void> {
  const error = new ConfigurationError(`Marketing did not carry out an import of ${message.stream}: ${failure.code}.`, {
    code: failure.code,
    remedy: failure.remedy ?? 'Look at the import in Marketing; the sync sends this page again at every tick.',
  });
  const { import: _, ...withoutImport } = lane;
  return rest(trackKeyOf(message), run, message.laneIndex, withoutImport, error, ports);
}

async function putOff(error: unknown, message: SettleMessage, { run, lane }: Standing, ports: Ports): Promise<void> {
  if (error instanceof TransientError || error instanceof NoImportSlotError) {
    const retryAfterMs = error instanceof TransientError ? error.retryAfterMs : undefined;
    const delaySeconds = Math.max(
      pollDelaySeconds(message.poll),
      retryDelaySeconds(Math.min(message.poll, 5), retryAfterMs),
    );
    ports.observer.warn('settlePutOff', { ...tagsOf(message), code: error.code, delaySeconds });
    return ports.queue.send([{ message: { ...message, poll: message.poll + 1 }, delaySeconds }]);
  }
  if (error instanceof ConfigurationError) return rest(trackKeyOf(message), run, message.laneIndex, lane, error, ports);
  throw error;
}
