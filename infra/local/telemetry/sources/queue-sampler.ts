import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { QueueInsight } from '../../emulators/sqs.ts';
import type { Feed } from '../../events/feed.ts';
import type { Measurement } from '../metrics/measurement.ts';

export interface QueueSamplerOptions {
  readonly client: SQSClient;
  /** Absent where the queues are somebody else's: then nothing but what the API tells is measured. */
  readonly insight: QueueInsight | undefined;
  /** By queue name. */
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly everyMs: number;
  readonly onMeasured: (measurement: Measurement) => void;
}

/** Measures of every queue what SQS itself would publish (SQS: Available CloudWatch metrics). */
export function sampleQueues({ client, insight, queueUrls, everyMs, onMeasured }: QueueSamplerOptions): Feed {
  const sentBefore = new Map<string, number>();
  const measure = (QueueName: string, name: string, value: number): void =>
    onMeasured({ namespace: 'AWS/SQS', name, dimensions: { QueueName }, timestampMs: Date.now(), values: [value] });

  const lookAtNumbers = async (queueName: string, QueueUrl: string): Promise<void> => {
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    measure(queueName, 'ApproximateNumberOfMessagesVisible', Number(Attributes.ApproximateNumberOfMessages));
    measure(
      queueName,
      'ApproximateNumberOfMessagesNotVisible',
      Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    );
  };
  const lookInside = async (queueName: string, { sentTo, oldestIn }: QueueInsight): Promise<void> => {
    const sent = sentTo(queueName);
    measure(queueName, 'NumberOfMessagesSent', sent - (sentBefore.get(queueName) ?? 0));
    sentBefore.set(queueName, sent);
    const oldestMs = await oldestIn(queueName);
    const ageMs = oldestMs === undefined ? 0 : Math.max(0, Date.now() - oldestMs);
    measure(queueName, 'ApproximateAgeOfOldestMessage', ageMs / 1000);
  };
  const look = async (): Promise<void> => {
    for (const [queueName, queueUrl] of queueUrls) {
      await lookAtNumbers(queueName, queueUrl);
      if (insight) await lookInside(queueName, insight);
    }
  };

  let looking: Promise<void> = Promise.resolve();
  // A look that fails leaves a gap, as it would in CloudWatch; who needs the queue says that it cannot be reached.
  const timer = setInterval(() => {
    looking = looking.then(look).catch(() => undefined);
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
