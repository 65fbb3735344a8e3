import { join } from 'node:path';
import { AWS_SERVICES, type AwsPlace, type AwsService, chosenEndpoint, readAwsPlace, regionOf } from './aws-place.ts';
import { startDynamoDb } from './dynamodb.ts';
import type { Emulator } from './emulator.ts';
import { startSecretsManager } from './secrets-manager.ts';
import { type QueueInsight, startSqs } from './sqs.ts';

export interface Emulators {
  readonly place: AwsPlace;
  /** Services that are somebody else's. */
  readonly foreign: ReadonlySet<AwsService>;
  /** Of the queues; absent where they are somebody else's. */
  readonly queueInsight: QueueInsight | undefined;
  close(): Promise<void>;
}

export interface EmulatorOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where tables and secrets are kept; without it everything goes with the process. */
  readonly directory?: string | undefined;
}

/** Starts an emulator for every service for which the environment names no other endpoint. */
export async function startEmulators({ environment, directory }: EmulatorOptions): Promise<Emulators> {
  const region = regionOf(environment);
  const inDirectory = (name: string) => (directory === undefined ? undefined : join(directory, name));
  let queueInsight: QueueInsight | undefined;
  const start: Readonly<Record<AwsService, () => Promise<Emulator>>> = {
    dynamodb: () => startDynamoDb(inDirectory('dynamodb')),
    sqs: async () => {
      const sqs = await startSqs(region);
      queueInsight = sqs.insight;
      return sqs;
    },
    secretsManager: () => startSecretsManager(region, inDirectory('secrets.json')),
  };
  const started: Emulator[] = [];
  const foreign = new Set<AwsService>();
  const endpoints: Partial<Record<AwsService, string>> = {};
  for (const service of AWS_SERVICES) {
    const chosen = chosenEndpoint(service, environment);
    if (chosen !== undefined) {
      foreign.add(service);
      endpoints[service] = chosen;
      continue;
    }
    const emulator = await start[service]();
    started.push(emulator);
    endpoints[service] = emulator.url;
  }
  return {
    place: readAwsPlace(environment, endpoints as AwsPlace['endpoints'], foreign.size > 0),
    foreign,
    queueInsight,
    close: async () => {
      for (const emulator of started) await emulator.close();
    },
  };
}
