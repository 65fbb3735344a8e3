import { SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { SqsQueue } from '../../shared/adapters/sqs/queue.ts';
import type { Queue, TrackStore } from '../../shared/ports.ts';
import type { World } from './world.ts';

/** What it takes to ask the local stack for a run, as the command line does. */
export function localPorts({ session }: World): { tracks: TrackStore; queue: Queue } {
  const { stack } = session;
  const urlOf = (part: string) =>
    [...stack.queueUrls].find(([name]) => name.includes(part) && !name.includes('Dead'))?.[1] ?? '';
  const client = new SQSClient(clientConfig(stack.place, 'sqs'));
  return {
    tracks: stack.stores.tracks,
    queue: new SqsQueue(client, { page: urlOf('PageQueue'), settle: urlOf('SettleQueue') }),
  };
}
