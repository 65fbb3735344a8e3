/**
 * The stacks of this app on one machine: what the synthesized templates say, on emulators, with the bundled functions in
 * processes of their own. Nothing about queues, tables, functions or the schedule is said here a second time.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SILENT_LANE_SECONDS } from '../../shared/domain/pacing.ts';
import { type AwsPlace, type AwsService, clientConfig } from './emulators/aws-place.ts';
import { createQueues, createTables } from './emulators/create-storage.ts';
import { startEmulators } from './emulators/start-emulators.ts';
import type { Feed } from './events/feed.ts';
import { startSchedule } from './events/schedule.ts';
import { startFeeds } from './events/start-feeds.ts';
import { functionEnvironment } from './lambda/environment.ts';
import { FunctionPool } from './lambda/function-pool.ts';
import { HandlerLog } from './lambda/handler-log.ts';
import type { Outcome } from './lambda/protocol.ts';
import { namesOf, openStores, type StackNames, type Stores } from './stores.ts';
import { readCloudAssembly } from './template/cloud-assembly.ts';
import { type EventSource, readEventSources, readFunctions, readSchedules } from './template/functions.ts';
import { readQueues, readTables } from './template/storage.ts';
import { synthesizeInto } from './template/synthesized.ts';
import { Template } from './template/template.ts';

export interface LocalStackOptions {
  /** Where the assembly, the log of the functions and, if they are kept, tables and secrets lie. */
  readonly workDirectory: string;
  /** Tables and secrets outlive this process, however it ends; whatever it finds in the work directory goes on. */
  readonly keepsState?: boolean | undefined;
  /** A cloud assembly that is there already; by default the app is synthesized into the work directory. */
  readonly assemblyDirectory?: string | undefined;
  /** Seconds between ticks; by default as the template's schedule says. */
  readonly everySeconds?: number | undefined;
  /** May name other AWS endpoints than the emulators; see `chosenEndpoint`. Default: none. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Sees every line that the functions log. */
  readonly onLogLine?: ((line: string) => void) | undefined;
}

export interface LocalStack {
  readonly place: AwsPlace;
  /** Services whose endpoint is somebody else's. */
  readonly foreign: ReadonlySet<AwsService>;
  readonly names: StackNames;
  readonly queueUrls: ReadonlyMap<string, string>;
  /** By the logical id that the template gives them. */
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly stores: Stores;
  readonly log: HandlerLog;
  readonly everySeconds: number;
  /** There was state in the work directory. */
  readonly wasKept: boolean;
  /** Starts the schedule: the first tick at once. */
  start(): void;
  /** One tick out of turn, answered when it is over. */
  tick(input?: Readonly<Record<string, unknown>>): Promise<Outcome>;
  /** Lets go of everything; what is not done within `graceMs` is cut off, which loses nothing. */
  close(graceMs?: number): Promise<void>;
}

const DEFAULT_GRACE_MS = 5_000;

/** Lanes are not taken for silent sooner than this, however quickly the ticks follow each other. */
const LEAST_SILENCE_SECONDS = 60;

export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { workDirectory, keepsState = false, environment = {}, onLogLine } = options;
  const wasKept = keepsState && (await exists(join(workDirectory, 'dynamodb')));
  const assembly = options.assemblyDirectory ?? join(workDirectory, 'cdk.out');
  const [emulators] = await Promise.all([
    startEmulators({ environment, directory: keepsState ? workDirectory : undefined }),
    options.assemblyDirectory === undefined ? synthesizeInto(assembly) : undefined,
  ]);
  const { place, foreign } = emulators;
  const template = new Template(await readCloudAssembly(assembly), place);

  const dynamodb = new DynamoDBClient(clientConfig(place, 'dynamodb'));
  const sqs = new SQSClient(clientConfig(place, 'sqs'));
  const tables = readTables(template);
  const queues = readQueues(template);
  await createTables(tables, dynamodb);
  const queueUrls = await createQueues(queues, sqs, foreign.has('sqs') ? undefined : place.endpoints.sqs);
  for (const [name, url] of queueUrls) template.setQueueUrl(name, url);

  const log = new HandlerLog({ file: join(workDirectory, 'handlers.log'), onLine: onLogLine });
  const sources = readEventSources(template);
  const resources = readFunctions(template);
  const functions = new Map(
    resources.map((resource) => [
      resource.logicalId,
      new FunctionPool({
        resource,
        sourceConcurrency: concurrencyOf(sources.filter(({ functionName }) => functionName === resource.name)),
        environment: functionEnvironment(resource, place, process.env),
        onLine: (line) => log.write(resource.logicalId, line),
        onFailure: ({ errorType, message }) => log.fail(resource.logicalId, { errorType, reason: message }),
      }),
    ]),
  );
  const feeds: Feed[] = startFeeds({ sources, functions, tables, queues, queueUrls, place, dynamodb, sqs, log });

  const [schedule] = readSchedules(template);
  if (!schedule) throw new Error('The templates have no schedule, so nothing would ever begin.');
  const everySeconds = options.everySeconds ?? schedule.everySeconds;
  const ticker = [...functions.values()].find(({ resource }) => resource.arn === schedule.functionArn);
  if (!ticker) throw new Error('The schedule of the templates starts a function that they do not have.');
  const tick = (input: Readonly<Record<string, unknown>> = {}) => ticker.invoke({ ...schedule.input, ...input });

  // Ticks that come more often than planned may also look sooner for lanes whose message was lost.
  const hurry = everySeconds / schedule.everySeconds;
  const silentAfterSeconds = Math.max(LEAST_SILENCE_SECONDS, Math.round(SILENT_LANE_SECONDS * hurry));
  const names = namesOf(resources);
  const stores = openStores(place, names);

  return {
    place,
    foreign,
    names,
    queueUrls,
    functions,
    stores,
    log,
    everySeconds,
    wasKept,
    tick,
    start: () => {
      let isFirst = true;
      const input = () => {
        const silence = isFirst && wasKept ? 0 : silentAfterSeconds;
        isFirst = false;
        return hurry < 1 || silence === 0 ? { silentAfterSeconds: silence } : {};
      };
      feeds.unshift(startSchedule({ everySeconds, input, invoke: tick }));
    },
    close: async (graceMs = DEFAULT_GRACE_MS) => {
      const stopped = Promise.all(feeds.map((feed) => feed.stop()));
      await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
      await Promise.all([...functions.values()].map((pool) => pool.stop()));
      await stopped;
      for (const client of [dynamodb, sqs, stores]) 'destroy' in client ? client.destroy() : client.close();
      await log.close();
      await emulators.close();
    },
  };
}

/** How many events its sources bring at once; `undefined` when nothing bounds them. A stream brings one batch at a time. */
function concurrencyOf(sources: readonly EventSource[]): number | undefined {
  const demands = sources.map(({ sourceArn, maxConcurrency }) => (isStream(sourceArn) ? 1 : maxConcurrency));
  const known = demands.filter((demand) => demand !== undefined);
  if (known.length === 0 || known.length < demands.length) return undefined;
  return known.reduce((sum, demand) => sum + demand, 0);
}

const isStream = (arn: string): boolean => arn.includes(':dynamodb:');

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
