import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { parseMessage } from '../../shared/contracts/messages.ts';
import { MalformedMessageError } from '../../shared/domain/errors.ts';
import type { Message } from '../../shared/domain/message.ts';
import type { Annotations } from '../../shared/telemetry/tracer.ts';
import { loggingObserver } from '../../shared/telemetry.ts';
import type { Delivery } from '../../shared/workflows/delivery.ts';
import { deadlineOf } from './deadline.ts';
import { tracer } from './tracing.ts';

/**
 * Works through a batch of queue messages side by side. A message that fails is named in the answer, so SQS delivers that
 * one again and no other; what is worth another try soon has been sent again by the workflow itself.
 */
export function processMessages(
  event: SQSEvent,
  context: Context,
  work: (message: Message, delivery: Delivery) => Promise<void>,
): Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  const processRecord = async (record: SQSRecord) => {
    let message: Message | undefined;
    try {
      const isRedelivery = Number(record.attributes.ApproximateReceiveCount) > 1;
      const parsed = parseMessage(record.body);
      message = parsed;
      await tracer.around(parsed.type, annotationsOf(parsed), () =>
        work(parsed, { isRedelivery, deadline: deadlineOf(context) }),
      );
    } catch (error) {
      // A message of ours is ids and numbers; of any other nothing but SQS's own id may be repeated.
      loggingObserver.fail('messageFailed', error, { messageId: record.messageId, ...message });
      throw error;
    }
  };
  // Every failed record is logged above and answered for by name; a whole batch of them is no different.
  return processPartialResponse(event, processRecord, processor, { context, throwOnFullBatchFailure: false });
}

/** By which a trace is found: X-Ray searches texts and numbers. */
const annotationsOf = (message: Message): Annotations =>
  Object.fromEntries(Object.entries(message).filter(([name]) => ANNOTATED.has(name)));

const ANNOTATED: ReadonlySet<string> = new Set(['tenantId', 'stream', 'track', 'runId', 'laneIndex']);

/** A message on the wrong queue: a person has to look at it, so it goes to the dead-letter queue. */
export async function unexpectedMessage({ type }: Message): Promise<never> {
  throw new MalformedMessageError(`A message of type "${type}" does not belong on this queue.`, {
    code: 'message.wrongQueue',
    remedy: 'Check which queue URL the sending function has; the sync re-creates the work at the next tick.',
  });
}
