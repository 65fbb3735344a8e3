import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import type { AwsPlace } from '../emulators/aws-place.ts';
import type { FunctionPool } from '../lambda/function-pool.ts';
import type { HandlerLog } from '../lambda/handler-log.ts';
import type { EventSource } from '../template/functions.ts';
import { TemplateError } from '../template/resolve.ts';
import type { QueueResource, TableResource } from '../template/storage.ts';
import { createEventFilter } from './event-filter.ts';
import type { Feed } from './feed.ts';
import { feedFromQueue } from './queue-feed.ts';
import { feedFromTable } from './table-feed.ts';

export interface FeedParts {
  readonly sources: readonly EventSource[];
  /** By logical id. */
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly tables: readonly TableResource[];
  readonly queues: readonly QueueResource[];
  /** By queue name. */
  readonly queueUrls: ReadonlyMap<string, string>;
  readonly place: AwsPlace;
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly log: HandlerLog;
}

/** One feed for each event source mapping of the templates. */
export function startFeeds(parts: FeedParts): Feed[] {
  return parts.sources.map((source) => {
    const pool = [...parts.functions.values()].find(({ resource }) => resource.name === source.functionName);
    if (!pool) throw new TemplateError(`An event source feeds ${source.functionName}, which the templates lack.`);
    const queue = parts.queues.find(({ arn }) => arn === source.sourceArn);
    if (queue) return startQueueFeed(source, queue, pool, parts);
    const table = parts.tables.find(({ streamArn }) => streamArn === source.sourceArn);
    if (table) return startTableFeed(source, table, pool, parts);
    throw new TemplateError(`${source.functionName} is fed by ${source.sourceArn}, which the templates lack.`);
  });
}

const startQueueFeed = (source: EventSource, queue: QueueResource, pool: FunctionPool, parts: FeedParts): Feed =>
  feedFromQueue({
    client: parts.sqs,
    queueUrl: parts.queueUrls.get(queue.name) ?? '',
    queueArn: queue.arn,
    region: parts.place.region,
    batchSize: source.batchSize,
    maxConcurrency: source.maxConcurrency ?? pool.concurrency,
    reportsItemFailures: source.reportsItemFailures,
    filter: createEventFilter(source.filterPatterns),
    invoke: (event) => pool.invoke(event),
    onError: (error) => noteUnreachable(parts.log, pool, error),
  });

function startTableFeed(source: EventSource, table: TableResource, pool: FunctionPool, parts: FeedParts): Feed {
  const failureQueue = parts.queues.find(({ arn }) => arn === source.failureQueueArn);
  return feedFromTable({
    client: parts.dynamodb,
    tableName: table.name,
    streamArn: source.sourceArn,
    region: parts.place.region,
    keyNames: table.definition.KeySchema.map(({ AttributeName }) => AttributeName),
    batchSize: source.batchSize,
    reportsItemFailures: source.reportsItemFailures,
    bisectsOnError: source.bisectsOnError,
    retryAttempts: source.retryAttempts ?? Number.POSITIVE_INFINITY,
    filter: createEventFilter(source.filterPatterns),
    invoke: (event) => pool.invoke(event),
    onGivenUp: async (records) => {
      if (!failureQueue) return;
      const QueueUrl = parts.queueUrls.get(failureQueue.name);
      await parts.sqs.send(
        new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(failureNote(records, pool)) }),
      );
    },
    onError: (error) => noteUnreachable(parts.log, pool, error),
  });
}

/** Says where in the stream it happened; like Lambda's, it does not carry the records themselves. */
const failureNote = (records: readonly DynamoDBRecord[], pool: FunctionPool) => ({
  requestContext: { functionArn: pool.resource.arn, condition: 'RetryAttemptsExhausted' },
  version: '1.0',
  timestamp: new Date().toISOString(),
  DDBStreamBatchInfo: {
    startSequenceNumber: records[0]?.dynamodb?.SequenceNumber,
    endSequenceNumber: records.at(-1)?.dynamodb?.SequenceNumber,
    batchSize: records.length,
    streamArn: records[0]?.eventSourceARN,
  },
});

const noteUnreachable = (log: HandlerLog, pool: FunctionPool, error: unknown): void =>
  log.fail(pool.resource.logicalId, {
    errorType: error instanceof Error ? error.name : typeof error,
    reason: `Its event source cannot be reached: ${error instanceof Error ? error.message : error}`,
  });
