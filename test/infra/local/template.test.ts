import { rmSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readCloudAssembly } from '../../../infra/local/template/cloud-assembly.ts';
import { readEventSources, readFunctions, readSchedules } from '../../../infra/local/template/functions.ts';
import { parseRate } from '../../../infra/local/template/rate.ts';
import { readQueues, readTables } from '../../../infra/local/template/storage.ts';
import { Template } from '../../../infra/local/template/template.ts';
import { type FixtureStack, functionResource, tableResource, writeAssembly } from './fixture-assembly.ts';

const PLACE = { region: 'eu-central-1', accountId: '000000000000' };
const directories: string[] = [];
afterAll(() => {
  for (const directory of directories) rmSync(directory, { recursive: true });
});

const open = async (stacks: Record<string, FixtureStack>): Promise<Template> => {
  const directory = writeAssembly(stacks);
  directories.push(directory);
  return new Template(await readCloudAssembly(directory), PLACE);
};

const environmentOf = async (Variables: object, others: FixtureStack['resources'] = {}, state?: FixtureStack) => {
  const worker = functionResource('bundle', { Environment: { Variables } });
  const template = await open({ sync: { resources: { Worker: worker, ...others } }, ...(state && { state }) });
  return { template, read: () => readFunctions(template)[0]?.environment };
};

describe('outputs', () => {
  it('are those of all stacks, less what only a deployment has', async () => {
    const template = await open({
      state: { resources: { Table: tableResource() }, exports: { 'state:Table': { Ref: 'Table' } } },
      sync: {
        resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        exports: {
          prefix: 'sync/prod',
          url: { Ref: 'Queue' },
          elsewhere: { 'Fn::GetAZs': '' },
          unknown: { Ref: 'Nothing' },
        },
      },
    });
    template.setQueueUrl('sync-Queue', 'http://127.0.0.1/queue');
    expect(Object.values(template.readOutputs())).toEqual(['sync/prod', 'http://127.0.0.1/queue']);
  });
});

describe('references in a template', () => {
  it('resolve across stacks, inside text and through every intrinsic function in use', async () => {
    const { read } = await environmentOf(
      {
        TABLE: { 'Fn::ImportValue': 'state:Table' },
        TABLE_ARN: { 'Fn::ImportValue': 'state:TableArn' },
        JOINED: { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, { Ref: 'AWS::Region' }]] },
        SUB: { 'Fn::Sub': `https://x.\${AWS::Region}.\${AWS::URLSuffix}/\${AWS::AccountId}/\${Queue.QueueName}` },
        SUB_VALUES: { 'Fn::Sub': [`\${who}!`, { who: { Ref: 'AWS::StackName' } }] },
        SELECTED: { 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b-c'] }] },
        DOTTED: { 'Fn::GetAtt': 'Queue.Arn' },
      },
      { Queue: { Type: 'AWS::SQS::Queue' } },
      {
        resources: { Table: tableResource() },
        exports: { 'state:Table': { Ref: 'Table' }, 'state:TableArn': { 'Fn::GetAtt': ['Table', 'Arn'] } },
      },
    );
    expect(read()).toEqual({
      TABLE: 'state-Table',
      TABLE_ARN: 'arn:aws:dynamodb:eu-central-1:000000000000:table/state-Table',
      JOINED: 'arn:aws:eu-central-1',
      SUB: 'https://x.eu-central-1.amazonaws.com/000000000000/sync-Queue',
      SUB_VALUES: 'sync!',
      SELECTED: 'b',
      DOTTED: 'arn:aws:sqs:eu-central-1:000000000000:sync-Queue',
    });
  });

  it('to a queue resolve to its URL, once that is known', async () => {
    const { template, read } = await environmentOf({ URL: { Ref: 'Queue' } }, { Queue: { Type: 'AWS::SQS::Queue' } });
    expect(read).toThrow('refers to Ref "Queue"');
    template.setQueueUrl('sync-Queue', 'http://127.0.0.1:1/0/sync-Queue');
    expect(read()).toEqual({ URL: 'http://127.0.0.1:1/0/sync-Queue' });
  });

  it.each([
    [{ Ref: 'Nothing' }, 'refers to Ref "Nothing"'],
    [{ 'Fn::GetAtt': ['Worker', 'Colour'] }, 'refers to Fn::GetAtt ["Worker","Colour"]'],
    [{ 'Fn::ImportValue': 'lost' }, 'refers to Fn::ImportValue "lost"'],
    [{ 'Fn::Sub': `\${Nothing}` }, `refers to \${Nothing}`],
    [{ 'Fn::Cidr': [] }, 'uses Fn::Cidr, which the local runner lacks'],
  ])('that lead nowhere are named: %j', async (value, message) => {
    const { read } = await environmentOf({ VALUE: value });
    expect(read).toThrow(message);
  });
});

describe('resources of a template', () => {
  it('keep their names within what the service allows', async () => {
    const stackName = 's'.repeat(100);
    const template = await open({ [stackName]: { resources: { Queue: { Type: 'AWS::SQS::Queue' } } } });
    const [queue] = readQueues(template);
    expect(queue?.name).toHaveLength(80);
    expect(queue?.name.endsWith('-Queue')).toBe(true);
  });

  it('come with what creates them: queues behind their dead-letter queue, tables with their stream', async () => {
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 5 };
    const template = await open({
      sync: {
        resources: {
          Work: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 1800, RedrivePolicy, Tags: [] } },
          Dead: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
          Config: tableResource({ StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' } }),
          State: tableResource({ SSESpecification: { SSEEnabled: true } }),
        },
      },
    });
    const deadLetterTargetArn = 'arn:aws:sqs:eu-central-1:000000000000:sync-Dead';
    expect(readQueues(template).map(({ name, attributes }) => [name, attributes])).toEqual([
      ['sync-Dead', { MessageRetentionPeriod: '1209600' }],
      [
        'sync-Work',
        { VisibilityTimeout: '1800', RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }) },
      ],
    ]);
    expect(readTables(template).map(({ name, streamArn }) => [name, streamArn])).toEqual([
      ['sync-Config', 'arn:aws:dynamodb:eu-central-1:000000000000:table/sync-Config/stream/local'],
      ['sync-State', undefined],
    ]);
  });

  it('tell a function from its event sources and its schedule', async () => {
    const template = await open({
      sync: {
        resources: {
          Worker: functionResource('bundle', { Timeout: 300, MemorySize: 1769, ReservedConcurrentExecutions: 4 }),
          Queue: { Type: 'AWS::SQS::Queue' },
          Source: {
            Type: 'AWS::Lambda::EventSourceMapping',
            Properties: {
              EventSourceArn: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              FunctionName: { Ref: 'Worker' },
              BatchSize: 3,
              FunctionResponseTypes: ['ReportBatchItemFailures'],
              ScalingConfig: { MaximumConcurrency: 8 },
            },
          },
          Schedule: {
            Type: 'AWS::Scheduler::Schedule',
            Properties: {
              ScheduleExpression: 'rate(15 minutes)',
              Target: { Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] }, Input: '{"source":"schedule"}' },
            },
          },
        },
      },
    });
    const [worker] = readFunctions(template);
    expect(worker).toMatchObject({ name: 'sync-Worker', timeoutSeconds: 300, memoryMb: 1769, reservedConcurrency: 4 });
    expect(readEventSources(template)[0]).toMatchObject({
      functionName: 'sync-Worker',
      sourceArn: 'arn:aws:sqs:eu-central-1:000000000000:sync-Queue',
      batchSize: 3,
      maxConcurrency: 8,
      reportsItemFailures: true,
      filterPatterns: [],
    });
    expect(readSchedules(template)).toEqual([
      { functionArn: worker?.arn, everySeconds: 900, input: { source: 'schedule' } },
    ]);
  });

  it.each([
    ['a first-in-first-out queue', { Queue: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } }, readQueues],
    ['another runtime', { Worker: functionResource('bundle', { Runtime: 'python3.13' }) }, readFunctions],
    [
      'a function without a bundle',
      { Worker: { Type: 'AWS::Lambda::Function', Properties: { Handler: 'index.handler', Runtime: 'nodejs24.x' } } },
      readFunctions,
    ],
    [
      'a batching window',
      {
        Source: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: 'arn', FunctionName: 'name', BatchSize: 1000 },
        },
      },
      readEventSources,
    ],
  ])('that cannot be run here are refused by name: %s', async (_, resources, read) => {
    const template = await open({ sync: { resources } });
    expect(() => read(template)).toThrow(/Queue|Worker|Source/);
  });
});

describe('a rate', () => {
  it.each([
    ['rate(1 minute)', 60],
    ['rate(15 minutes)', 900],
    ['rate(2 hours)', 7200],
    ['rate(1 day)', 86_400],
  ])('%s is so many seconds', (expression, seconds) => {
    expect(parseRate(expression)).toBe(seconds);
  });

  it.each(['cron(0 * * * ? *)', 'rate(0 minutes)', 'rate(1 week)'])('%s is refused', (expression) => {
    expect(() => parseRate(expression)).toThrow('is not a rate');
  });
});
