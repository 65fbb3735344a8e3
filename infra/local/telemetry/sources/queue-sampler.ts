import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Feed } from '../../events/feed.ts';
import type { Measurement } from '../metrics/measurement.ts';

export interface QueueSamplerOptions {
  readonly client: SQSClient;
  /** By queue name. */
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly everyMs: number;
  readonly onMeasured: (measurement: Measurement) => void;
}

/** Measures what SQS itself would publish of a queue and an API tells: how many messages wait and how many are in work. */
export function sampleQueues({ client, queueUrls, everyMs, onMeasured }: QueueSamplerOptions): Feed {
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    for (const [QueueName, QueueUrl] of queueUrls) {
      const { Attributes = {} } = await client.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
      );
      const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: notVisible } = Attributes;
      const measure = (name: string, value: string | undefined): void => {
        const common = { namespace: 'AWS/SQS', dimensions: { QueueName }, timestampMs: Date.now() };
        if (value !== undefined) onMeasured({ ...common, name, values: [Number(value)] });
      };
      measure('ApproximateNumberOfMessagesVisible', visible);
      measure('ApproximateNumberOfMessagesNotVisible', notVisible);
    }
  };
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
