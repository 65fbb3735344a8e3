import { describe, expect, it } from '@jest/globals';
import { isBalanced } from '../../../shared/domain/counts.ts';
import { idAt, World } from '../../support/world.ts';

const fill = (world: World, count: number) => {
  for (let i = 0; i < count; i += 1) {
    const fields = { email: `person${i}@example.com`, firstName: 'Ada', lastName: `No ${i}` };
    world.shop.put(idAt(i / count, i), fields, '2025-05-01T08:00:00.000Z');
  }
};

describe('the first load', () => {
  it('brings every customer with an email into the account and completes the history', async () => {
    const world = new World();
    fill(world, 1200);
    world.shop.put(idAt(0.5, 99_999), { firstName: 'No email' }, '2025-05-01T08:00:00.000Z');
    await world.level();
    expect(world.account.contacts.size).toBe(1200);
    const history = world.track('history');
    expect(history?.completedAt).toBeDefined();
    expect(history?.run).toBeUndefined();
    expect(history?.lastRun?.counts).toMatchObject({
      read: 1201,
      imported: 1200,
      rejected: 0,
      skipped: { noEmail: 1 },
    });
  });

  it('sets the live watermark a safe distance behind the clock of commercetools and not of this machine', async () => {
    const world = new World();
    world.ourNow = '2031-01-01T00:00:00.000Z';
    await world.tick();
    expect(world.track('live')?.watermark).toBe('2026-03-01T11:59:00.000Z');
  });

  it('makes the account ready before anything is read', async () => {
    const world = new World();
    await world.tick();
    expect(world.account.prepared).toBe(1);
  });

  it('cuts a large shop into lanes but leaves lanes free for live', async () => {
    const world = new World();
    fill(world, 10_500);
    await world.tick();
    const lanes = world.track('history')?.run?.lanes.length ?? 0;
    expect(lanes).toBe(7);
    await world.drain();
    expect(world.account.contacts.size).toBe(10_500);
  });

  it('never puts more than a page into one import', async () => {
    const world = new World();
    fill(world, 12_000);
    await world.level();
    expect(world.account.largest).toBeLessThanOrEqual(5000);
    expect(world.account.contacts.size).toBe(12_000);
  });

  it('does not take a short answer for the end of a lane', async () => {
    const world = new World();
    fill(world, 900);
    world.shop.largestAnswer = 37;
    await world.level();
    expect(world.account.contacts.size).toBe(900);
  });

  it('closes books that balance, requests included', async () => {
    const world = new World();
    fill(world, 800);
    world.account.refusedHandles.set('person5@example.com', 'InvalidEmail');
    await world.level();
    expect(world.tracks.runs).not.toHaveLength(0);
    for (const run of world.tracks.runs) expect(isBalanced(run.counts)).toBe(true);
    const calls = world.tracks.runs.reduce((sum, { counts }) => sum + counts.calls.marketing, 0);
    expect(calls).toBe(world.account.calls);
  });
});
