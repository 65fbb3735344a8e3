import { addCounts, type Counts } from '../domain/counts.ts';
import { type Instant, secondsBetween } from '../domain/instant.ts';
import { beginRepair, type Lane, repairRecords, settlePage } from '../domain/lane.ts';
import type { SettleMessage } from '../domain/message.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { ImportOutcome, Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { tagsOf, trackKeyOf } from './fence.ts';
import { readManifest } from './manifest.ts';
import { type MatchedReport, matchReport } from './match-report.ts';
import { moveLane } from './move-lane.ts';
import { mendable, writeIds } from './repair-page.ts';
import { type ImportStanding, INCOMPLETE, sendAgain, UNREADABLE, withPolls } from './send-again.ts';
import { storeRejections } from './store-rejections.ts';

type Report = Extract<ImportOutcome, { state: 'finished' }>;

/**
 * The import is done: every record of it is imported or refused. Stores what was refused, takes off the list what was
 * refused before, and moves the lane behind the page, or into a repair where contacts are missing.
 */
export async function settleFinished(
  report: Report,
  message: SettleMessage,
  standing: ImportStanding,
  ports: Ports,
): Promise<void> {
  const { run, lane, page, stream } = standing;
  const { tenantId } = message;
  const at = ports.clock.now();
  const move = (after: Lane) => moveLane(trackKeyOf(message), run, message.laneIndex, lane, after, ports);
  const importSeconds = Math.max(0, secondsBetween(page.submittedAt, at));
  ports.observer.note('importSettled', { ...tagsOf(message), importId: page.importId, importSeconds });
  if (lane.repair?.phase === 'contacts') {
    const { calls } = withPolls(page, message.poll).counts;
    await move(repairRecords(lane, lane.repair, { ...calls, marketing: calls.marketing + report.calls }, at));
    return;
  }

  const manifestKey = { tenantId, manifestId: page.manifestId };
  const manifest = await ports.manifests.getManifest(manifestKey);
  if (manifest === undefined) return sendAgain(UNREADABLE, report.calls, message, standing, ports);
  if (report.importedCount !== undefined && report.importedCount + report.refused.size < page.sent) {
    return sendAgain(INCOMPLETE, report.calls, message, standing, ports);
  }
  const matched = matchReport(withPolls(page, message.poll), readManifest(manifest), report, ports.ids);
  if (matched.unmatched > 0) {
    ports.observer.warn('failuresUnmatched', { ...tagsOf(message), importId: page.importId, count: matched.unmatched });
  }
  const toMend = mendable(stream, lane, matched.rejections);
  const refused = matched.rejections.filter((rejection) => !toMend.includes(rejection));
  const context = { tenantId, stream: stream.rejectsAs, runId: run.id, at };
  await storeRejections(refused, context, tagsOf(message), ports);
  await forgetMended(tenantId, stream, lane.cursor, page.nextCursor, matched, ports);

  const after = await afterReport(standing, matched, toMend, tenantId, at, ports);
  if (!(await move(after))) return ports.observer.note('messageStale', { type: 'settle', ...tagsOf(message) });
  await ports.manifests.deleteManifest(manifestKey);
  ports.observer.note(after.repair ? 'repairBegun' : 'pageSettled', {
    ...tagsOf(message),
    importId: page.importId,
    ...matched.counts,
  });
}

async function afterReport(
  { lane, page }: ImportStanding,
  matched: MatchedReport,
  toMend: readonly Rejection[],
  tenantId: string,
  at: Instant,
  ports: Ports,
): Promise<Lane> {
  const counts = lane.repair ? addCounts(lane.repair.counts, matched.counts) : matched.counts;
  if (toMend.length === 0) return settlePage(lane, page, counts, at);
  const manifestId = ports.ids.newManifestId();
  await ports.manifests.putManifest({ tenantId, manifestId }, writeIds(toMend), at);
  return beginRepair(lane, page, without(counts, toMend.length), manifestId, at);
}

/** The records under repair leave the books until their fate is known. */
const without = (counts: Counts, records: number): Counts => ({
  ...counts,
  read: counts.read - records,
  rejected: counts.rejected - records,
});

/** A record that was refused before and is in Marketing now leaves the list. */
async function forgetMended(
  tenantId: string,
  stream: Stream,
  after: string | undefined,
  upTo: string | undefined,
  { importedIds }: MatchedReport,
  ports: Ports,
): Promise<void> {
  // A stream that lists its rejections under another's name walks other ids than theirs, so no stretch can be named.
  const isOwnWalk = stream.rejectsAs === stream.name;
  const refusedBefore = await ports.rejections.listRejectedIds(
    tenantId,
    stream.rejectsAs,
    isOwnWalk ? after : undefined,
    isOwnWalk ? upTo : undefined,
  );
  if (refusedBefore.length === 0) return;
  const imported = new Set(importedIds);
  const mended = refusedBefore.filter((id) => imported.has(id));
  if (mended.length > 0) await ports.rejections.deleteRejections(tenantId, stream.rejectsAs, mended);
}
