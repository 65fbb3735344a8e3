/**
 * The stacks of this app on one machine: what the synthesized templates say, on emulators, with the bundled functions in
 * processes of their own. Nothing about queues, tables, functions or the schedule is said here a second time.
 */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { findAccountId } from './account.ts';
import type { AwsPlace, AwsService } from './emulators/aws-place.ts';
import { type Emulators, startEmulators } from './emulators/start-emulators.ts';
import type { Feed } from './events/feed.ts';
import { startFeeds } from './events/start-feeds.ts';
import { Ticker } from './events/ticker.ts';
import type { FunctionPool } from './lambda/function-pool.ts';
import { startFunctions } from './lambda/functions.ts';
import { HandlerLog } from './lambda/handler-log.ts';
import { openStorage } from './storage.ts';
import { namesOf, openStores, type StackNames, type Stores } from './stores.ts';
import { sampleQueues } from './telemetry/sources/queue-sampler.ts';
import { LocalTelemetry } from './telemetry/telemetry.ts';
import { readCloudAssembly, type StackTemplate } from './template/cloud-assembly.ts';
import { readEventSources, readFunctions, readSchedules } from './template/functions.ts';
import { TemplateError } from './template/resolve.ts';
import { synthesizeInto } from './template/synthesized.ts';
import { Template } from './template/template.ts';

export interface LocalStackOptions {
  /** Where the assembly, the log of the functions and, if they are kept, tables and secrets lie. */
  readonly workDirectory: string;
  /** Tables and secrets outlive this process, however it ends; what is found of them in the work directory goes on. */
  readonly keepsState?: boolean | undefined;
  /** A cloud assembly that is there already; by default the app is synthesized into the work directory. */
  readonly assemblyDirectory?: string | undefined;
  /** Seconds between ticks; by default as the template's schedule says. */
  readonly everySeconds?: number | undefined;
  /** May name other AWS endpoints than the emulators; see `chosenEndpoint`. By default there are none. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
  /** Sees every line that the functions log. */
  readonly onLogLine?: ((line: string) => void) | undefined;
  /** See `TelemetryOptions`; by default the time of metrics is the time of this machine. */
  readonly metricTime?: ((ms: number) => number) | undefined;
}

export interface LocalStack {
  readonly place: AwsPlace;
  /** Services whose endpoint is somebody else's. */
  readonly foreign: ReadonlySet<AwsService>;
  readonly names: StackNames;
  /** By queue name. */
  readonly queueUrls: ReadonlyMap<string, string>;
  /** What the stacks tell people and tools, by the names that CloudFormation would show. */
  readonly outputs: Readonly<Record<string, string>>;
  /** By the logical id that the template gives them. */
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly stores: Stores;
  readonly log: HandlerLog;
  readonly ticker: Ticker;
  /** What the functions and queues measured and logged, and the alarms over it. */
  readonly telemetry: LocalTelemetry;
  /** As synthesized, with its references resolved. */
  readonly template: Template;
  /** Seconds between ticks where the app is deployed. */
  readonly deployedEverySeconds: number;
  /** Starts the schedule: the first tick at once. */
  start(): void;
  /** Lets go of everything; what is not done within `graceMs` is cut off, which loses nothing. */
  close(graceMs?: number): Promise<void>;
}

const DEFAULT_GRACE_MS = 5_000;
/** Somebody else's SQS may charge for every look. */
const LOOK_AT_QUEUES_EVERY_MS = { own: 1_000, foreign: 30_000 };

/** Of the functions; where it lies already, a stack has run before. */
const LOG_FILE = 'handlers.log';

export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { workDirectory, keepsState = false, environment = {} } = options;
  const hasLostMessages = keepsState && (await exists(join(workDirectory, LOG_FILE)));
  const emulators = await startEmulators({ environment, directory: keepsState ? workDirectory : undefined });
  try {
    const assembly = options.assemblyDirectory ?? join(workDirectory, 'cdk.out');
    if (options.assemblyDirectory === undefined) await synthesizeInto(assembly);
    const stacks = await readCloudAssembly(assembly);
    const place = await findPlace(stacks, emulators);
    return await startFromTemplate(new Template(stacks, place), { ...emulators, place }, hasLostMessages, options);
  } catch (error) {
    await emulators.close();
    throw error;
  }
}

/** Our own emulators take any account for theirs; somebody else's SQS has one. */
async function findPlace(stacks: readonly StackTemplate[], { place, foreign }: Emulators): Promise<AwsPlace> {
  if (!foreign.has('sqs')) return place;
  return { ...place, accountId: await findAccountId(new Template(stacks, place), place) };
}

async function startFromTemplate(
  template: Template,
  emulators: Emulators,
  hasLostMessages: boolean,
  { workDirectory, everySeconds, onLogLine, metricTime }: LocalStackOptions,
): Promise<LocalStack> {
  const { place, foreign, queueInsight } = emulators;
  const storage = await openStorage(template, emulators);
  const logGroups = new Map(readFunctions(template).map(({ logicalId, logGroup }) => [logicalId, logGroup]));
  const telemetry = new LocalTelemetry({ template, logGroups, metricTime });
  const log = new HandlerLog({
    file: join(workDirectory, LOG_FILE),
    onLine: (line, functionId) => {
      telemetry.hearLine(functionId, line);
      onLogLine?.(line);
    },
  });
  const sources = readEventSources(template);
  const functions = startFunctions({ template, sources, place, log, telemetry });
  const pools = [...functions.values()];

  const [schedule] = readSchedules(template);
  const pool = pools.find(({ resource }) => resource.arn === schedule?.functionArn);
  if (!schedule || !pool) throw new TemplateError('The templates have no schedule that starts one of their functions.');
  const ticker = new Ticker({ schedule, everySeconds, pool, hasLostMessages });

  const names = namesOf(pools.map(({ resource }) => resource));
  const stores = openStores(place, names);
  const feeds: Feed[] = startFeeds({ ...storage, sources, functions, place, log });
  feeds.push(
    sampleQueues({
      client: storage.sqs,
      insight: queueInsight,
      queueUrls: storage.queueUrls,
      everyMs: foreign.has('sqs') ? LOOK_AT_QUEUES_EVERY_MS.foreign : LOOK_AT_QUEUES_EVERY_MS.own,
      onMeasured: (measurement) => telemetry.measure(measurement),
    }),
  );
  const close = async (graceMs: number): Promise<void> => {
    const stopped = Promise.all(feeds.map((feed) => feed.stop()));
    await Promise.race([stopped, new Promise((resolve) => setTimeout(resolve, graceMs).unref())]);
    await Promise.all(pools.map((each) => each.stop()));
    await stopped;
    stores.close();
    storage.close();
    await log.close();
    await emulators.close();
  };
  let closing: Promise<void> | undefined;
  return {
    place,
    foreign,
    names,
    queueUrls: storage.queueUrls,
    outputs: template.readOutputs(),
    functions,
    stores,
    log,
    ticker,
    telemetry,
    template,
    deployedEverySeconds: schedule.everySeconds,
    start: () => {
      feeds.push(ticker.start());
    },
    close: (graceMs = DEFAULT_GRACE_MS) => {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
