import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { parseMessage } from '../../shared/contracts/messages.ts';

export interface Redriven {
  moved: number;
  movedByTenant: ReadonlyMap<string, number>;
  /** Left where they are. */
  unreadable: number;
}

/** Long enough for one message to be moved; what is left alone is out of sight for as long. */
const VISIBILITY_SECONDS = 60;

/**
 * Moves the messages of a dead-letter queue back, each sent before it is deleted, so that none is lost on the way. What
 * fails again while this goes on has been sent after its beginning and is left for the next time.
 */
export async function redriveQueue(sqs: SQSClient, from: string, to: string): Promise<Redriven> {
  const startedMs = Date.now();
  const movedByTenant = new Map<string, number>();
  const seen = new Set<string>();
  let unreadable = 0;
  for (;;) {
    const fresh = (await receive(sqs, from)).filter(({ MessageId = '' }) => !seen.has(MessageId));
    if (fresh.length === 0) break;
    for (const message of fresh) {
      seen.add(message.MessageId ?? '');
      const tenantId = tenantOf(message);
      if (Number(message.Attributes?.SentTimestamp ?? 0) > startedMs) continue;
      if (tenantId === undefined) {
        unreadable += 1;
        continue;
      }
      await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: message.Body, MessageGroupId: tenantId }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle: message.ReceiptHandle }));
      movedByTenant.set(tenantId, (movedByTenant.get(tenantId) ?? 0) + 1);
    }
  }
  return { moved: [...movedByTenant.values()].reduce((sum, n) => sum + n, 0), movedByTenant, unreadable };
}

async function receive(sqs: SQSClient, queueUrl: string): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: VISIBILITY_SECONDS,
      // Long polling asks every server of the queue; a short poll may find nothing where there is something.
      WaitTimeSeconds: 1,
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages;
}

function tenantOf({ Body = '' }: Message): string | undefined {
  try {
    return parseMessage(Body).tenantId;
  } catch {
    return undefined;
  }
}
