import { setTimeout as wait } from 'node:timers/promises';
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Outcome } from '../lambda/protocol.ts';
import type { EventFilter } from './event-filter.ts';
import { failedItems } from './failed-items.ts';
import type { Feed } from './feed.ts';

/** SQS: the longest a receive call waits. */
const LONGEST_WAIT_SECONDS = 20;
const PAUSE_AFTER_ERROR_MS = 1_000;

export interface QueueFeedOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  /** Invocations under way at the same time. */
  readonly maxConcurrency: number;
  readonly reportsItemFailures: boolean;
  /** Messages that it refuses are deleted unseen. */
  readonly filter: EventFilter;
  readonly invoke: (event: SQSEvent) => Promise<Outcome>;
  /** The queue cannot be reached; it is tried again for as long as the feed runs. */
  readonly onError: (error: unknown) => void;
}

/**
 * Does what Lambda's pollers do for a queue: receives a batch whenever the function has room for one, and deletes the
 * messages that were dealt with. The others become visible again when the queue's visibility timeout is over.
 */
export function feedFromQueue(options: QueueFeedOptions): Feed {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();

  const receive = async (): Promise<Message[]> => {
    const command = new ReceiveMessageCommand({
      QueueUrl: options.queueUrl,
      MaxNumberOfMessages: options.batchSize,
      WaitTimeSeconds: LONGEST_WAIT_SECONDS,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (await options.client.send(command, { abortSignal: stopping.signal })).Messages ?? [];
  };

  const handle = async (wanted: SQSRecord[]): Promise<ReadonlySet<string>> => {
    const outcome = await options.invoke({ Records: wanted });
    const identifiers = wanted.map(({ messageId }) => messageId);
    return failedItems(outcome, identifiers, options.reportsItemFailures);
  };

  const work = async (messages: readonly Message[]): Promise<void> => {
    const records = messages.map((message) => toRecord(message, options));
    const wanted = records.filter(options.filter);
    const failed = wanted.length === 0 ? new Set() : await handle(wanted);
    const done = records.filter(({ messageId }) => !failed.has(messageId));
    if (done.length > 0) {
      const Entries = done.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      await options.client.send(new DeleteMessageBatchCommand({ QueueUrl: options.queueUrl, Entries }));
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        while (underWay.size >= options.maxConcurrency) await Promise.race(underWay);
        const messages = await receive();
        if (messages.length === 0) continue;
        const working: Promise<void> = work(messages)
          .catch(options.onError)
          .finally(() => underWay.delete(working));
        underWay.add(working);
      } catch (error) {
        if (stopping.signal.aborted) return;
        options.onError(error);
        await wait(PAUSE_AFTER_ERROR_MS);
      }
    }
  };

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
      await Promise.all(underWay);
    },
  };
}

function toRecord(message: Message, { queueArn, region }: QueueFeedOptions): SQSRecord {
  const { ApproximateReceiveCount = '1', SentTimestamp = '', SenderId = '', ...others } = message.Attributes ?? {};
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: {
      ApproximateReceiveCount,
      SentTimestamp,
      SenderId,
      ApproximateFirstReceiveTimestamp: SentTimestamp,
      ...others,
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, DataType }]) => [
        name,
        { ...(StringValue !== undefined && { stringValue: StringValue }), dataType: DataType ?? 'String' },
      ]),
    ),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}
