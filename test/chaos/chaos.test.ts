import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { synthesizeApp, type TestDirectory } from '../e2e/world.ts';
import { runChaos } from './run-chaos.ts';

let assembly: TestDirectory;
beforeAll(async () => {
  assembly = await synthesizeApp();
}, 120_000);
afterAll(() => assembly.remove());

describe('the local stack under blows', () => {
  it('ends as it would have ended without them', async () => {
    const shop = { customers: 400, orders: 400, products: 60 };
    const { kills, differences } = await runChaos({ assembly, ...shop, kills: 5, seed: 3, say: () => undefined });
    expect(kills).toBe(5);
    expect(differences).toEqual([]);
  }, 180_000);
});
