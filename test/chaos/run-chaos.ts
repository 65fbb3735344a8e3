/**
 * The local stack under blows: functions are killed at random while a shop loads and changes and both sides fail now and
 * then; in the end Marketing has to hold what it would hold without all that.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import { findShopDifferences } from '../e2e/expected/compare-shop.ts';
import { type TestDirectory, World } from '../e2e/world.ts';
import { seededRandom } from '../simulators/http/seeded-random.ts';

export interface ChaosOptions {
  readonly assembly: TestDirectory;
  readonly customers: number;
  readonly orders: number;
  readonly products: number;
  readonly kills: number;
  readonly seed: number;
  readonly say: (line: string) => void;
}

export interface ChaosResult {
  readonly kills: number;
  /** Faults that struck, on both sides together. */
  readonly faults: number;
  readonly differences: readonly string[];
}

/** One request in twenty fails: refused, cut off, or carried out without an answer. */
const FAULTS = [
  { share: 0.02, action: { type: 'status', status: 503, body: 'html' } },
  { share: 0.01, action: { type: 'status', status: 500, body: 'empty' } },
  { share: 0.01, action: { type: 'reset' } },
  { share: 0.01, action: { type: 'reset', handled: true } },
];

const MOMENT = {
  createCustomers: 3,
  renameCustomers: 10,
  createOrders: 3,
  createGuestOrders: 3,
  changeOrderStates: 10,
  changeStock: 5,
};

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { assembly, customers, orders, products, seed, say } = options;
  const random = seededRandom(seed);
  const world = await World.open({
    assembly,
    customers,
    shop: { orders, products },
    settings: { catalogs: SHOP_CATALOGS },
    latencyMs: 20,
  });
  const { stack } = world.session;
  const bothSides = ['commercetools', 'marketing'] as const;
  try {
    for (const side of bothSides) for (const fault of FAULTS) await world.control(side, 'POST', 'faults', fault);
    stack.start();
    let kills = 0;
    while (kills < options.kills) {
      await wait(100 + random() * 900);
      const pids = [...stack.functions.values()].flatMap((pool) => pool.pids);
      const pid = pids[Math.floor(random() * pids.length)];
      if (pid !== undefined && kill(pid)) kills += 1;
      await world.control('commercetools', 'POST', 'projects/demo/shop/changes', { ...MOMENT, seed: kills });
      // In its own time the schedule notices that lanes have gone silent; here it is told. It also wakes what lies idle.
      if (kills % 3 === 0 || pid === undefined) await stack.ticker.tick({ silentAfterSeconds: 0 });
      if (kills % 10 === 0) say(`${kills} of ${options.kills} kills`);
    }
    const faults = await stopFaults(world, bothSides);
    say('calm: everything goes on until it is level');
    await stack.ticker.tick({ silentAfterSeconds: 0 });
    await world.untilLevel();
    // What is changed last is read last, and what an import that nobody followed may have undone is repeated.
    for (let tick = 0; tick < 3; tick += 1) {
      await world.control('commercetools', 'POST', 'clock', { ms: 61_000 });
      await world.tickUntilLevel();
    }
    const runs = await world.runs();
    const unbalanced = runs
      .filter(({ counts }) => !isBalanced(counts))
      .map(({ id }) => `the books of run ${id} do not balance`);
    return { kills, faults, differences: [...(await findShopDifferences(world)), ...unbalanced] };
  } finally {
    await world.close();
  }
}

async function stopFaults(world: World, sides: readonly ('commercetools' | 'marketing')[]): Promise<number> {
  let struck = 0;
  for (const side of sides) {
    const standing = (await world.control(side, 'GET', 'faults')) as { struck: number }[];
    struck += standing.reduce((sum, fault) => sum + fault.struck, 0);
    await world.control(side, 'DELETE', 'faults');
  }
  return struck;
}

/** False for a process that is dead already and whose pool has not heard of it yet. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
