import { describe, expect, it } from '@jest/globals';
import { isBalanced } from '../../../shared/domain/counts.ts';
import { idAt, World } from '../../support/world.ts';

function worldWith(count: number): World {
  const world = new World();
  for (let i = 0; i < count; i += 1) {
    world.shop.put(idAt(i / count, i), { email: `p${i}@example.com` }, '2025-05-01T08:00:00.000Z');
  }
  return world;
}

describe('messages', () => {
  it('that come twice change nothing: every book counts each record once', async () => {
    const world = worldWith(300);
    await world.tick();
    for (let next = world.queue.shift(); next; next = world.queue.shift()) {
      await world.deliver(next.message);
      await world.deliver(next.message);
    }
    expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 300, imported: 300 });
    expect(world.account.contacts.size).toBe(300);
  });

  it('that come in any order end in the same state', async () => {
    const world = worldWith(11_000);
    await world.tick();
    for (let next = world.queue.pop(); next; next = world.queue.pop()) await world.deliver(next.message);
    expect(world.account.contacts.size).toBe(11_000);
    expect(world.track('history')?.completedAt).toBeDefined();
  });

  it('of a closed run are dropped', async () => {
    const world = worldWith(5);
    await world.tick();
    const page = world.queue[0]?.message;
    await world.drain();
    const calls = world.shop.calls;
    if (page) await world.deliver(page);
    expect(world.shop.calls).toBe(calls);
    expect(world.events('messageStale')).toHaveLength(1);
  });

  it('that are lost are re-created by the next tick from the item, without starting again', async () => {
    const world = worldWith(11_000);
    await world.tick();
    for (let i = 0; i < 10; i += 1) await world.step();
    const before = world.track('history')?.run;
    world.queue.length = 0;
    world.pass(16 * 60);
    await world.level();
    expect(world.account.contacts.size).toBe(11_000);
    expect(world.track('history')?.lastRun?.id).toBe(before?.id);
    expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 11_000, imported: 11_000 });
  });

  it('are not issued again while their lanes are at work', async () => {
    const world = worldWith(10);
    await world.tick();
    world.pass(60);
    await world.tick();
    expect(world.events('laneReissued')).toHaveLength(0);
  });

  it('can all be issued again on demand, and the old ones then find nothing to do', async () => {
    const world = worldWith(10);
    await world.tick();
    const old = world.queue.splice(0);
    await world.tick(0);
    const calls = world.shop.calls;
    for (const { message } of old) await world.deliver(message);
    expect(world.shop.calls).toBe(calls);
    await world.drain();
    expect(world.account.contacts.size).toBe(10);
  });
});

describe('a worker that dies', () => {
  it('after the state was written and before the next message was sent is repaired by the redelivery', async () => {
    const world = worldWith(10);
    await world.tick();
    const page = world.queue.shift()?.message;
    if (!page) throw new Error('The tick sent no page.');
    await world.deliver(page);
    world.queue.length = 0; // the settle message never left
    await world.deliver(page, true);
    await world.drain();
    expect(world.track('history')?.completedAt).toBeDefined();
    expect(world.account.imports.size).toBe(1);
  });

  it('after the import was taken is read again, and live reaches back behind the import nobody follows', async () => {
    const world = worldWith(10);
    await world.tick();
    const page = world.queue.shift()?.message;
    if (!page) throw new Error('The tick sent no page.');
    await world.deliver(page, true); // an earlier delivery died at an unknown place
    await world.drain();
    const history = world.track('history');
    expect(history?.doubt?.since).toBe('2026-03-01T12:00:00.000Z');
    world.pass(900);
    await world.level();
    expect(world.track('live')?.heldSince).toBe('2026-03-01T12:00:00.000Z');
    world.pass(3 * 60 * 60);
    await world.level();
    expect(world.track('live')?.heldSince).toBeUndefined();
  });

  it('before the run was closed leaves the closing to the next tick', async () => {
    const world = worldWith(10);
    const { closeRun } = world.tracks;
    world.tracks.closeRun = async () => {
      throw new Error('died');
    };
    await world.tick();
    await expect(world.drain()).rejects.toThrow('died');
    world.tracks.closeRun = closeRun;
    await world.level();
    expect(world.track('history')?.completedAt).toBeDefined();
    expect(world.tracks.runs.every(({ counts }) => isBalanced(counts))).toBe(true);
  });
});
