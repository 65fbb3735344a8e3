import { setTimeout as wait } from 'node:timers/promises';
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Outcome } from '../lambda/protocol.ts';
import type { EventFilter } from './event-filter.ts';
import { failedItems } from './failed-items.ts';
import type { Feed } from './feed.ts';
import { contentsOf, findEdits, type Image, type StreamIdentity, type TableContents } from './table-edits.ts';

/** How often the table is looked at: a person who edits an item waits about this long. */
const LOOK_EVERY_MS = 1_000;
const RETRY_PAUSE_MS = 1_000;

export interface TableFeedOptions extends StreamIdentity {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly batchSize: number;
  readonly reportsItemFailures: boolean;
  readonly bisectsOnError: boolean;
  /** Without a bound Lambda would go on for as long as the stream keeps the record, which is a day. */
  readonly retryAttempts: number;
  /** Records that it refuses are done with at once. */
  readonly filter: EventFilter;
  readonly invoke: (event: DynamoDBStreamEvent) => Promise<Outcome>;
  /** These could not be handled, however often it was tried. */
  readonly onGivenUp: (records: readonly DynamoDBRecord[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Stands in for a table's stream, which the embedded DynamoDB lacks: looks at the table again and again and tells the
 * function what has changed. Everything that is there at the start counts as new, as from the beginning of a stream.
 */
export function feedFromTable(options: TableFeedOptions): Feed {
  const stopping = new AbortController();
  let known: TableContents = new Map();
  let sequence = 0;

  const look = async (): Promise<TableContents> => {
    const items: Image[] = [];
    const pages = paginateScan({ client: options.client }, { TableName: options.tableName, ConsistentRead: true });
    for await (const { Items = [] } of pages) items.push(...Items);
    return contentsOf(items, options.keyNames);
  };

  /** In order: nothing behind a record is told before that record is dealt with. */
  const deliver = async (records: readonly DynamoDBRecord[], attemptsLeft: number): Promise<void> => {
    if (records.length === 0 || stopping.signal.aborted) return;
    const outcome = await options.invoke({ Records: [...records] });
    const identifiers = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    const failed = failedItems(outcome, identifiers, options.reportsItemFailures);
    const first = identifiers.findIndex((identifier) => failed.has(identifier));
    if (first === -1) return;
    const rest = records.slice(first);
    if (attemptsLeft === 0) return options.onGivenUp(rest);
    await wait(RETRY_PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    // Halving a batch finds the record that breaks it; it costs none of the attempts.
    if (!outcome.ok && options.bisectsOnError && rest.length > 1) {
      const half = Math.ceil(rest.length / 2);
      await deliver(rest.slice(0, half), attemptsLeft);
      return deliver(rest.slice(half), attemptsLeft);
    }
    return deliver(rest, attemptsLeft - 1);
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const now = await look();
        const edits = findEdits(known, now, options, () => ++sequence).filter(options.filter);
        known = now;
        for (let i = 0; i < edits.length; i += options.batchSize) {
          await deliver(edits.slice(i, i + options.batchSize), options.retryAttempts);
        }
      } catch (error) {
        if (!stopping.signal.aborted) options.onError(error);
      }
      await wait(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
