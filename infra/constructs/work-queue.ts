import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SyncFunction } from './sync-function.ts';

/** AWS: "Using Lambda with Amazon SQS", Configuring a queue: room for Lambda to come back to a batch while throttled. */
const VISIBILITY_IN_CONSUMER_TIMEOUTS = 6;

/** AWS advises at least five, so that a message is not given up because its consumer was throttled. */
const MAX_RECEIVE_COUNT = 5;

/** SQS counts a dead letter's age from its first queue: four days here leave a person ten in the dead-letter queue. */
const RETENTION = Duration.days(4);
const DEAD_LETTER_RETENTION = Duration.days(14);

/** A queue for what could not be done: kept as long as SQS keeps anything, encrypted, reached over TLS only. */
export function createDeadLetterQueue(scope: Construct, id: string, key: IKey | undefined): Queue {
  return new Queue(scope, id, {
    retentionPeriod: DEAD_LETTER_RETENTION,
    ...encryptedBy(key),
    enforceSSL: true,
  });
}

/** SQS asks KMS for a new data key every five minutes at the oftenest: the keys of an idle queue cost next to nothing. */
const encryptedBy = (key: IKey | undefined) =>
  key ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key } : { encryption: QueueEncryption.SQS_MANAGED };

export interface WorkQueueProps {
  readonly key?: IKey | undefined;
  /** Time-out of the function that works the queue off; the visibility timeout follows from it. */
  readonly consumerTimeout: Duration;
}

export interface WorkQueueConsumerOptions {
  readonly batchSize: number;
  /** Invocations working this queue off at the same time, over all tenants. */
  readonly maxConcurrency: number;
}

/**
 * A standard queue with its dead-letter queue. Its messages carry the tenant as `MessageGroupId`, which makes it an SQS
 * fair queue: a tenant with a long backlog does not hold up the others. That needs no property of the queue.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetterQueue = createDeadLetterQueue(this, 'DeadLetterQueue', props.key);
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(props.consumerTimeout.toSeconds() * VISIBILITY_IN_CONSUMER_TIMEOUTS),
      retentionPeriod: RETENTION,
      ...encryptedBy(props.key),
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }

  /** Lets a function put messages on the queue, and do nothing else with it. */
  allowSend(sender: SyncFunction): void {
    sender.allow(['sqs:SendMessage'], [this.queue.queueArn]);
  }

  /** Makes a function the queue's consumer. It answers which messages of a batch failed; the others are done with. */
  addConsumer(consumer: SyncFunction, options: WorkQueueConsumerOptions): void {
    consumer.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queue.queueArn]);
    new EventSourceMapping(this, 'Consumer', {
      target: consumer.handler,
      eventSourceArn: this.queue.queueArn,
      batchSize: options.batchSize,
      maxConcurrency: options.maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
