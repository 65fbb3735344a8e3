import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readAwsPlace } from '../../../infra/local/emulators/aws-place.ts';
import { functionEnvironment } from '../../../infra/local/lambda/environment.ts';
import { FunctionPool } from '../../../infra/local/lambda/function-pool.ts';
import type { Outcome } from '../../../infra/local/lambda/protocol.ts';
import type { FunctionResource } from '../../../infra/local/template/functions.ts';
import { eventually } from '../../support/eventually.ts';
import { writeAssembly } from './fixture-assembly.ts';

const ENDPOINTS = { dynamodb: 'http://127.0.0.1:1', sqs: 'http://127.0.0.1:2', secretsManager: 'http://127.0.0.1:3' };
const PLACE = readAwsPlace({ AWS_ACCESS_KEY_ID: 'real' }, ENDPOINTS, false);

const pools: FunctionPool[] = [];
const directories: string[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.stop()));
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true });
});

interface Started {
  pool: FunctionPool;
  lines: string[];
  failures: Outcome[];
}

const start = (bundle: string, settings: Partial<FunctionResource> = {}, sourceConcurrency?: number): Started => {
  const directory = writeAssembly({}, { bundle });
  directories.push(directory);
  const resource: FunctionResource = {
    logicalId: 'Worker',
    name: 'sync-Worker',
    arn: 'arn:aws:lambda:eu-central-1:000000000000:function:sync-Worker',
    codeDirectory: join(directory, 'bundle'),
    handler: 'index.handler',
    environment: { CONFIG_TABLE: 'config' },
    timeoutSeconds: 30,
    memoryMb: 512,
    logGroup: '/aws/lambda/echo',
    reservedConcurrency: undefined,
    ...settings,
  };
  const lines: string[] = [];
  const failures: Outcome[] = [];
  const pool = new FunctionPool({
    resource,
    sourceConcurrency,
    environment: functionEnvironment(resource, PLACE, { PATH: process.env.PATH, SECRET_OF_OURS: 'hidden' }),
    onLine: (line) => lines.push(line),
    onFailure: (failure) => failures.push(failure),
  });
  pools.push(pool);
  return { pool, lines, failures };
};

const answerOf = (outcome: Outcome): unknown => (outcome.ok ? outcome.value : outcome);

describe('a function on this machine', () => {
  it('gets its event and the context that Lambda gives', async () => {
    const { pool } = start(`export const handler = async (event, context) => ({ event, context: { ...context,
      remaining: context.getRemainingTimeInMillis() } });`);
    expect(answerOf(await pool.invoke({ some: 'event' }))).toEqual({
      event: { some: 'event' },
      context: expect.objectContaining({
        functionName: 'sync-Worker',
        functionVersion: '$LATEST',
        invokedFunctionArn: pool.resource.arn,
        memoryLimitInMB: '512',
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      }),
    });
    const remaining = (answerOf(await pool.invoke({})) as { context: { remaining: number } }).context.remaining;
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(30_000);
  });

  it("sees the template's variables and the local endpoints, and nothing of our own environment", async () => {
    const { pool } = start('export const handler = async () => process.env;');
    const environment = answerOf(await pool.invoke({})) as Record<string, string>;
    expect(environment).toMatchObject({
      CONFIG_TABLE: 'config',
      AWS_ENDPOINT_URL_DYNAMODB: ENDPOINTS.dynamodb,
      AWS_ENDPOINT_URL_SQS: ENDPOINTS.sqs,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: ENDPOINTS.secretsManager,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_LAMBDA_FUNCTION_NAME: 'sync-Worker',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    });
    expect(environment).not.toHaveProperty('SECRET_OF_OURS');
  });

  it('keeps what a copy holds for its next event, and its lines go to the log', async () => {
    const { pool, lines } = start(
      'let n = 0; export const handler = async () => { console.log(JSON.stringify({ n: ++n })); return n; };',
    );
    expect([answerOf(await pool.invoke({})), answerOf(await pool.invoke({}))]).toEqual([1, 2]);
    await eventually(() => lines.length === 2 || undefined);
    expect(lines).toEqual(['{"n":1}', '{"n":2}']);
  });

  it('handles one event at a time in each copy, and has no more copies than it may', async () => {
    const { pool } = start(
      `let busy = 0; export const handler = async () => { busy++; await new Promise((r) => setTimeout(r, 30));
       const most = busy; busy--; return { most, pid: process.pid }; };`,
      {},
      2,
    );
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => pool.invoke({})));
    const values = outcomes.map((outcome) => answerOf(outcome) as { most: number; pid: number });
    expect(values.map(({ most }) => most)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(new Set(values.map(({ pid }) => pid)).size).toBe(2);
    expect(pool.pids).toHaveLength(2);
  });

  it('tells how often it was called, how long that took, and the most memory that a copy has held', async () => {
    const { pool } = start(
      'const kept = []; export const handler = async ({ mb }) => { kept.push(Buffer.alloc(mb * 2 ** 20, 1)); };',
    );
    expect(pool.usage).toEqual({ invocations: 0, busyMs: 0, peakMemoryMb: 0 });
    await pool.invoke({ mb: 0 });
    const before = pool.usage.peakMemoryMb;
    expect(before).toBeGreaterThan(0);
    await pool.invoke({ mb: 64 });
    expect(pool.usage.invocations).toBe(2);
    expect(pool.usage.busyMs).toBeGreaterThan(0);
    expect(pool.usage.peakMemoryMb - before).toBeGreaterThan(32);
  });

  it('is limited by its reserved concurrency where that is less than its sources bring', () => {
    const bundle = 'export const handler = async () => 1;';
    expect(start(bundle, { reservedConcurrency: 3 }, 8).pool.concurrency).toBe(3);
    expect(start(bundle, {}, 8).pool.concurrency).toBe(8);
    expect(start(bundle).pool.concurrency).toBe(10);
  });
});

describe('a function that fails', () => {
  it('answers with the error that it threw, and goes on', async () => {
    const { pool, failures } = start(`export const handler = async (event) => {
      if (event.bad) throw new TypeError('broken'); return 'fine'; };`);
    const failure = { ok: false, errorType: 'TypeError', message: 'broken' };
    expect(await pool.invoke({ bad: true })).toMatchObject(failure);
    expect(answerOf(await pool.invoke({}))).toBe('fine');
    expect(failures).toMatchObject([failure]);
    expect(pool.pids).toHaveLength(1);
  });

  it('is cut off when its time is over, even if it never yields, and is replaced', async () => {
    const { pool } = start(
      'export const handler = async (event) => { while (event.loop) {} return process.pid; };',
      { timeoutSeconds: 1 },
      1,
    );
    expect(await pool.invoke({ loop: true })).toMatchObject({
      ok: false,
      errorType: 'Sandbox.Timedout',
      message: 'Task timed out after 1.00 seconds',
    });
    expect(await pool.invoke({})).toMatchObject({ ok: true });
  });

  it('ends its invocation when its process is killed, and is replaced', async () => {
    const { pool, lines } = start(
      `export const handler = async (event) => { if (!event.wait) return 'fine'; console.log('waiting');
       await new Promise((r) => setTimeout(r, 60_000)); };`,
      {},
      1,
    );
    const cut = pool.invoke({ wait: true });
    await eventually(() => lines.includes('waiting') || undefined);
    for (const pid of pool.pids) process.kill(pid, 'SIGKILL');
    expect(await cut).toMatchObject({ ok: false, errorType: 'Runtime.ExitError' });
    expect(answerOf(await pool.invoke({}))).toBe('fine');
  });

  it('says why its bundle cannot be loaded, each time anew', async () => {
    const { pool, lines } = start("throw new Error('TABLE is missing');");
    expect(await pool.invoke({})).toMatchObject({ ok: false, errorType: 'Error', message: 'TABLE is missing' });
    expect(await pool.invoke({})).toMatchObject({ ok: false, message: 'TABLE is missing' });
    expect(lines.join('\n')).toContain('TABLE is missing');
    const wrongName = start('export const other = 1;');
    expect(await wrongName.pool.invoke({})).toMatchObject({ message: 'The bundle has no handler "index.handler".' });
  });
});
