import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import type { Emulator } from '../../../infra/local/emulators/emulator.ts';
import { startSqs } from '../../../infra/local/emulators/sqs.ts';
import { createEventFilter } from '../../../infra/local/events/event-filter.ts';
import { failedItems } from '../../../infra/local/events/failed-items.ts';
import type { Feed } from '../../../infra/local/events/feed.ts';
import { feedFromQueue, type QueueFeedOptions } from '../../../infra/local/events/queue-feed.ts';
import type { Outcome } from '../../../infra/local/lambda/protocol.ts';
import { eventually } from '../../support/eventually.ts';

const fine: Outcome = { ok: true, value: null };
const thrown: Outcome = { ok: false, errorType: 'Error', message: 'broken' };
const failing = (...ids: string[]): Outcome => ({
  ok: true,
  value: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});

describe('items of a batch count as failed', () => {
  it.each([
    ['all of them, when the function threw', thrown, true, ['a', 'b']],
    ['those that it names', failing('b'), true, ['b']],
    ['none, when it names none', failing(), true, []],
    ['none, when it answers nothing', fine, true, []],
    ['all of them, when it names one that was not in the batch', failing('b', 'x'), true, ['a', 'b']],
    ['all of them, when it names an empty one', failing(''), true, ['a', 'b']],
    ['all of them, when its answer is malformed', { ok: true, value: { batchItemFailures: 'b' } }, true, ['a', 'b']],
    ['none, when the source does not ask for names', failing('b'), false, []],
  ] as const)('%s', (_, outcome, reportsItemFailures, failed) => {
    expect([...failedItems(outcome, ['a', 'b'], reportsItemFailures)]).toEqual(failed);
  });
});

describe('a feed from a queue', () => {
  let sqs: Emulator;
  let client: SQSClient;
  let feed: Feed | undefined;
  let queueUrl: string;
  const create = async (QueueName: string, Attributes: Record<string, string> = {}): Promise<string> => {
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName, Attributes }));
    return sqs.url + new URL(QueueUrl).pathname;
  };
  const send = (...bodies: string[]) =>
    Promise.all(
      bodies.map((MessageBody) =>
        client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, MessageGroupId: 'acme' })),
      ),
    );
  const count = async (url: string): Promise<{ ready: number; hidden: number }> => {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
    const { Attributes = {} } = await client.send(command);
    return {
      ready: Number(Attributes.ApproximateNumberOfMessages),
      hidden: Number(Attributes.ApproximateNumberOfMessagesNotVisible),
    };
  };

  beforeEach(async () => {
    sqs = await startSqs('eu-central-1');
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new SQSClient({ endpoint: sqs.url, region: 'eu-central-1', credentials });
    const dead = await create('dead');
    expect(dead).toContain('127.0.0.1');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:000000000000:dead',
      maxReceiveCount: 2,
    });
    queueUrl = await create('work', { VisibilityTimeout: '1', RedrivePolicy });
  });
  afterEach(async () => {
    await feed?.stop();
    client.destroy();
    await sqs.close();
  });

  const start = (invoke: (event: SQSEvent) => Promise<Outcome>, options: Partial<QueueFeedOptions> = {}) => {
    feed = feedFromQueue({
      client,
      queueUrl,
      queueArn: 'arn:aws:sqs:eu-central-1:000000000000:work',
      region: 'eu-central-1',
      batchSize: 10,
      maxConcurrency: 2,
      reportsItemFailures: true,
      filter: createEventFilter([]),
      invoke,
      onError: () => undefined,
      ...options,
    });
  };

  it('hands messages over as Lambda does and deletes them', async () => {
    const events: SQSEvent[] = [];
    start(async (event) => {
      events.push(event);
      return fine;
    });
    await send('{"n":1}');
    const [event] = await eventually(async () => (events.length > 0 ? events : undefined));
    expect(event?.Records).toEqual([
      expect.objectContaining({
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: '{"n":1}',
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:work',
        awsRegion: 'eu-central-1',
        attributes: expect.objectContaining({ ApproximateReceiveCount: '1' }),
      }),
    ]);
    await eventually(async () => {
      const { ready, hidden } = await count(queueUrl);
      return ready + hidden === 0 || undefined;
    });
  });

  it('leaves the failed ones to come again, counted, and then to the dead-letter queue', async () => {
    const counts: Record<string, string[]> = {};
    start(async ({ Records }) => {
      for (const { body, attributes } of Records) {
        counts[body] = [...(counts[body] ?? []), attributes.ApproximateReceiveCount];
      }
      return failing(...Records.filter(({ body }) => body === 'bad').map(({ messageId }) => messageId));
    });
    await send('good', 'bad');
    await eventually(async () => (await count(`${sqs.url}/000000000000/dead`)).ready === 1 || undefined);
    expect(counts).toEqual({ good: ['1'], bad: ['1', '2'] });
  });

  it('has no more invocations under way than it may', async () => {
    let running = 0;
    let most = 0;
    let handled = 0;
    start(
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 20));
        running -= 1;
        handled += 1;
        return fine;
      },
      { batchSize: 1 },
    );
    await send('1', '2', '3', '4', '5', '6');
    await eventually(() => handled === 6 || undefined);
    expect(most).toBe(2);
  });

  it('deletes unseen what its filter refuses', async () => {
    const bodies: string[] = [];
    start(
      async ({ Records }) => {
        bodies.push(...Records.map(({ body }) => body));
        return fine;
      },
      { filter: createEventFilter(['{"body":["wanted"]}']) },
    );
    await send('unwanted', 'wanted');
    await eventually(async () => {
      const { ready, hidden } = await count(queueUrl);
      return (bodies.length > 0 && ready + hidden === 0) || undefined;
    });
    expect(bodies).toEqual(['wanted']);
  });

  it('goes on when the queue could not be reached for a while', async () => {
    const errors: unknown[] = [];
    const bodies: string[] = [];
    start(
      async ({ Records }) => {
        bodies.push(...Records.map(({ body }) => body));
        return fine;
      },
      { onError: (error) => errors.push(error), queueUrl: `${sqs.url}/000000000000/later` },
    );
    await eventually(() => errors.length > 0 || undefined);
    queueUrl = await create('later');
    await send('late');
    await eventually(() => bodies.length === 1 || undefined);
  });
});
