import { describe, expect, it } from '@jest/globals';
import { World } from './world.ts';

async function traceOf(seed: number): Promise<{ trace: string[]; struck: Record<string, number> }> {
  const world = new World(seed, true);
  await world.run();
  return { trace: world.trace, struck: world.chances.struck };
}

describe('the simulation', () => {
  it('repeats a world to the last step', async () => {
    const [first, second] = [await traceOf(11), await traceOf(11)];
    expect(first.trace.length).toBeGreaterThan(100);
    expect(second).toEqual(first);
  });

  it('makes another world of another seed', async () => {
    expect((await traceOf(12)).trace).not.toEqual((await traceOf(13)).trace);
  });

  it('strikes with faults of every kind in a few worlds, and the sync holds', async () => {
    const struck = new Set<string>();
    for (let seed = 100; seed < 130; seed += 1) {
      for (const kind of Object.keys((await traceOf(seed)).struck)) struck.add(kind);
    }
    expect(struck.size).toBeGreaterThan(25);
  }, 120_000);
});
