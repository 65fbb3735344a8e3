import { buildApp } from 'fauxqs';
import { z } from 'zod';
import type { Emulator } from './emulator.ts';

/** What SQS publishes of a queue and no API of it tells. */
export interface QueueInsight {
  /** Messages sent to a queue since the start. */
  sentTo(queueName: string): number;
  /** When the oldest message was sent that waits in a queue; epoch milliseconds, `undefined` when none waits. */
  oldestIn(queueName: string): Promise<number | undefined>;
}

export interface SqsEmulator extends Emulator {
  readonly insight: QueueInsight;
}

const sendSchema = z.object({ QueueUrl: z.url(), Entries: z.array(z.unknown()).optional() });
const queueSchema = z.object({ messages: z.object({ ready: z.array(z.object({ sentTimestamp: z.number() })) }) });

/**
 * Queues live in memory and go with the process: the state table re-creates all work. Started piece by piece, because the
 * package's own start listens on every network interface.
 */
export async function startSqs(region: string): Promise<SqsEmulator> {
  const app = buildApp({ logger: false, defaultRegion: region });
  const sent = new Map<string, number>();
  app.addHook('onResponse', async ({ headers, body }, { statusCode }) => {
    if (statusCode !== 200 || !String(headers['x-amz-target']).startsWith('AmazonSQS.SendMessage')) return;
    const request = sendSchema.safeParse(body);
    if (!request.success) return;
    const { QueueUrl, Entries } = request.data;
    const name = new URL(QueueUrl).pathname.split('/').at(-1) ?? '';
    sent.set(name, (sent.get(name) ?? 0) + (Entries?.length ?? 1));
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    insight: {
      sentTo: (queueName) => sent.get(queueName) ?? 0,
      async oldestIn(queueName) {
        const answer = await fetch(`${url}/_fauxqs/queues/${encodeURIComponent(queueName)}`);
        if (!answer.ok) return undefined;
        const { ready } = queueSchema.parse(await answer.json()).messages;
        return ready.length === 0 ? undefined : Math.min(...ready.map(({ sentTimestamp }) => sentTimestamp));
      },
    },
    close: async () => {
      await app.close();
    },
  };
}
