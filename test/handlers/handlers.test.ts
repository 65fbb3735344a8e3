import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AttributeValue, Context, DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { startFauxqs } from 'fauxqs';
import { lambdaContext, sqsEvent, sqsRecord, streamRecord } from '../support/lambda-events.ts';
import { type LocalTables, startLocalTables } from '../support/local-tables.ts';

type Handler<E, R> = (event: E, context: Context) => Promise<R>;

const ADDRESS = {
  version: 1,
  tenantId: 'acme',
  stream: 'customers',
  track: 'live',
  runId: 'r1',
  laneIndex: 0,
  step: 1,
};
const SETTINGS = {
  commercetools: { projectKey: 'acme-shop', region: 'europe-west1.gcp' },
  marketing: { region: 'r1', listId: 7 },
};

let tables: LocalTables;
let queues: Awaited<ReturnType<typeof startFauxqs>>;
let fanOut: Handler<unknown, { tenants: number; troubled: number }>;
let syncWorker: Handler<SQSEvent, SQSBatchResponse>;
let settleImport: Handler<SQSEvent, SQSBatchResponse>;
let checkConfig: Handler<DynamoDBStreamEvent, SQSBatchResponse>;
const environment = { ...process.env };

beforeAll(async () => {
  tables = await startLocalTables();
  queues = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const { hostname, protocol, port, path = '/' } = (await tables.client.config.endpoint?.()) ?? {};
  Object.assign(process.env, {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: `${protocol}//${hostname}:${port}${path}`,
    AWS_ENDPOINT_URL_SQS: `http://127.0.0.1:${queues.port}`,
    CONFIG_TABLE: 'config',
    STATE_TABLE: 'state',
    PAGE_QUEUE_URL: `http://127.0.0.1:${queues.port}/000000000000/page`,
    SETTLE_QUEUE_URL: `http://127.0.0.1:${queues.port}/000000000000/settle`,
    SECRET_PREFIX: 'sync',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
  ({ handler: fanOut } = (await import('../../functions/fan-out/handler.ts')) as never);
  ({ handler: syncWorker } = (await import('../../functions/sync-worker/handler.ts')) as never);
  ({ handler: settleImport } = (await import('../../functions/settle-import/handler.ts')) as never);
  ({ handler: checkConfig } = (await import('../../functions/check-config/handler.ts')) as never);
});
afterAll(async () => {
  process.env = environment;
  await queues.stop();
  await tables.close();
});

describe('fan-out', () => {
  it('takes what the schedule sends and looks at every tenant', async () => {
    expect(await fanOut({ source: 'schedule' }, lambdaContext())).toEqual({ tenants: 0, troubled: 0 });
  });

  it('names a tenant whose settings nobody can read as troubled, and goes on', async () => {
    await tables.config.put({ tenantId: 'broken', item: 'settings' }, { marketing: {} });
    expect(await fanOut({}, lambdaContext())).toEqual({ tenants: 0, troubled: 1 });
  });

  it('refuses an event it does not understand instead of guessing', async () => {
    await expect(fanOut({ silentAfterSeconds: 'now' }, lambdaContext())).rejects.toThrow(/silentAfterSeconds/);
  });
});

describe('sync-worker', () => {
  it('drops what belongs to no open run, and reports only what is not a message of ours', async () => {
    const event = sqsEvent({ ...ADDRESS, type: 'page', attempt: 0 }, 'hello', { ...ADDRESS, type: 'settle', poll: 0 });
    const { batchItemFailures } = await syncWorker(event, lambdaContext());
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['message-1', 'message-2']);
  });

  it('answers for every message by name when all of them fail', async () => {
    const { batchItemFailures } = await syncWorker(sqsEvent('a', 'b'), lambdaContext());
    expect(batchItemFailures).toHaveLength(2);
  });
});

describe('settle-import', () => {
  it('drops what belongs to no open run and refuses what belongs on the other queue', async () => {
    const event = {
      Records: [
        sqsRecord('stale', { ...ADDRESS, type: 'settle', poll: 3 }, 2),
        sqsRecord('elsewhere', { ...ADDRESS, type: 'page', attempt: 0 }),
      ],
    };
    const { batchItemFailures } = await settleImport(event, lambdaContext());
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'elsewhere' }]);
  });
});

describe('check-config', () => {
  const image = (content: object) => marshall(content) as Record<string, AttributeValue>;

  it('writes its verdict onto the edited item', async () => {
    const key = { tenantId: 'judged', item: 'settings' };
    await tables.config.put(key, SETTINGS);
    const record = streamRecord('1', { Keys: image(key), NewImage: image({ ...key, ...SETTINGS }) });
    expect(await checkConfig({ Records: [record] }, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(await tables.config.get(key)).toMatchObject({
      status: 'valid',
      problems: [],
      lastValid: { ...key, ...SETTINGS },
    });
  });

  it('says on the item what is wrong with it', async () => {
    const key = { tenantId: 'typo', item: 'settings' };
    const content = { ...SETTINGS, marketing: { region: 'r1', listId: 'seven' } };
    await tables.config.put(key, content);
    const record = streamRecord('1', { Keys: image(key), NewImage: image({ ...key, ...content }) });
    await checkConfig({ Records: [record] }, lambdaContext());
    expect(await tables.config.get(key)).toMatchObject({
      status: 'invalid',
      problems: [{ path: 'marketing.listId', message: expect.stringContaining('number of a list') }],
    });
  });

  it('answers with the first edit it could not judge, so that Lambda goes on from there', async () => {
    const broken = streamRecord('7', {
      Keys: image({ tenantId: '', item: '' }),
      NewImage: image({ item: 'settings' }),
    });
    expect(await checkConfig({ Records: [broken] }, lambdaContext())).toEqual({
      batchItemFailures: [{ itemIdentifier: '7' }],
    });
  });
});
