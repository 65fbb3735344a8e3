import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import { eventually } from '../support/eventually.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;

interface Activity {
  readonly contacts: { readonly active: readonly string[]; readonly peak: number };
  readonly insightData: { readonly active: readonly string[]; readonly peak: number };
}

let assembly: TestDirectory;
beforeAll(async () => {
  assembly = await synthesizeApp();
}, 120 * SECONDS);
afterAll(() => assembly.remove());

describe('two catalogs, with history and live under way at once', () => {
  it(
    'never have more imports at work than a tenant may: 8 of contacts, 4 of Insight data',
    async () => {
      const [main] = SHOP_CATALOGS;
      const world = await World.open({
        assembly,
        customers: 10_400,
        shop: { orders: 1_000, products: 200 },
        settings: { catalogs: [main, { ...main, name: 'usa', currency: 'USD', country: 'US' }] },
      });
      const ofAccount = (path: string) => `accounts/${world.userOf()}/${path}`;
      const activity = async () => (await world.control('marketing', 'GET', ofAccount('imports/activity'))) as Activity;
      try {
        // Slow enough that everything that may be at work is at work together.
        for (const kind of ['contacts', 'insightData']) {
          await world.control('marketing', 'PUT', ofAccount(`imports/${kind}`), { durationMs: 1500 });
        }
        const level = world.untilLevel();
        await eventually(
          async () => (await world.track('history'))?.run?.lanes.some(({ isDone }) => isDone) || undefined,
        );
        const changes = {
          createCustomers: 20,
          renameCustomers: 20,
          createOrders: 20,
          createGuestOrders: 20,
          changeEmbeddedPrices: 10,
          changeStandalonePrices: 10,
          changeStock: 20,
          unpublishProducts: 3,
        };
        await world.control('commercetools', 'POST', 'projects/demo/shop/changes', changes);
        await world.control('commercetools', 'POST', 'clock', { ms: 61 * SECONDS });
        await world.session.stack.ticker.tick();
        expect(await level).toEqual([]);
        expect(await world.tickUntilLevel()).toEqual([]);

        const { contacts, insightData } = await activity();
        expect(contacts.peak).toBeGreaterThan(4);
        expect(contacts.peak).toBeLessThanOrEqual(8);
        expect(insightData.peak).toBeGreaterThan(2);
        expect(insightData.peak).toBeLessThanOrEqual(4);
        const runs = await world.runs();
        expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
        const streams = new Set(runs.filter(({ track }) => track === 'live').map(({ stream }) => stream));
        expect([...streams].sort()).toEqual(
          expect.arrayContaining(['customers', 'guests', 'inventory#main', 'inventory#usa', 'orders', 'prices#main']),
        );
      } finally {
        await world.close();
      }
    },
    180 * SECONDS,
  );
});
