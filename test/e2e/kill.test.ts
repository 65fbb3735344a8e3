import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StackFile } from '../../infra/local/work-directory.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { DynamoTrackStore } from '../../shared/adapters/dynamodb/track-store.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import type { Run } from '../../shared/domain/run.ts';
import { eventually } from '../support/eventually.ts';
import { makeDirectory, synthesizeApp, type TestDirectory, World, type WorldOptions } from './world.ts';

const SECONDS = 1000;
/** More than commercetools' estimate reaches, so that the walk has as many lanes as it may. */
const CUSTOMERS = 10_400;

interface ImportNote {
  importId: string;
  records: number;
  status: string;
}

let assembly: TestDirectory;
beforeAll(async () => {
  assembly = await synthesizeApp();
}, 120 * SECONDS);
afterAll(() => assembly.remove());

const importsOf = async (world: World): Promise<ImportNote[]> =>
  (await world.control('marketing', 'GET', `accounts/${world.userOf()}/imports`)) as ImportNote[];

/** Everyone is in or refused, the books balance, and there was one walk: the one with this id. */
async function expectLevel(world: World, walkId: string): Promise<void> {
  const refused = new Set(await world.refusedIds());
  const contacts = await world.contacts();
  const customers = await world.customers();
  const emails = customers.filter(({ id }) => !refused.has(id)).map(({ email = '' }) => email.trim().toLowerCase());
  expect(new Set(contacts.keys())).toEqual(new Set(emails));
  expect(refused.size).toBeGreaterThan(0);
  const runs = await world.runs();
  expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
  const walks = runs.filter(({ track }) => track === 'history');
  expect(walks.map(({ id, counts }) => [id, counts.read])).toEqual([[walkId, CUSTOMERS]]);
}

/** False for a process of an earlier round that is dead already and whose pool has not heard of it yet. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

describe('workers that are killed while pages are in flight', () => {
  it(
    'leave everything in, with the books balanced and the walk gone on with',
    async () => {
      const world = await World.open({ assembly, customers: CUSTOMERS, latencyMs: 60 });
      try {
        const { stack } = world.session;
        const pools = [...stack.functions.values()].filter(({ concurrency }) => concurrency > 1);
        stack.start();
        const walk = await eventually(async () => (await world.track('history'))?.run);
        for (let round = 0; round < 3; round++) {
          await eventually(() => pools.flatMap(({ pids }) => pids).filter(kill).length > 0 || undefined);
          // In its own time the schedule notices that lanes have gone silent; here it is told.
          await eventually(async () => (await stack.ticker.tick({ silentAfterSeconds: 0 })).ok || undefined);
        }
        expect(await world.untilLevel()).toEqual([]);
        await expectLevel(world, walk.id);
      } finally {
        await world.close();
      }
    },
    120 * SECONDS,
  );
});

describe('the whole stack, killed while imports are under way', () => {
  let kept: TestDirectory;
  let victim: ChildProcess;
  beforeAll(() => {
    kept = makeDirectory();
  });
  afterAll(() => {
    victim.kill('SIGKILL');
    kept.remove();
  });

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it(
    'goes on where it stood: same run, nothing sent twice, everything in',
    async () => {
      const options: WorldOptions = { assembly, keepIn: kept, customers: CUSTOMERS };
      victim = spawn(process.execPath, [join(import.meta.dirname, 'killable-session.ts'), JSON.stringify(options)], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      const lines = createInterface({ input: victim.stdout ?? process.stdin });
      const [line] = (await once(lines, 'line')) as [string];
      const found = JSON.parse(line) as StackFile & { simulatorPids: number[] };
      await slowDown(found);
      victim.stdin?.write('go\n');

      const before = await waitForImports(found);
      victim.kill('SIGKILL');
      await eventually(() => !found.simulatorPids.some(isAlive) || undefined);
      const waiting = before.lanes.flatMap((lane) => lane.import?.importId ?? []);
      const done = before.lanes.filter(({ isDone }) => isDone);
      expect(done.length).toBeGreaterThan(0);
      expect(waiting.length).toBeGreaterThan(0);

      const world = await World.open(options);
      try {
        const now = (await world.track('history'))?.run;
        expect(now?.id).toBe(before.id);
        expect(now?.lanes.filter(({ isDone }) => isDone).length).toBeGreaterThanOrEqual(done.length);
        // The outside world went on meanwhile.
        await world.control('marketing', 'POST', 'clock', { ms: 600 * SECONDS });
        expect(await world.tickUntilLevel()).toEqual([]);
        await expectLevel(world, before.id);
        const imports = await importsOf(world);
        expect(imports.filter(({ importId }) => waiting.includes(importId)).map(({ status }) => status)).toEqual(
          waiting.map(() => 'Finished'),
        );
        expect(imports).toHaveLength(before.lanes.length);
      } finally {
        await world.close();
      }
    },
    120 * SECONDS,
  );

  /** The first two imports are quick; the others are still at work when the blow falls. */
  async function slowDown({ simulators }: StackFile): Promise<void> {
    const url = `${simulators.marketing}/_simulator/accounts/apiuser-shop-demo@apiconnector.com/imports/contacts`;
    const order = (method: string, body: unknown) => fetch(url, { method, body: JSON.stringify(body) });
    await order('PUT', { durationMs: 300 * SECONDS });
    await order('POST', [{ durationMs: 0 }, { durationMs: 0 }]);
  }

  /** The walk, once every lane has handed its page over and those with a quick import are done. */
  async function waitForImports({ region, endpoints, tables }: StackFile): Promise<Run> {
    const client = new DynamoDBClient({
      region,
      endpoint: endpoints.dynamodb,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const tracks = new DynamoTrackStore(new Table(client, tables.state));
    const run = await eventually(async () => {
      const track = await tracks.getTrack({ tenantId: 'demo', stream: 'customers', track: 'history' });
      const isHandedOver = track?.run?.lanes.every((lane) => lane.isDone || lane.import);
      return isHandedOver && track?.run?.lanes.some(({ isDone }) => isDone) ? track.run : undefined;
    });
    client.destroy();
    return run;
  }
});
