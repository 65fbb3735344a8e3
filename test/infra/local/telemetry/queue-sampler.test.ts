import { CreateQueueCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SqsEmulator, startSqs } from '../../../../infra/local/emulators/sqs.ts';
import type { Measurement } from '../../../../infra/local/telemetry/metrics/measurement.ts';
import { sampleQueues } from '../../../../infra/local/telemetry/sources/queue-sampler.ts';
import { eventually } from '../../../support/eventually.ts';

const REGION = 'eu-central-1';
let emulator: SqsEmulator;
let client: SQSClient;

beforeAll(async () => {
  emulator = await startSqs(REGION);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  client = new SQSClient({ region: REGION, endpoint: emulator.url, credentials });
});
afterAll(async () => {
  client.destroy();
  await emulator.close();
});

test('a queue is measured as SQS would: what waits, how long, and what was sent', async () => {
  const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: 'pages' }));
  const queueUrl = emulator.url + new URL(QueueUrl).pathname;
  const measured: Measurement[] = [];
  const { insight } = emulator;
  const sampler = sampleQueues({
    client,
    insight,
    queueUrls: new Map([['pages', queueUrl]]),
    everyMs: 10,
    onMeasured: (measurement) => measured.push(measurement),
  });
  const valuesOf = (name: string) =>
    measured.filter((each) => each.name === name).map(({ values }) => values[0] ?? Number.NaN);
  try {
    await eventually(() => valuesOf('ApproximateAgeOfOldestMessage').length > 0 || undefined);
    expect(valuesOf('ApproximateAgeOfOldestMessage')).toContain(0);
    await client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: 'one' }));
    const Entries = ['two', 'three'].map((MessageBody, i) => ({ Id: String(i), MessageBody }));
    await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    await eventually(() => valuesOf('ApproximateNumberOfMessagesVisible').includes(3) || undefined);
    await eventually(() => valuesOf('ApproximateAgeOfOldestMessage').some((age) => age > 0) || undefined);
    await eventually(() => valuesOf('NumberOfMessagesSent').reduce((sum, sent) => sum + sent, 0) === 3 || undefined);
    expect(
      measured.every(({ namespace, dimensions }) => namespace === 'AWS/SQS' && dimensions.QueueName === 'pages'),
    ).toBe(true);
  } finally {
    await sampler.stop();
  }
});
