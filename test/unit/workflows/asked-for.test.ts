import { describe, expect, it } from '@jest/globals';
import { requestRun } from '../../../shared/workflows/request-run.ts';
import { ACME, idAt, World } from '../../support/world.ts';

const OLD = '2025-01-01T00:00:00.000Z';
const AT = '2026-03-01T12:00:00.000Z';
const key = (track: 'refresh' | 'backfill' | 'replay') => ({ tenantId: 'acme', stream: 'customers', track });

async function loadedWorld(customers = 3): Promise<World> {
  const world = new World();
  for (let n = 1; n <= customers; n += 1) world.shop.put(idAt(n / 10), { email: `c${n}@example.com` }, OLD);
  await world.level();
  world.pass(900);
  return world;
}

describe('a run that a person asks for', () => {
  it('opens without waiting for the schedule, and its history says who and why', async () => {
    const world = await loadedWorld();
    const request = { reason: 'asked for', at: AT, by: 'ops@shop', why: 'a new list' };
    expect(await requestRun(key('refresh'), request, world.ports)).toBe(true);
    await world.drain();
    expect(world.track('refresh')?.lastRun).toMatchObject({
      track: 'refresh',
      reason: 'asked for',
      by: 'ops@shop',
      why: 'a new list',
      counts: { read: 3, imported: 3 },
    });
    expect(world.track('refresh')).not.toHaveProperty('requested');
  });

  it('is refused while another waits, and then not lost', async () => {
    const world = await loadedWorld();
    expect(await requestRun(key('backfill'), { reason: 'one', at: AT }, world.ports)).toBe(true);
    expect(await requestRun(key('backfill'), { reason: 'other', at: AT }, world.ports)).toBe(false);
    await world.drain();
    expect(world.track('backfill')?.lastRun?.reason).toBe('one');
  });

  it('waits for one that is open, and opens when that has closed', async () => {
    const world = await loadedWorld();
    world.account.isSlow = true;
    await requestRun(key('refresh'), { reason: 'one', at: AT }, world.ports);
    while (!world.track('refresh')?.run?.lanes.some((lane) => lane.import)) await world.step();
    await requestRun(key('refresh'), { reason: 'two', at: '2026-03-01T12:00:01.000Z' }, world.ports);
    for (let n = 0; n < 5; n += 1) await world.step();
    expect(world.track('refresh')).toMatchObject({ run: { reason: 'one' }, requested: { reason: 'two' } });
    world.account.isSlow = false;
    for (const importId of world.account.imports.keys()) world.account.finish(importId);
    await world.drain();
    expect(world.tracks.runs.filter(({ track }) => track === 'refresh').map(({ reason }) => reason)).toEqual([
      'one',
      'two',
    ]);
  });

  it('leaves the watermark alone and lets the next live run reach back behind its pages', async () => {
    const world = await loadedWorld();
    const before = world.track('live')?.watermark;
    world.account.isSlow = true;
    await requestRun(key('refresh'), { reason: 'asked for', at: AT }, world.ports);
    while (!world.track('refresh')?.run?.lanes.some((lane) => lane.import)) await world.step();
    const readAt = world.track('refresh')?.run?.lanes[0]?.import?.readAt;
    expect(world.track('live')?.watermark).toBe(before);
    world.shop.put(idAt(0.1), { firstName: 'Changed meanwhile' });
    world.pass(120);
    await world.tick();
    expect(world.track('live')?.heldSince).toBe(readAt);
  });

  it('comes after the first walk, which brings the same records', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'a@example.com' }, OLD);
    world.account.isSlow = true;
    await world.tick();
    await world.step();
    await requestRun(key('refresh'), { reason: 'asked for', at: AT }, world.ports);
    await world.step();
    expect(world.track('refresh')?.run).toBeUndefined();
    expect(world.track('refresh')?.requested).toBeDefined();
  });
});

describe('a backfill', () => {
  it('walks the window it was given, and never past the watermark', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'jan@example.com' }, '2025-01-10T00:00:00.000Z');
    world.shop.put(idAt(0.2), { email: 'feb@example.com' }, '2025-02-10T00:00:00.000Z');
    world.shop.put(idAt(0.3), { email: 'mar@example.com' }, '2025-03-10T00:00:00.000Z');
    await world.level();
    const watermark = world.track('live')?.watermark;
    const ask = async (from: string | undefined, to: string | undefined) => {
      const window = { ...(from && { from }), ...(to && { to }) };
      await requestRun(key('backfill'), { reason: 'asked for', at: world.ourNow, window }, world.ports);
      await world.drain();
      return world.track('backfill')?.lastRun;
    };
    expect((await ask('2025-02-01T00:00:00.000Z', '2025-03-01T00:00:00.000Z'))?.counts).toMatchObject({ read: 1 });
    const all = await ask(undefined, '2099-01-01T00:00:00.000Z');
    expect(all?.counts).toMatchObject({ read: 3, imported: 3 });
    expect(all?.window).toEqual({ to: watermark });
  });
});

describe('a replay', () => {
  async function refusedWorld(): Promise<World> {
    const world = new World();
    for (const n of [1, 2, 3, 4]) {
      world.shop.put(idAt(n / 10), { email: `c${n}@example.com` }, OLD);
      if (n > 1) world.account.refusedHandles.set(`c${n}@example.com`, n === 4 ? 'Blocker' : 'InvalidEmail');
    }
    await world.level();
    expect(world.rejections.of('acme').map(({ code }) => code)).toEqual(['InvalidEmail', 'InvalidEmail', 'Blocker']);
    return world;
  }
  const replay = async (world: World, choice: { code?: string; ids?: string[] } = {}) => {
    await requestRun(key('replay'), { reason: 'asked for', at: world.ourNow, replay: choice }, world.ports);
    await world.drain();
    return world.track('replay')?.lastRun?.counts;
  };

  it('sends again what was refused and nothing else; what is taken now leaves the list', async () => {
    const world = await refusedWorld();
    world.account.refusedHandles.delete('c2@example.com');
    expect(await replay(world)).toMatchObject({ read: 3, imported: 1, rejected: 2 });
    expect(world.rejections.of('acme')).toMatchObject([
      { id: idAt(0.3), code: 'InvalidEmail', times: 2 },
      { id: idAt(0.4), code: 'Blocker', times: 2 },
    ]);
  });

  it('keeps to one code, or to the ids it was given', async () => {
    const world = await refusedWorld();
    world.account.refusedHandles.clear();
    expect(await replay(world, { code: 'Blocker' })).toMatchObject({ read: 1, imported: 1 });
    expect(await replay(world, { ids: [idAt(0.3), 'unknown'] })).toMatchObject({ read: 1, imported: 1 });
    expect(world.rejections.of('acme').map(({ id }) => id)).toEqual([idAt(0.2)]);
  });

  it('takes off the list what is gone, and what is not sent any more', async () => {
    const world = await refusedWorld();
    world.shop.records.delete(idAt(0.2));
    world.shop.put(idAt(0.3), { email: '' }, OLD);
    expect(await replay(world)).toMatchObject({ read: 3, rejected: 1, skipped: { deleted: 1, noEmail: 1 } });
    expect(world.rejections.of('acme').map(({ id }) => id)).toEqual([idAt(0.4)]);
  });

  it('walks a long list page by page', async () => {
    const world = new World();
    for (let n = 0; n < 2300; n += 1) {
      world.shop.put(idAt(n / 2300, n), { email: `c${n}@example.com` }, OLD);
      world.account.refusedHandles.set(`c${n}@example.com`, 'InvalidEmail');
    }
    await world.level();
    expect(world.rejections.of('acme')).toHaveLength(2300);
    world.account.refusedHandles.clear();
    expect(await replay(world)).toMatchObject({ read: 2300, imported: 2300 });
    expect(world.rejections.of('acme')).toEqual([]);
    expect(world.account.largest).toBeLessThanOrEqual(5000);
  });
});

describe('a mapping that has changed', () => {
  /** The list is part of what a customer's contact is made of. */
  const withOtherList = (fullRunOnMappingChange: boolean) => ({
    ...ACME,
    fullRunOnMappingChange,
    marketing: { ...ACME.marketing, listId: 8 },
  });

  it('is followed by one full run, after the account was looked at again', async () => {
    const world = await loadedWorld();
    const prepared = world.account.prepared;
    world.tenants.tenants[0] = withOtherList(true);
    await world.tick();
    expect(world.account.prepared).toBe(prepared + 1);
    await world.drain();
    expect(world.track('refresh')?.lastRun).toMatchObject({
      reason: 'mapping changed',
      counts: { read: 3, imported: 3 },
    });
    expect([...world.account.contacts.values()].map(({ lists }) => lists)).toEqual([[8], [8], [8]]);
    world.pass(900);
    await world.level();
    expect(world.tracks.runs.filter(({ track }) => track === 'refresh')).toHaveLength(1);
  });

  it('reaches only what changes from then on where the tenant wants it so', async () => {
    const world = await loadedWorld();
    world.tenants.tenants[0] = withOtherList(false);
    await world.level();
    expect(world.track('refresh')?.lastRun).toBeUndefined();
    world.tenants.tenants[0] = { ...withOtherList(true) };
    world.pass(900);
    await world.level();
    expect(world.track('refresh')?.lastRun).toBeUndefined();
  });

  it('is what the full run goes by, also in a container that still knows the one before', async () => {
    const world = await loadedWorld();
    world.tenants.known.set('acme', ACME);
    world.tenants.tenants[0] = withOtherList(true);
    await world.level();
    expect([...world.account.contacts.values()].map(({ lists }) => lists)).toEqual([[8], [8], [8]]);
    expect(world.tracks.runs.filter(({ track }) => track === 'refresh')).toHaveLength(1);
  });

  it('lets pages of a run that is still open look at the account before they are handed over', async () => {
    const world = new World();
    for (const n of [1, 2]) world.shop.put(idAt(n / 10), { email: `c${n}@example.com` }, OLD);
    await world.tick();
    const prepared = world.account.prepared;
    world.tenants.tenants[0] = withOtherList(true);
    await world.step();
    expect(world.account.prepared).toBe(prepared + 1);
    await world.level();
    expect([...world.account.contacts.values()].map(({ lists }) => lists)).toEqual([[8], [8]]);
  });

  it('that the account cannot take lets the stream stand still and say so', async () => {
    const world = await loadedWorld();
    world.tenants.tenants[0] = withOtherList(true);
    const broken = new Error('no such list');
    world.account.prepare = async () => {
      throw broken;
    };
    world.shop.put(idAt(0.1), { firstName: 'Ada' });
    world.pass(300);
    await expect(world.tick()).resolves.toMatchObject({ troubled: 1 });
    await world.drain();
    expect(world.track('live')?.problem).toBeDefined();
    expect(world.account.contacts.get('c1@example.com')).not.toHaveProperty('dataFields.FIRSTNAME');
  });
});
