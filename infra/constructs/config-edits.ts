import { Validations } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { SyncFunction } from './sync-function.ts';
import { createDeadLetterQueue } from './work-queue.ts';

/** With Lambda's growing pauses this lasts some minutes: longer than a hiccup, shorter than a person's patience. */
const RETRY_ATTEMPTS = 5;

export interface ConfigEditsProps {
  readonly table: Table;
  readonly consumer: SyncFunction;
  readonly key?: IKey | undefined;
}

/** Every edit of the config table, in the order of editing, to the function that checks it. */
export class ConfigEdits extends Construct {
  /** Says which stretch of the stream could not be checked; DynamoDB keeps the edits themselves for 24 hours. */
  readonly failureQueue: Queue;

  constructor(scope: Construct, id: string, { table, consumer, key }: ConfigEditsProps) {
    super(scope, id);
    const streamArn = table.tableStreamArn;
    if (streamArn === undefined) {
      throw new Error('The config table has no stream. Give it one (NEW_AND_OLD_IMAGES): edits are checked from it.');
    }
    this.failureQueue = createDeadLetterQueue(this, 'FailureQueue', key);
    Validations.of(this.failureQueue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'It is itself where failures end: the on-failure destination of the stream. Nothing consumes it.',
    });

    consumer.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [streamArn],
    );
    consumer.allow(['sqs:SendMessage'], [this.failureQueue.queueArn]);
    new EventSourceMapping(this, 'Consumer', {
      target: consumer.handler,
      eventSourceArn: streamArn,
      // An edit made while the mapping is being set up is waiting in the stream; LATEST would pass it by.
      startingPosition: StartingPosition.TRIM_HORIZON,
      // A removed item has no place for a verdict.
      filters: [FilterCriteria.filter({ eventName: FilterRule.or('INSERT', 'MODIFY') })],
      batchSize: 10,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: RETRY_ATTEMPTS,
      onFailure: { bind: () => ({ destination: this.failureQueue.queueArn }) },
    });
  }
}
