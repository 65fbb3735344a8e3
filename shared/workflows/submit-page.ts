import { addCounts, type Counts } from '../domain/counts.ts';
import type { Destination } from '../domain/destination.ts';
import { TransientError } from '../domain/errors.ts';
import { doubtAbout } from '../domain/held.ts';
import type { Instant } from '../domain/instant.ts';
import { addDoubt, awaitImport, type Lane, type LaneImport, repairRecords, settlePage } from '../domain/lane.ts';
import type { PageMessage } from '../domain/message.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Deadline, Ports, Submission } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import type { Delivery } from './delivery.ts';
import { draftPage } from './draft-page.ts';
import { type Standing, tagsOf, trackKeyOf } from './fence.ts';
import { writeManifest } from './manifest.ts';
import { moveLane } from './move-lane.ts';
import type { PageDraft } from './page-draft.ts';
import { destinationOf } from './repair-page.ts';
import { storeRejections } from './store-rejections.ts';

/** Puts a page together and hands it to Marketing as one import; a page with nothing to send is settled on the spot. */
export async function submitPage(
  message: PageMessage,
  standing: Standing,
  tenant: Tenant,
  stream: Stream,
  delivery: Delivery,
  ports: Ports,
): Promise<void> {
  const { run, lane } = standing;
  const turn = await draftPage(standing, tenant, stream, delivery.deadline, ports);
  if ('movedOn' in turn) {
    await moveLane(trackKeyOf(message), run, message.laneIndex, lane, turn.movedOn, ports);
    return;
  }
  const { draft } = turn;
  const context = { tenantId: tenant.tenantId, stream: stream.rejectsAs, runId: run.id, at: ports.clock.now() };
  const learned = { ...lane, requestSize: draft.requestSize };
  const key = trackKeyOf(message);

  if (draft.submissions.length === 0) {
    await storeRejections(draft.rejections, context, tagsOf(message), ports);
    await moveLane(key, run, message.laneIndex, lane, afterEmpty(learned, draft, context.at), ports);
    return;
  }

  const manifestId = ports.ids.newManifestId();
  const keepManifest = (submissions: readonly Submission[]) =>
    ports.manifests.putManifest(
      { tenantId: tenant.tenantId, manifestId },
      writeManifest(submissions, manifestId, ports.ids),
      context.at,
    );
  await keepManifest(draft.submissions);

  const destination = destinationOf(stream, lane);
  const isOutdated = run.fingerprint !== undefined && run.fingerprint !== stream.fingerprint;
  const submitted = await submit(draft, tenant, destination, isOutdated, delivery.deadline, ports);
  try {
    // What was refused on the spot has its rejection and must not be looked for in the report as well.
    if (submitted.rejections.length > 0) await keepManifest(submitted.taken);
    await storeRejections([...draft.rejections, ...submitted.rejections], context, tagsOf(message), ports);
    const at = ports.clock.now();
    const doubt = doubtAbout(lane.readSince, draft.readAt);
    const mayLandTwice = submitted.isUncertain || delivery.isRedelivery || message.isUncertain === true;
    const after =
      submitted.importId === undefined
        ? afterEmpty(learned, { ...draft, counts: submitted.counts }, at)
        : awaitImport(learned, laneImport(draft, submitted, submitted.importId, manifestId, at), at);
    const moved = await moveLane(
      key,
      run,
      message.laneIndex,
      lane,
      mayLandTwice ? addDoubt(after, doubt) : after,
      ports,
    );
    if (!moved) await ports.tracks.putDoubt(key, doubt);
    ports.observer.note(moved ? 'pageSubmitted' : 'pageOvertaken', {
      ...tagsOf(message),
      importId: submitted.importId,
      sent: submitted.sent,
    });
  } catch (error) {
    // Marketing has the page, and no lane knows of it: whoever sends it again has to say so.
    throw submitted.importId === undefined ? error : asUncertain(error);
  }
}

/** The same error, with the warning that what was asked for has been carried out. */
const asUncertain = (error: unknown): unknown =>
  error instanceof TransientError
    ? new TransientError(error.message, {
        code: error.code,
        isUncertain: true,
        cause: error,
        ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
      })
    : error;

/** A page of which nothing is on its way to Marketing: what comes next is known at once. */
function afterEmpty(lane: Lane, draft: PageDraft, at: Instant): Lane {
  const { repair } = lane;
  if (repair?.phase === 'contacts') return repairRecords(lane, repair, draft.counts.calls, at);
  return settlePage(lane, draft, repair ? addCounts(repair.counts, draft.counts) : draft.counts, at);
}

const laneImport = (
  draft: PageDraft,
  { counts, sent }: { counts: Counts; sent: number },
  importId: string,
  manifestId: string,
  submittedAt: Instant,
): LaneImport => ({
  importId,
  ...(draft.nextCursor !== undefined && { nextCursor: draft.nextCursor }),
  endsLane: draft.endsLane,
  manifestId,
  counts,
  sent,
  submittedAt,
  readAt: draft.readAt,
});

/** One import. What Marketing would not even take into it is a rejection of this page. */
async function submit(
  draft: PageDraft,
  tenant: Tenant,
  destination: Destination,
  isOutdated: boolean,
  deadline: Deadline,
  ports: Ports,
) {
  const sink = ports.sinkOf(tenant, destination);
  // The account was made ready for another mapping when this run opened.
  const prepared = isOutdated ? await sink.prepare() : { calls: 0 };
  const answer = await sink.submit(draft.submissions, deadline);
  const refused = answer.refused ?? new Map<string, string>();
  const rejections = draft.submissions.flatMap(({ id, handle }) => {
    const code = refused.get(handle);
    return code === undefined ? [] : [{ id, code }];
  });
  return {
    importId: answer.importId,
    isUncertain: answer.isUncertain,
    sent: draft.submissions.length - rejections.length,
    taken: draft.submissions.filter(({ handle }) => !refused.has(handle)),
    rejections,
    counts: {
      ...draft.counts,
      rejected: draft.counts.rejected + rejections.length,
      calls: { ...draft.counts.calls, marketing: draft.counts.calls.marketing + prepared.calls + answer.calls },
    },
  };
}
