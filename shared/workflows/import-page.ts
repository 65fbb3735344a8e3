import { ConfigurationError, NoImportSlotError, TooMuchError, TransientError } from '../domain/errors.ts';
import { shrinkPage } from '../domain/lane.ts';
import type { PageMessage } from '../domain/message.ts';
import { MAX_ATTEMPTS, retryDelaySeconds } from '../domain/pacing.ts';
import type { Ports } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import { checkFence, type Standing, tagsOf, trackKeyOf } from './fence.ts';
import { findStream } from './find-stream.ts';
import { moveLane } from './move-lane.ts';
import { nextMessage } from './next-message.ts';
import { rest } from './rest-lane.ts';
import { submitPage } from './submit-page.ts';

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

  const { run } = fence.standing;
  const found = await findStream(message.tenantId, message.stream, ports, run.fingerprint);
  if (!found) return ports.observer.note('tenantPaused', tagsOf(message));
  const { tenant, stream } = found;

  try {
    await submitPage(message, fence.standing, tenant, stream, delivery, ports);
  } catch (error) {
    await putOff(error, message, fence.standing, ports);
  }
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
