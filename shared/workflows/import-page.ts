import { addCounts, type Counts } from '../domain/counts.ts';
import type { Destination } from '../domain/destination.ts';
import { ConfigurationError, NoImportSlotError, TooMuchError, TransientError } from '../domain/errors.ts';
import { doubtAbout } from '../domain/held.ts';
import type { Instant } from '../domain/instant.ts';
import {
  addDoubt,
  type Lane,
  type LaneImport,
  repairRecords,
  settlePage,
  shrinkPage,
  submitPage,
} from '../domain/lane.ts';
import type { PageMessage } from '../domain/message.ts';
import { MAX_ATTEMPTS, retryDelaySeconds } from '../domain/pacing.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Deadline, Ports } from '../ports.ts';
import { streamsOf } from '../streams/catalog.ts';
import type { Stream } from '../streams/stream.ts';
import { checkFence, type Standing, tagsOf, trackKeyOf } from './fence.ts';
import { writeManifest } from './manifest.ts';
import { moveLane } from './move-lane.ts';
import { nextMessage } from './next-message.ts';
import { type PageDraft, readPage } from './read-page.ts';
import { destinationOf, readRepair } from './repair-page.ts';
import { rest } from './rest-lane.ts';

export interface Delivery {
  /** SQS has handed this message out before, so an earlier attempt died at an unknown place. */
  isRedelivery: boolean;
  deadline: Deadline;
}

/**
 * Reads the next page of a lane, maps it and hands it to Marketing as one import. Safe to run any number of times for
 * the same message: a lane that has moved on drops it, and a page that was already handed over is an upsert by key.
 */
export async function importPage(message: PageMessage, delivery: Delivery, ports: Ports): Promise<void> {
  const key = trackKeyOf(message);
  const fence = checkFence(await ports.tracks.getTrack(key), message);
  if (fence.state === 'justAhead' && delivery.isRedelivery) {
    const { run, lane } = fence.standing;
    return ports.queue.send(nextMessage(key, run, message.laneIndex, lane));
  }
  if (fence.state !== 'current') return ports.observer.note('messageStale', { type: 'page', ...tagsOf(message) });

  const tenant = await ports.tenants.getTenant(message.tenantId);
  const stream = tenant && streamsOf(tenant).find(({ name }) => name === message.stream);
  if (!tenant?.enabled || !stream) return ports.observer.note('tenantPaused', tagsOf(message));

  try {
    await readAndSubmit(message, fence.standing, tenant, stream, delivery, ports);
  } catch (error) {
    await putOff(error, message, fence.standing, ports);
  }
}

async function readAndSubmit(
  message: PageMessage,
  { run, lane }: Standing,
  tenant: Tenant,
  stream: Stream,
  delivery: Delivery,
  ports: Ports,
): Promise<void> {
  const source = ports.sourceOf(tenant);
  const draft = lane.repair
    ? await readRepair(tenant.tenantId, stream, lane.repair, lane, source, delivery.deadline, ports)
    : await readPage(stream, source, run, lane, delivery.deadline);
  const context = { tenantId: tenant.tenantId, stream: stream.rejectsAs, runId: run.id, at: ports.clock.now() };
  const learned = { ...lane, requestSize: draft.requestSize };
  const key = trackKeyOf(message);

  if (draft.submissions.length === 0) {
    await ports.rejections.putRejections(draft.rejections, context);
    await moveLane(key, run, message.laneIndex, lane, afterEmpty(learned, draft, context.at), ports);
    return;
  }

  const manifestId = ports.ids.newManifestId();
  const manifest = writeManifest(draft.submissions, manifestId, ports.ids);
  await ports.manifests.putManifest({ tenantId: tenant.tenantId, manifestId }, manifest, context.at);

  const destination = destinationOf(stream, lane);
  const submitted = await submit(draft, tenant, destination, delivery.deadline, ports);
  await ports.rejections.putRejections([...draft.rejections, ...submitted.rejections], context);
  const at = ports.clock.now();
  const doubt = doubtAbout(lane.readSince, draft.readAt);
  const mayLandTwice = submitted.isUncertain || delivery.isRedelivery || message.isUncertain === true;
  const after =
    submitted.importId === undefined
      ? afterEmpty(learned, { ...draft, counts: submitted.counts }, at)
      : submitPage(learned, laneImport(draft, submitted, submitted.importId, manifestId, at), at);
  const moved = await moveLane(key, run, message.laneIndex, lane, mayLandTwice ? addDoubt(after, doubt) : after, ports);
  if (!moved) await ports.tracks.putDoubt(key, doubt);
  ports.observer.note(moved ? 'pageSubmitted' : 'pageOvertaken', {
    ...tagsOf(message),
    importId: submitted.importId,
    sent: submitted.sent,
  });
}

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
async function submit(draft: PageDraft, tenant: Tenant, destination: Destination, deadline: Deadline, ports: Ports) {
  const answer = await ports.sinkOf(tenant, destination).submit(draft.submissions, deadline);
  const refused = answer.refused ?? new Map<string, string>();
  const rejections = draft.submissions.flatMap(({ id, handle }) => {
    const code = refused.get(handle);
    return code === undefined ? [] : [{ id, code }];
  });
  return {
    importId: answer.importId,
    isUncertain: answer.isUncertain,
    sent: draft.submissions.length - rejections.length,
    rejections,
    counts: {
      ...draft.counts,
      rejected: draft.counts.rejected + rejections.length,
      calls: { ...draft.counts.calls, marketing: draft.counts.calls.marketing + answer.calls },
    },
  };
}

/**
 * Decides what a failed attempt leads to. Worth another try: the same step again, later. Needs a person, or was tried
 * often enough: the lane rests until the next tick. Anything else is a bug and fails the message loudly.
 */
async function putOff(error: unknown, message: PageMessage, { run, lane }: Standing, ports: Ports): Promise<void> {
  const key = trackKeyOf(message);
  const waits = error instanceof NoImportSlotError || error instanceof TransientError;
  if (waits && message.attempt + 1 < MAX_ATTEMPTS) {
    const delaySeconds = retryDelaySeconds(
      message.attempt,
      error instanceof TransientError ? error.retryAfterMs : undefined,
    );
    ports.observer.warn('pagePutOff', { ...tagsOf(message), code: error.code, attempt: message.attempt, delaySeconds });
    const isUncertain = message.isUncertain === true || error.isUncertain;
    const again: PageMessage = { ...message, attempt: message.attempt + 1, ...(isUncertain && { isUncertain }) };
    return ports.queue.send([{ message: again, delaySeconds }]);
  }
  if (error instanceof TooMuchError && lane.pageRecords > 1) {
    await moveLane(key, run, message.laneIndex, lane, shrinkPage(lane, ports.clock.now()), ports);
    return;
  }
  const canRest = waits || error instanceof ConfigurationError || error instanceof TooMuchError;
  if (canRest) return rest(key, run, message.laneIndex, lane, error, ports);
  throw error;
}
