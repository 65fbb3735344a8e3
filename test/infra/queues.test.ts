import { beforeAll, describe, expect, it } from '@jest/globals';
import { arnOf, type StackTemplate, synthesizeTemplates } from './templates.ts';

const WORK_QUEUES = [
  { name: 'page', queue: 'PageQueueUrl', deadLetters: 'PageDeadLetterQueueUrl', consumer: 'SyncWorkerFunctionName' },
  {
    name: 'settle',
    queue: 'SettleQueueUrl',
    deadLetters: 'SettleDeadLetterQueueUrl',
    consumer: 'SettleImportFunctionName',
  },
];

const MAPPING = 'AWS::Lambda::EventSourceMapping';
const consumerOf = (sync: StackTemplate, queue: string) =>
  sync.propertiesWhere(MAPPING, 'EventSourceArn', arnOf(sync.idOf(queue)));

describe('queues', () => {
  let sync: StackTemplate;
  beforeAll(() => {
    sync = synthesizeTemplates().sync;
  });

  it.each(WORK_QUEUES)('$name: a standard queue, so that message groups make it fair between tenants', ({ queue }) => {
    expect(sync.propertiesOf(queue).FifoQueue).toBeUndefined();
  });

  it.each(WORK_QUEUES)('$name: a message stays hidden for six times the time-out of its consumer', (work) => {
    const timeoutSeconds = Number(sync.propertiesOf(work.consumer).Timeout);
    expect(sync.propertiesOf(work.queue).VisibilityTimeout).toBe(6 * timeoutSeconds);
  });

  it.each(WORK_QUEUES)('$name: a message that failed five times is kept aside for ten days or more', (work) => {
    const { RedrivePolicy, MessageRetentionPeriod } = sync.propertiesOf(work.queue);
    expect(RedrivePolicy).toEqual({ deadLetterTargetArn: arnOf(sync.idOf(work.deadLetters)), maxReceiveCount: 5 });
    const keptAsideSeconds = Number(sync.propertiesOf(work.deadLetters).MessageRetentionPeriod);
    expect(keptAsideSeconds).toBe(14 * 86_400);
    expect(keptAsideSeconds - Number(MessageRetentionPeriod)).toBeGreaterThanOrEqual(10 * 86_400);
  });

  it.each(WORK_QUEUES)('$name: its consumer answers for each message of a batch by itself', (work) => {
    expect(consumerOf(sync, work.queue)).toMatchObject({
      FunctionName: { Ref: sync.idOf(work.consumer) },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('hands out pages one by one, and polls by tens, both without waiting for more to come', () => {
    const [pages, polls] = WORK_QUEUES.map(({ queue }) => consumerOf(sync, queue));
    expect([pages?.BatchSize, polls?.BatchSize]).toEqual([1, 10]);
    expect([pages?.MaximumBatchingWindowInSeconds, polls?.MaximumBatchingWindowInSeconds]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('caps what works at the same time: at 8 pages, or as the deployment says', () => {
    const capOf = (template: StackTemplate, queue: string) => consumerOf(template, queue).ScalingConfig;
    expect(capOf(sync, 'PageQueueUrl')).toEqual({ MaximumConcurrency: 8 });
    expect(capOf(sync, 'SettleQueueUrl')).toEqual({ MaximumConcurrency: 2 });

    const other = synthesizeTemplates({ workerConcurrency: '40', settleConcurrency: 5 }).sync;
    expect(capOf(other, 'PageQueueUrl')).toEqual({ MaximumConcurrency: 40 });
    expect(capOf(other, 'SettleQueueUrl')).toEqual({ MaximumConcurrency: 5 });
  });

  it('encrypts every queue and turns away whoever does not come over TLS', () => {
    const queues = sync.ofType('AWS::SQS::Queue');
    expect(queues).toHaveLength(5);
    for (const [logicalId, { Properties }] of queues) {
      expect(Properties.SqsManagedSseEnabled).toBe(true);
      const policy = sync.propertiesWhere('AWS::SQS::QueuePolicy', 'Queues', [{ Ref: logicalId }]);
      expect(policy.PolicyDocument).toMatchObject({
        Statement: [
          {
            Effect: 'Deny',
            Action: 'sqs:*',
            Principal: { AWS: '*' },
            Resource: arnOf(logicalId),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      });
    }
  });
});
