import { describe, expect, it } from '@jest/globals';
import { idAt, World } from '../../support/world.ts';

async function levelWorld(): Promise<World> {
  const world = new World();
  for (let i = 0; i < 20; i += 1) {
    world.shop.put(idAt(i / 20, i), { email: `p${i}@example.com`, firstName: 'Old' }, '2025-05-01T08:00:00.000Z');
  }
  await world.level();
  return world;
}

const firstNameOf = (world: World, handle: string) =>
  (world.account.contacts.get(handle)?.dataFields as Record<string, string> | undefined)?.FIRSTNAME;

describe('a live tick', () => {
  it('with nothing changed asks once, imports nothing and moves the watermark', async () => {
    const world = await levelWorld();
    world.pass(900);
    const [shopCalls, accountCalls] = [world.shop.calls, world.account.calls];
    await world.level();
    expect(world.shop.calls - shopCalls).toBe(1);
    expect(world.account.calls - accountCalls).toBe(0);
    expect(world.track('live')?.watermark).toBe('2026-03-01T12:14:00.000Z');
  });

  it('brings a change once its moment lies inside a window', async () => {
    const world = await levelWorld();
    world.pass(300);
    world.shop.put(idAt(3 / 20, 3), { firstName: 'New' });
    world.pass(600);
    await world.level();
    expect(firstNameOf(world, 'p3@example.com')).toBe('New');
  });

  it('leaves a change of the last minute to the next window, and loses it in neither', async () => {
    const world = await levelWorld();
    world.pass(900);
    world.shop.put(idAt(3 / 20, 3), { firstName: 'New' });
    world.pass(10);
    await world.level();
    expect(firstNameOf(world, 'p3@example.com')).toBe('Old');
    world.pass(900);
    await world.level();
    expect(firstNameOf(world, 'p3@example.com')).toBe('New');
  });

  it('catches a change that became visible late, with a time before the watermark', async () => {
    const world = await levelWorld();
    world.pass(900);
    await world.level();
    world.shop.put(idAt(3 / 20, 3), { firstName: 'Late' }, '2026-03-01T12:13:30.000Z');
    world.pass(900);
    await world.level();
    expect(firstNameOf(world, 'p3@example.com')).toBe('Late');
  });

  it('moves the watermark only when the import is confirmed', async () => {
    const world = await levelWorld();
    const before = world.track('live')?.watermark;
    world.account.isSlow = true;
    world.pass(300);
    world.shop.put(idAt(3 / 20, 3), { firstName: 'New' });
    world.pass(600);
    await world.tick();
    for (let i = 0; i < 5; i += 1) await world.step();
    expect(world.track('live')?.watermark).toBe(before);
    for (const id of world.account.imports.keys()) world.account.finish(id);
    await world.drain();
    expect(world.track('live')?.watermark).toBe('2026-03-01T12:14:00.000Z');
  });

  it('does nothing when the clock of commercetools runs backwards', async () => {
    const world = await levelWorld();
    const before = world.track('live');
    world.shop.pass(-3600);
    await world.level();
    expect(world.track('live')).toEqual(before);
  });

  it('does not read the overlap again when a run closes', async () => {
    const world = await levelWorld();
    world.pass(300);
    world.shop.put(idAt(3 / 20, 3), { firstName: 'New' });
    world.pass(100);
    await world.level();
    const runs = world.tracks.runs.length;
    await world.drain();
    expect(world.tracks.runs).toHaveLength(runs);
  });
});

describe('history and live side by side', () => {
  /** The history page is read, then the customer changes, then the history import lands after the live one. */
  it('never lets an older version be the last word, however late the history import lands', async () => {
    const world = new World();
    world.account.isSlow = true;
    world.shop.put(idAt(0.1), { email: 'a@example.com', firstName: 'Old' }, '2025-01-01T00:00:00.000Z');
    await world.tick();
    await world.step(); // history page: read and handed over as import-1, not finished
    world.pass(200);
    world.shop.put(idAt(0.1), { firstName: 'New' });
    for (let tick = 0; tick < 4; tick += 1) {
      world.pass(900);
      await world.tick();
      for (let i = 0; i < 12; i += 1) {
        await world.step();
        for (const id of world.account.imports.keys()) if (id !== 'import-1') world.account.finish(id);
      }
    }
    expect(firstNameOf(world, 'a@example.com')).toBe('New');
    world.account.finish('import-1'); // now the old version lands
    expect(firstNameOf(world, 'a@example.com')).toBe('Old');
    world.account.isSlow = false;
    await world.drain();
    world.pass(900);
    await world.level();
    expect(firstNameOf(world, 'a@example.com')).toBe('New');
  });

  it('stops reaching back once nothing older is under way', async () => {
    const world = await levelWorld();
    for (let i = 0; i < 3; i += 1) {
      world.pass(900);
      await world.level();
    }
    expect(world.track('live')?.heldSince).toBeUndefined();
  });
});
