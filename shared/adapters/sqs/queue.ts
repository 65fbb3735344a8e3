import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { TransientError } from '../../domain/errors.ts';
import { type Message, queueOf } from '../../domain/message.ts';
import type { Queue } from '../../ports.ts';

/** SQS takes at most ten messages in one call. */
const BATCH = 10;

type Outgoing = { message: Message; delaySeconds?: number };

/**
 * Puts messages on the queue they belong to. The tenant is the message group: on a standard queue that makes SQS share
 * the consumers fairly among tenants, without ordering anything (SQS: fair queues).
 */
export class SqsQueue implements Queue {
  readonly #client: SQSClient;
  readonly #urls: Readonly<Record<'page' | 'settle', string>>;
  readonly #readTraceHeader: () => string | undefined;

  /** @param readTraceHeader the trace that a message continues; without one a consumer begins a new trace. */
  constructor(
    client: SQSClient,
    urls: Readonly<Record<'page' | 'settle', string>>,
    readTraceHeader: () => string | undefined = () => undefined,
  ) {
    this.#client = client;
    this.#urls = urls;
    this.#readTraceHeader = readTraceHeader;
  }

  /** @throws TransientError when SQS did not take every message; those it took may then be sent a second time. */
  async send(messages: readonly Outgoing[]): Promise<void> {
    for (const name of ['page', 'settle'] as const) {
      const mine = messages.filter(({ message }) => queueOf(message) === name);
      for (let i = 0; i < mine.length; i += BATCH) await this.#sendBatch(this.#urls[name], mine.slice(i, i + BATCH));
    }
  }

  async #sendBatch(url: string, messages: readonly Outgoing[]): Promise<void> {
    const traceHeader = this.#readTraceHeader();
    let refused: string[];
    try {
      const answer = await this.#client.send(
        new SendMessageBatchCommand({
          QueueUrl: url,
          Entries: messages.map((each, i) => toEntry(each, i, traceHeader)),
        }),
      );
      refused = (answer.Failed ?? []).map(({ Code }) => Code ?? 'unknown');
    } catch (error) {
      throw new TransientError('SQS did not answer a request.', { code: 'sqs.unavailable', cause: error });
    }
    if (refused.length === 0) return;
    throw new TransientError(`SQS did not take ${refused.length} messages: ${refused.join(', ')}.`, {
      code: 'sqs.refused',
    });
  }
}

const toEntry = (
  { message, delaySeconds }: Outgoing,
  index: number,
  traceHeader: string | undefined,
): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: JSON.stringify(message),
  MessageGroupId: message.tenantId,
  ...(delaySeconds !== undefined && delaySeconds > 0 && { DelaySeconds: delaySeconds }),
  // The one system attribute that a sender may set (SQS: MessageSystemAttributeValue); it is not part of the body.
  ...(traceHeader && {
    MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } },
  }),
});
