import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { createEventFilter } from '../../../infra/local/events/event-filter.ts';
import type { Feed } from '../../../infra/local/events/feed.ts';
import { contentsOf, findEdits, type Image } from '../../../infra/local/events/table-edits.ts';
import { feedFromTable, type TableFeedOptions } from '../../../infra/local/events/table-feed.ts';
import type { Outcome } from '../../../infra/local/lambda/protocol.ts';
import { eventually } from '../../support/eventually.ts';
import { type LocalTables, startLocalTables } from '../../support/local-tables.ts';

const KEYS = ['tenantId', 'item'];
const IDENTITY = { streamArn: 'arn:stream', region: 'eu-central-1', keyNames: KEYS };
const item = (tenantId: string, extra: Image = {}): Image => ({
  tenantId: { S: tenantId },
  item: { S: 'settings' },
  ...extra,
});

describe('edits of a table', () => {
  const edits = (before: readonly Image[], after: readonly Image[]) => {
    let sequence = 0;
    return findEdits(contentsOf(before, KEYS), contentsOf(after, KEYS), IDENTITY, () => ++sequence);
  };

  it('are told as its stream would tell them, with keys and both images', () => {
    const changed = item('changed', { enabled: { BOOL: false } });
    const records = edits([item('same'), item('changed'), item('removed')], [item('same'), changed, item('added')]);
    expect(records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.Keys?.tenantId?.S])).toEqual([
      ['MODIFY', 'changed'],
      ['INSERT', 'added'],
      ['REMOVE', 'removed'],
    ]);
    expect(records[0]).toMatchObject({
      eventSource: 'aws:dynamodb',
      eventSourceARN: 'arn:stream',
      dynamodb: {
        Keys: { tenantId: { S: 'changed' }, item: { S: 'settings' } },
        OldImage: item('changed'),
        NewImage: changed,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(records[1]?.dynamodb).not.toHaveProperty('OldImage');
    expect(records[2]?.dynamodb).not.toHaveProperty('NewImage');
  });

  it('are numbered upwards', () => {
    const numbers = edits([], [item('a'), item('b')]).map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect(numbers).toEqual([...numbers].sort());
    expect(new Set(numbers).size).toBe(2);
  });
});

describe('a filter of events', () => {
  it('lets pass what has one of the listed values in every field it names', () => {
    const passes = createEventFilter([JSON.stringify({ eventName: ['INSERT', 'MODIFY'], dynamodb: { kind: ['x'] } })]);
    expect(passes({ eventName: 'INSERT', dynamodb: { kind: 'x' } })).toBe(true);
    expect(passes({ eventName: 'REMOVE', dynamodb: { kind: 'x' } })).toBe(false);
    expect(passes({ eventName: 'INSERT' })).toBe(false);
    expect(createEventFilter([])({ eventName: 'REMOVE' })).toBe(true);
  });

  it('is refused when it asks for more than equality', () => {
    expect(() => createEventFilter([JSON.stringify({ eventName: [{ prefix: 'IN' }] })])).toThrow('"eventName"');
  });
});

describe('a feed from a table', () => {
  let tables: LocalTables;
  let feed: Feed | undefined;
  beforeEach(async () => {
    tables = await startLocalTables();
  });
  afterEach(async () => {
    await feed?.stop();
    await tables.close();
  });

  const tenantsOf = ({ Records }: DynamoDBStreamEvent) => Records.map((one) => one.dynamodb?.Keys?.tenantId?.S);
  const start = (invoke: (event: DynamoDBStreamEvent) => Outcome, options: Partial<TableFeedOptions> = {}) => {
    const events: DynamoDBStreamEvent[] = [];
    const givenUp: (readonly DynamoDBRecord[])[] = [];
    feed = feedFromTable({
      ...IDENTITY,
      client: tables.client,
      tableName: 'config',
      batchSize: 10,
      reportsItemFailures: true,
      bisectsOnError: true,
      retryAttempts: 2,
      filter: createEventFilter([]),
      invoke: async (event) => {
        events.push(event);
        return invoke(event);
      },
      onGivenUp: async (records) => void givenUp.push(records),
      onError: () => undefined,
      ...options,
    });
    return { events, givenUp };
  };
  const put = (tenantId: string, attributes: Record<string, unknown> = {}) =>
    tables.config.put({ tenantId, item: 'settings' }, attributes);
  const fine: Outcome = { ok: true, value: { batchItemFailures: [] } };

  it('tells what is there at the start and then every edit, each once', async () => {
    await put('acme');
    const { events } = start(() => fine);
    await eventually(() => events.length === 1 || undefined);
    await put('acme', { enabled: false });
    await eventually(() => events.length === 2 || undefined);
    expect(events.flatMap(({ Records }) => Records.map(({ eventName }) => eventName))).toEqual(['INSERT', 'MODIFY']);
  });

  it('goes on from the record that failed and leaves those before it alone', async () => {
    for (const tenantId of ['a', 'b', 'c']) await put(tenantId);
    let hasFailed = false;
    const { events } = start(({ Records }) => {
      const [, second] = Records;
      if (hasFailed) return fine;
      hasFailed = true;
      return { ok: true, value: { batchItemFailures: [{ itemIdentifier: second?.dynamodb?.SequenceNumber }] } };
    });
    await eventually(() => events.length === 2 || undefined);
    const [first, again] = events.map(tenantsOf);
    expect(first).toHaveLength(3);
    expect(again).toEqual(first?.slice(1));
  });

  it('finds the record that breaks a batch by halving, and hands it over when nothing helps', async () => {
    for (const tenantId of ['a', 'b', 'bad', 'd']) await put(tenantId);
    const { events, givenUp } = start(
      (event) => (tenantsOf(event).includes('bad') ? { ok: false, errorType: 'Error', message: 'bad' } : fine),
      { retryAttempts: 1 },
    );
    await eventually(() => givenUp.length === 1 || undefined);
    expect(tenantsOf({ Records: [...(givenUp[0] ?? [])] })).toEqual(['bad']);
    await eventually(() => {
      const told = new Set(events.flatMap(tenantsOf));
      return told.size === 4 || undefined;
    });
  });

  it('tells nothing of what the filter refuses', async () => {
    await put('acme');
    const { events } = start(() => fine, { filter: createEventFilter(['{"eventName":["MODIFY"]}']) });
    // The change has to be a second look's business, so that the first look cannot have told it as new.
    await eventually(async () => {
      await put('acme', { at: String(events.length + Math.random()) });
      return events.length > 0 || undefined;
    });
    expect(events.flatMap(({ Records }) => Records.map(({ eventName }) => eventName))).not.toContain('INSERT');
  });

  it('tries again when the table cannot be reached', async () => {
    const unreachable = new DynamoDBClient({
      endpoint: 'http://127.0.0.1:9',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
    const errors: unknown[] = [];
    start(() => fine, { client: unreachable, onError: (error) => errors.push(error) });
    await eventually(() => errors.length >= 2 || undefined);
    unreachable.destroy();
  });
});
