import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { jsonOf } from '../ops/run-ops.ts';
import { eventually } from '../support/eventually.ts';
import { type Operator, operatorOf, scripted } from './ops-world.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const WHO = ['--by', 'ops@shop', '--why', 'a test'];
/** One of the twenty has no address and is skipped. */
const ORDERS = 19;

/** More than Marketing can hold as a number, and no fault that can be seen in the item. */
const serialAs = (type: 'Numeric' | 'String') => ({
  tenantId: 'demo',
  item: 'mapping#orders',
  fields: [{ to: 'serial', from: "'90071992547409931'", type }],
});

interface Status {
  tenants: {
    streams: { stream: string; watermark?: string; lagSeconds?: number; rejections: number; tracks: object[] }[];
    lastRuns: { stream: string; track: string; reason: string; by?: string; why?: string; funnel: object }[];
  }[];
}

let assembly: TestDirectory;
let world: World;
let operator: Operator;
let sqs: SQSClient;

const putItem = ({ tenantId, item, ...content }: ReturnType<typeof serialAs>) =>
  world.session.stack.stores.configTable.put({ tenantId, item }, content);
const status = async (): Promise<Status['tenants'][number]> => {
  const [demo] = (jsonOf(await operator.run('status', 'demo', '--runs', '100', '--json')) as unknown as Status).tenants;
  if (!demo) throw new Error('There is no tenant demo.');
  return demo;
};
const lastRun = async (stream: string, track: string) =>
  (await status()).lastRuns.find((run) => run.stream === stream && run.track === track);
const rejected = async (...options: string[]): Promise<{ key: string; code: string; times: number }[]> =>
  jsonOf(await operator.run('rejections', 'demo', '--json', ...options)).rejections as [];

beforeAll(async () => {
  assembly = await synthesizeApp();
  world = await World.open({
    assembly,
    customers: 10,
    shop: { orders: ORDERS + 1, products: 0 },
    settings: { fullRunOnMappingChange: false },
  });
  operator = operatorOf(world);
  sqs = new SQSClient({ ...clientConfig(world.session.stack.place, 'sqs'), useQueueUrlAsEndpoint: false });
  await putItem(serialAs('Numeric'));
  expect(await world.untilLevel()).toEqual([]);
}, 180 * SECONDS);
afterAll(async () => {
  sqs.destroy();
  await world.close();
  operator.done();
  assembly.remove();
});

describe('records that were rejected for a fault of the mapping', () => {
  it('are listed with reason, remedy and when they were seen, in every form', async () => {
    const rejections = await rejected('--stream', 'orders');
    expect(rejections).toHaveLength(ORDERS);
    expect(rejections[0]).toMatchObject({
      code: 'JsonNumberValueTooLarge',
      remedy: expect.stringContaining('Map the value as text'),
      firstSeen: expect.any(String),
      times: 1,
    });
    const text = await operator.run('rejections', 'demo');
    expect(text.stdout).toContain('JsonNumberValueTooLarge');
    expect(text.stdout).toContain('retry demo');
    const csv = (await operator.run('rejections', 'demo', '--csv')).stdout.trim().split('\n');
    expect(csv.filter((line) => line.startsWith('orders,'))).toHaveLength(ORDERS);
    expect(csv[0]).toBe('stream,key,reason,what to do,first seen,last seen,times,run');
    expect((await rejected('--code', 'invalidemail')).map(({ code }) => code)).toEqual(['InvalidEmail']);
    expect((await lastRun('orders', 'history'))?.funnel).toMatchObject({
      read: ORDERS + 1,
      mapped: ORDERS,
      imported: 0,
      rejected: ORDERS,
      skipped: { noEmail: 1 },
    });
  });

  it('stay when they are retried as they were, one by key', async () => {
    const [first] = await rejected('--stream', 'orders');
    const outcome = await operator.run('retry', 'demo', '--key', first?.key ?? '', ...WHO);
    expect(outcome.stdout).toContain('1 rejection');
    await eventually(async () => (await rejected('--stream', 'orders')).some(({ times }) => times === 2) || undefined);
    expect(await rejected('--stream', 'orders')).toHaveLength(ORDERS);
  });

  it('are sent as soon as the mapping is mended, and leave the list', async () => {
    await eventually(async () => (await world.track('replay', 'orders'))?.run === undefined || undefined);
    await putItem(serialAs('String'));
    const person = scripted({ 'Who asks': 'ops@shop', 'What for': 'the mapping was wrong' });
    const outcome = await operator.answering(person)('retry', 'demo', '--code', 'jsonnumbervaluetoolarge');
    expect(outcome.code).toBe(0);
    expect(person.asked).toHaveLength(2);
    await eventually(async () => (await rejected('--stream', 'orders')).length === 0 || undefined);
    const records = await world.records('Orders');
    expect(records.map(({ json }) => json.serial)).toEqual(Array(ORDERS).fill('90071992547409931'));
    await eventually(async () => (await world.track('replay', 'orders'))?.run === undefined || undefined);
    expect(await lastRun('orders', 'replay')).toMatchObject({
      reason: 'retry',
      by: 'ops@shop',
      why: 'the mapping was wrong',
      funnel: { read: ORDERS, mapped: ORDERS, imported: ORDERS, rejected: 0 },
    });
    const nothing = await operator.run('retry', 'demo', '--stream', 'orders');
    expect(nothing).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to retry') });
  });
});

describe('runs that are asked for', () => {
  it('backfill walks a window and refresh everything; the history keeps who and why', async () => {
    const before = (await status()).streams.find(({ stream }) => stream === 'customers')?.watermark;
    expect((await operator.run('backfill', 'demo', 'customers', '--all', ...WHO)).code).toBe(0);
    expect((await operator.run('refresh', 'demo', 'orders', ...WHO)).code).toBe(0);
    const backfill = await eventually(() => lastRun('customers', 'backfill'));
    expect(backfill).toMatchObject({ reason: 'backfill', by: 'ops@shop', why: 'a test', funnel: { read: 10 } });
    expect(await eventually(() => lastRun('orders', 'refresh'))).toMatchObject({ funnel: { imported: ORDERS } });
    expect((await status()).streams.find(({ stream }) => stream === 'customers')?.watermark).toBe(before);
    expect((await operator.run('backfill', 'demo', 'customers', '--to', '2001-01-01', ...WHO)).code).toBe(0);
    await eventually(async () => (await status()).lastRuns.filter(({ track }) => track === 'backfill')[1]);
    expect(await lastRun('customers', 'backfill')).toMatchObject({ funnel: { read: 0 } });
  });

  it('are refused with a reason where they cannot be', async () => {
    const refusals: [string[], number, string][] = [
      [['backfill', 'demo', 'customers', '--all'], 2, '--by NAME and --why REASON'],
      [['backfill', 'demo', 'customers', ...WHO], 2, 'Say what to send again'],
      [['backfill', 'demo', 'customers', '--all', '--days', '3', ...WHO], 2, 'Only one way'],
      [['backfill', 'demo', 'customers', '--from', '2026-02-01', '--to', '2026-02-01', ...WHO], 2, 'before --to'],
      [['backfill', 'demo', 'customers', '--from', '2026-02-31', ...WHO], 2, 'Give a day'],
      [['refresh', 'demo', 'carts', ...WHO], 1, 'It has customers'],
      [['refresh', 'nobody', 'customers', ...WHO], 1, 'no tenant nobody'],
      [['retry', 'demo', '--key', 'unknown', ...WHO], 1, 'no such rejection'],
      [['rejections', 'demo', '--csv', '--json'], 2, 'two forms of the same'],
      [['status', '--watch', '--json'], 2, 'leave one of them out'],
    ];
    for (const [argv, code, told] of refusals) {
      const outcome = await operator.run(...argv);
      expect([argv, outcome.code, outcome.stderr]).toEqual([argv, code, expect.stringContaining(told)]);
    }
  });

  it('wait while the tenant is paused, and say so; a second one is refused', async () => {
    await operator.run('tenant', 'pause', 'demo');
    const first = await operator.run('refresh', 'demo', 'customers', ...WHO);
    expect(first.stdout).toContain('opens after tenant resume');
    const second = await operator.run('refresh', 'demo', 'customers', ...WHO);
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('has not opened yet') });
    expect((await operator.run('status', 'demo')).stdout).toContain('asked for');
    await operator.run('tenant', 'resume', 'demo');
    await world.tickUntilLevel();
    expect(await lastRun('customers', 'refresh')).toMatchObject({ by: 'ops@shop' });
  });
});

describe('a status', () => {
  it('says for people how far each stream is and what became of the records', async () => {
    const outcome = await operator.run('status');
    expect(outcome.code).toBe(0);
    for (const words of [
      'demo  active',
      'customers',
      'complete',
      '20 read → 19 mapped → 19 sent → 19 imported; skipped: 1 noEmail',
      'by ops@shop',
    ]) {
      expect(outcome.stdout).toContain(words);
    }
    expect(outcome.stdout).not.toMatch(/@example|undefined/);
  });
});

describe('a status that is watched', () => {
  it('is drawn anew until Ctrl-C', async () => {
    const before = process.listenerCount('SIGINT');
    const watching = operator.run('status', 'demo', '--watch');
    await eventually(() => process.listenerCount('SIGINT') > before || undefined);
    process.emit('SIGINT');
    const { code, stdout } = await watching;
    expect(code).toBe(0);
    expect(stdout).toContain('demo  active');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });
});

describe('messages that were put aside', () => {
  it('are moved back to their queue; what is none of the sync stays', async () => {
    const { PageDeadLetterQueueUrl = '', SettleDeadLetterQueueUrl = '' } = world.session.stack.outputs;
    const address = {
      version: 1,
      tenantId: 'demo',
      stream: 'customers',
      track: 'live',
      runId: 'gone',
      laneIndex: 0,
      step: 1,
    };
    const put = (QueueUrl: string, body: string) =>
      sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: 'demo' }));
    await put(PageDeadLetterQueueUrl, JSON.stringify({ ...address, type: 'page', attempt: 0 }));
    await put(SettleDeadLetterQueueUrl, JSON.stringify({ ...address, type: 'settle', poll: 0 }));
    await put(PageDeadLetterQueueUrl, 'not ours');
    const outcome = await operator.run('redrive', '--json', ...WHO);
    expect(jsonOf(outcome).queues).toEqual([
      { queue: 'page', moved: 1, unreadable: 1 },
      { queue: 'settle', moved: 1, unreadable: 0 },
    ]);
    const left = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl: PageDeadLetterQueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    expect(Object.values(left.Attributes ?? {}).reduce((sum, n) => sum + Number(n), 0)).toBe(1);
    expect((await status()).lastRuns.find(({ track }) => track === 'redrive')).toMatchObject({
      reason: '2 messages redriven',
      by: 'ops@shop',
    });
  });
});
