import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startDynamoDb } from '../../../infra/local/emulators/dynamodb.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../../infra/local/stack.ts';
import { ENV } from '../../../shared/names.ts';
import { eventually } from '../../support/eventually.ts';
import { functionResource, tableResource, writeAssembly } from './fixture-assembly.ts';

const source = (functionId: string, sourceArn: object, properties: object) => ({
  Type: 'AWS::Lambda::EventSourceMapping',
  Properties: { EventSourceArn: sourceArn, FunctionName: { Ref: functionId }, ...properties },
});
const Environment = {
  Variables: {
    [ENV.configTable]: { Ref: 'Config' },
    [ENV.stateTable]: { Ref: 'State' },
    [ENV.pageQueueUrl]: { Ref: 'Work' },
    [ENV.secretPrefix]: 'sync/test',
  },
};
const note = (what: string) => `process.stdout.write(JSON.stringify({ note: ${what} }) + '\\n')`;

/** The shape of the real stacks, with functions that write down what they are given. */
const writeFixture = (): string =>
  writeAssembly(
    {
      sync: {
        resources: {
          Config: tableResource({ StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
          State: tableResource(),
          Work: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
          Ticker: functionResource('ticker', { Environment }),
          Worker: functionResource('worker'),
          Checker: functionResource('checker'),
          FromQueue: source('Worker', { 'Fn::GetAtt': ['Work', 'Arn'] }, { ScalingConfig: { MaximumConcurrency: 3 } }),
          FromTable: source('Checker', { 'Fn::GetAtt': ['Config', 'StreamArn'] }, { MaximumRetryAttempts: 1 }),
          Schedule: {
            Type: 'AWS::Scheduler::Schedule',
            Properties: {
              ScheduleExpression: 'rate(15 minutes)',
              Target: { Arn: { 'Fn::GetAtt': ['Ticker', 'Arn'] }, Input: '{"source":"schedule"}' },
            },
          },
        },
      },
    },
    {
      // A function of the template sends to a queue of the template, at the address it was told.
      ticker: `export const handler = async (event) => { ${note('event')};
        const url = process.env.${ENV.pageQueueUrl};
        await fetch(process.env.AWS_ENDPOINT_URL_SQS, { method: 'POST', headers: {
          'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': 'AmazonSQS.SendMessage' },
          body: JSON.stringify({ QueueUrl: url, MessageBody: 'work' }) });
        return 'ticked'; };`,
      worker: `export const handler = async ({ Records }) => { ${note('Records.map((r) => r.body)')}; };`,
      checker: `export const handler = async ({ Records }) => { ${note('Records.map((r) => r.eventName)')};
        process.stdout.write('no JSON\\n'); throw new Error('cannot check'); };`,
    },
  );

describe('the local stack', () => {
  let assemblyDirectory: string;
  let workDirectory: string;
  let stack: LocalStack | undefined;
  let notes: unknown[];
  beforeAll(() => {
    assemblyDirectory = writeFixture();
  });
  afterAll(() => rmSync(assemblyDirectory, { recursive: true }));
  beforeEach(() => {
    workDirectory = mkdtempSync(join(tmpdir(), 'stack-'));
    notes = [];
  });
  afterEach(async () => {
    await stack?.close(0);
    rmSync(workDirectory, { recursive: true });
  });

  const start = async (options: Partial<LocalStackOptions> = {}): Promise<LocalStack> => {
    const onLogLine = (line: string) => notes.push((JSON.parse(line) as { note?: unknown }).note);
    stack = await startLocalStack({ workDirectory, assemblyDirectory, onLogLine, ...options });
    return stack;
  };
  const noted = (what: unknown) =>
    eventually(() => notes.some((one) => JSON.stringify(one) === JSON.stringify(what)) || undefined);

  it('ticks at once, carries messages through the queues, and says how it is called', async () => {
    const { names, ticker, functions } = await start();
    expect(names).toEqual({ configTable: 'sync-Config', stateTable: 'sync-State', secretPrefix: 'sync/test' });
    expect(ticker.everySeconds).toBe(900);
    expect(functions.get('Worker')?.concurrency).toBe(3);
    expect(functions.get('Checker')?.concurrency).toBe(1);
    stack?.start();
    await noted({ source: 'schedule' });
    await noted(['work']);
    await eventually(() => ticker.lastAnsweredMs);
  });

  it('looks sooner for silent lanes when it is told to tick more often, and at once on kept state', async () => {
    const first = await start({ everySeconds: 90, keepsState: true });
    await first.ticker.tick();
    await noted({ source: 'schedule', silentAfterSeconds: 90 });
    await first.close(0);
    const second = await start({ everySeconds: 15, keepsState: true });
    await second.ticker.tick();
    await noted({ source: 'schedule', silentAfterSeconds: 0 });
    await second.ticker.tick();
    await noted({ source: 'schedule', silentAfterSeconds: 60 });
  });

  it('notices an edit of the config table, and counts and keeps what goes wrong with it', async () => {
    const { stores, log } = await start();
    await stores.configTable.put({ tenantId: 'acme', item: 'settings' }, {});
    await noted(['INSERT']);
    const failures = await eventually(() => log.tallies().find(({ message }) => message === 'invocationFailed'));
    expect(failures.level).toBe('ERROR');
    await stack?.close(0);
    const lines = readFileSync(join(workDirectory, 'handlers.log'), 'utf8').trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries).toContainEqual({ level: 'ERROR', function: 'Checker', message: 'no JSON' });
    expect(entries).toContainEqual(
      expect.objectContaining({ function: 'Checker', errorType: 'Error', reason: 'cannot check' }),
    );
  });

  it('uses the AWS endpoint that it is given in place of an emulator', async () => {
    const other = await startDynamoDb();
    const { foreign, place } = await start({ environment: { AWS_ENDPOINT_URL_DYNAMODB: other.url } });
    expect([...foreign]).toEqual(['dynamodb']);
    expect(place.endpoints.dynamodb).toBe(other.url);
    const client = new DynamoDBClient({
      endpoint: other.url,
      region: place.region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['sync-Config', 'sync-State']);
    client.destroy();
    await stack?.close(0);
    await other.close();
  });

  it('leaves nothing running when the template cannot be used', async () => {
    const directory = writeAssembly({ sync: { resources: { Config: tableResource() } } });
    await expect(startLocalStack({ workDirectory, assemblyDirectory: directory })).rejects.toThrow('no schedule');
    rmSync(directory, { recursive: true });
  });
});
