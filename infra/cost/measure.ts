import { mkdtemp, rm, stat } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../../shared/names.ts';
import { startDynamoDb } from '../local/emulators/dynamodb.ts';
import { startSqs } from '../local/emulators/sqs.ts';
import { openSession, type Session } from '../local/session.ts';
import { readRuns } from '../local/status/outcome.ts';
import { takeSnapshot } from '../local/status/snapshot.ts';
import { runUntilLevel } from '../local/status/until-level.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import type { Figures, Usage } from './figures.ts';

const CUSTOMERS = 20_000;
const ORDERS = 20_000;
const PRODUCTS = 1_000;
/** As far away as the two sides are for a function in the same part of the world. */
const LATENCY_MS = 50;
const IDLE_TICKS = 5;
const TICK_MS = 15 * 60_000;

/** Runs a first load and some ticks without changes on this machine, and counts what the functions use. */
export async function measure(): Promise<Figures> {
  const workDirectory = await mkdtemp(join(tmpdir(), 'cost-'));
  const emulators = [await startDynamoDb(), await startSqs('eu-central-1')];
  const [dynamodb, sqs] = await Promise.all(emulators.map(({ url }) => startCountingProxy(url)));
  if (!dynamodb || !sqs) throw new Error('The emulators did not start.');
  const session = await openSession(
    {
      workDirectory,
      everySeconds: 3600,
      environment: { AWS_ENDPOINT_URL_DYNAMODB: dynamodb.url, AWS_ENDPOINT_URL_SQS: sqs.url },
    },
    {
      commercetools: 'simulator',
      marketing: 'simulator',
      tenants: 1,
      customers: CUSTOMERS,
      shop: { orders: ORDERS, products: PRODUCTS },
      seed: 1,
      latencyMs: LATENCY_MS,
    },
  );
  try {
    const read = () => readUse(session, dynamodb, sqs);
    const before = await read();
    await level(session);
    const loaded = await read();
    const runs = await readRuns(session.stack.stores, await takeSnapshot(session.stack.stores));
    for (let tick = 0; tick < IDLE_TICKS; tick += 1) {
      // As much later as the schedule would have it: a window has to open, and nothing is in it.
      await session.demo.simulators.commercetools?.control('POST', 'clock', { ms: TICK_MS });
      await session.stack.ticker.tick();
    }
    const idle = await read();
    const { streams } = await takeSnapshot(session.stack.stores);
    return {
      measuredOn: new Date().toISOString().slice(0, 10),
      machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node.js ${process.version}`,
      latencyMs: LATENCY_MS,
      load: {
        ...difference(loaded, before, 1),
        records: runs.reduce((sum, { counts }) => sum + counts.read, 0),
      },
      idleTick: { ...difference(idle, loaded, IDLE_TICKS), streams: streams.length },
    };
  } finally {
    await session.close(0);
    await Promise.all([dynamodb.close(), sqs.close()]);
    await Promise.all(emulators.map((emulator) => emulator.close()));
    await rm(workDirectory, { recursive: true });
  }
}

async function level({ stack }: Session): Promise<void> {
  const { signal } = new AbortController();
  const { stores, ticker } = stack;
  const obstacles = await runUntilLevel({ stores, ticker, signal, onSnapshot: () => undefined });
  if (obstacles.length > 0) throw new Error(`Not level: ${obstacles.map(({ problem }) => problem.message).join(' ')}`);
}

/** `SyncWorkerFunctionE09799FC` in the template is `sync-worker`. */
const nameOf = (logicalId: string): FunctionName | undefined =>
  FUNCTION_NAMES.find((name) => logicalId.toLowerCase().startsWith(name.replaceAll('-', '')));

async function readUse({ stack }: Session, dynamodb: CountingProxy, sqs: CountingProxy): Promise<Usage> {
  const functions: Partial<Usage['functions']> = {};
  for (const [logicalId, { usage }] of stack.functions) {
    const name = nameOf(logicalId);
    if (name) functions[name] = { invocations: usage.invocations, busySeconds: usage.busyMs / 1000 };
  }
  return {
    functions: functions as Usage['functions'],
    dynamodb: { readUnits: dynamodb.use.readUnits, writeUnits: dynamodb.use.writeUnits },
    sqsRequests: sqs.use.requests,
    logBytes: (await stat(stack.log.file)).size,
  };
}

/** What came to pass between two looks, by `share` of it. */
function difference(after: Usage, before: Usage, share: number): Usage {
  const part = (a: number, b: number): number => Math.round(((a - b) / share) * 1000) / 1000;
  const functions = Object.fromEntries(
    FUNCTION_NAMES.map((name) => {
      const [a, b] = [after.functions[name], before.functions[name]];
      return [
        name,
        {
          invocations: part(a?.invocations ?? 0, b?.invocations ?? 0),
          busySeconds: part(a?.busySeconds ?? 0, b?.busySeconds ?? 0),
        },
      ];
    }),
  );
  return {
    functions: functions as Usage['functions'],
    dynamodb: {
      readUnits: part(after.dynamodb.readUnits, before.dynamodb.readUnits),
      writeUnits: part(after.dynamodb.writeUnits, before.dynamodb.writeUnits),
    },
    sqsRequests: part(after.sqsRequests, before.sqsRequests),
    logBytes: part(after.logBytes, before.logBytes),
  };
}
