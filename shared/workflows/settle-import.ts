import { ConfigurationError, NoImportSlotError, TransientError } from '../domain/errors.ts';
import { secondsBetween } from '../domain/instant.ts';
import type { SettleMessage } from '../domain/message.ts';
import { IMPORT_LIMIT_SECONDS, pollDelaySeconds, retryDelaySeconds } from '../domain/pacing.ts';
import type { ImportOutcome, Ports } from '../ports.ts';
import type { Delivery } from './delivery.ts';
import { checkFence, type Standing, tagsOf, trackKeyOf } from './fence.ts';
import { findStream } from './find-stream.ts';
import { nextMessage } from './next-message.ts';
import { destinationOf } from './repair-page.ts';
import { rest } from './rest-lane.ts';
import { GONE, giveUp, type ImportStanding, LOST, sendAgain } from './send-again.ts';
import { settleFinished } from './settle-finished.ts';

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
  const found = await findStream(message.tenantId, message.stream, ports);
  if (!found) return ports.observer.note('tenantPaused', tagsOf(message));
  const { tenant, stream } = found;

  try {
    const destination = destinationOf(stream, fence.standing.lane);
    const outcome = await ports.sinkOf(tenant, destination).readOutcome(page.importId, delivery.deadline);
    await decide(outcome, message, { ...fence.standing, page, stream }, ports);
  } catch (error) {
    await putOff(error, message, fence.standing, ports);
  }
}

async function decide(outcome: ImportOutcome, message: SettleMessage, at: ImportStanding, ports: Ports): Promise<void> {
  switch (outcome.state) {
    case 'pending': {
      const isLost = secondsBetween(at.page.submittedAt, ports.clock.now()) > IMPORT_LIMIT_SECONDS;
      return isLost ? sendAgain(LOST, outcome.calls, message, at, ports) : pollAgain(message, ports);
    }
    case 'gone':
      return sendAgain(GONE, outcome.calls, message, at, ports);
    case 'failed': {
      const failure = {
        code: `import.${outcome.code}`,
        mayStillLand: outcome.isUncertain ?? false,
        remedy: outcome.remedy,
      };
      return outcome.needsPerson
        ? giveUp(failure, message, at, ports)
        : sendAgain(failure, outcome.calls, message, at, ports);
    }
    case 'finished':
      return settleFinished(outcome, message, at, ports);
  }
}

async function pollAgain(message: SettleMessage, ports: Ports): Promise<void> {
  const poll = message.poll + 1;
  await ports.queue.send([{ message: { ...message, poll }, delaySeconds: pollDelaySeconds(poll) }]);
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
