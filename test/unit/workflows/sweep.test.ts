import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Stream } from '../../../shared/streams/stream.ts';
import type { World as WorldClass } from '../../support/world.ts';

/** A catalog reduced to what the engine sees of one: one record a product, named after it. */
const shelf: Stream = {
  name: 'products#main',
  fingerprint: 'first',
  rejectsAs: 'products#main',
  reads: { resource: 'product-projections' },
  requestSize: { start: 100, max: 500 },
  writes: { kind: 'insight', name: 'Catalog_main', scope: 'account', type: 'catalog' },
  after: [],
  mapRecord: ({ id, isOnSale = true }) => [
    {
      outcome: 'send',
      submission: { id, handle: id, json: JSON.stringify({ status: isOnSale ? 'Enabled' : 'Disabled' }) },
      flags: [],
      ...(!isOnSale && { onlyIfKnown: true }),
    },
  ],
  refresh: {
    disableLimitShare: 0.2,
    reads: { resource: 'product-projections' },
    sourceIdOf: (key) => key,
    keysOf: ({ id }) => [id],
    isEnabled: ({ status }) => status === 'Enabled',
    disable: (key, json) => ({ id: key, handle: key, json: JSON.stringify({ ...json, status: 'Disabled' }) }),
  },
};

jest.unstable_mockModule('../../../shared/streams/streams-of.ts', () => ({ streamsOf: () => [shelf] }));
const { World, idAt } = await import('../../support/world.ts');

const OLD = '2025-01-01T00:00:00.000Z';
const DAY = 24 * 60 * 60;
let world: WorldClass;

beforeEach(async () => {
  world = new World();
  for (let i = 0; i < 50; i += 1) world.shop.put(idAt(i / 50, i), {}, OLD);
  await world.level();
});

const statusOf = (id: string) => world.account.contacts.get(id)?.status;
const product = (i: number) => idAt(i / 50, i);

async function nextDay(): Promise<void> {
  world.pass(DAY);
  await world.level();
  await world.drain();
}

describe('a deleted product', () => {
  it('is disabled by the sweep that follows the daily refresh, and nothing else is', async () => {
    world.shop.records.delete(product(7));
    await nextDay();
    expect(statusOf(product(7))).toBe('Disabled');
    expect([...world.account.contacts.values()].filter(({ status }) => status === 'Disabled')).toHaveLength(1);
    expect(world.track('sweep', 'products#main')?.lastRun?.counts).toMatchObject({ read: 1, imported: 1 });
  });

  it('is found on whichever page of the collection it is listed', async () => {
    world.account.listSize = 3;
    for (const i of [0, 20, 49]) world.shop.records.delete(product(i));
    await nextDay();
    for (const i of [0, 20, 49]) expect(statusOf(product(i))).toBe('Disabled');
  });

  it('stays as it is until a day has passed', async () => {
    world.shop.records.delete(product(7));
    world.pass(DAY / 2);
    await world.level();
    expect(statusOf(product(7))).toBe('Enabled');
  });

  it('is found at once when a person asks for a refresh', async () => {
    world.shop.records.delete(product(7));
    world.pass(60);
    await world.tick(undefined, true);
    await world.drain();
    expect(statusOf(product(7))).toBe('Disabled');
  });
});

describe('a refresh that found no free lane', () => {
  it('is not forgotten: it opens at the next tick, without waiting for the day to pass', async () => {
    await world.tracks.putWaiting({ tenantId: 'acme', stream: 'products#main', track: 'refresh' }, true);
    world.pass(60);
    await world.level();
    expect(world.track('refresh', 'products#main')?.completedAt).toBeDefined();
    expect(world.track('refresh', 'products#main')?.isWaiting).toBeUndefined();
  });
});

describe('too many deleted products', () => {
  it('are all left alone, with a problem that says what to do', async () => {
    for (let i = 0; i < 11; i += 1) world.shop.records.delete(product(i));
    await nextDay();
    expect([...world.account.contacts.values()].every(({ status }) => status === 'Enabled')).toBe(true);
    expect(world.track('sweep', 'products#main')?.problem).toMatchObject({ code: 'sweep.heldBack' });
  });

  it('do not keep the refresh from renewing prices the next day', async () => {
    for (let i = 0; i < 11; i += 1) world.shop.records.delete(product(i));
    await nextDay();
    const before = world.track('refresh', 'products#main')?.completedAt;
    await nextDay();
    expect((world.track('refresh', 'products#main')?.completedAt ?? '') > (before ?? '')).toBe(true);
  });

  it('are disabled once a person has raised the limit', async () => {
    for (let i = 0; i < 11; i += 1) world.shop.records.delete(product(i));
    await nextDay();
    const { refresh } = shelf;
    if (!refresh) throw new Error('The stream can be refreshed.');
    refresh.disableLimitShare = 0.5;
    world.pass(60);
    await world.level();
    refresh.disableLimitShare = 0.2;
    expect(statusOf(product(3))).toBe('Disabled');
    expect(world.track('sweep', 'products#main')?.problem).toBeUndefined();
  });
});

describe('a record that is refused', () => {
  it('stays listed while its sister of the same product arrives, in one page or another', async () => {
    const { mapRecord } = shelf;
    shelf.mapRecord = ({ id }) =>
      ['1', '2'].map((variant) => ({
        outcome: 'send',
        submission: { id: `${id}_${variant}`, handle: `${id}_${variant}`, json: '{"status":"Enabled"}' },
        flags: [],
      }));
    const changed = idAt(0.77);
    world.account.refusedHandles.set(`${changed}_1`, 'JsonValueTooLong');
    for (let round = 0; round < 2; round += 1) {
      world.pass(300);
      world.shop.put(changed);
      world.pass(600);
      await world.level();
      expect(world.rejections.of('acme')).toMatchObject([{ id: `${changed}_1`, times: round + 1 }]);
    }
    world.account.refusedHandles.clear();
    world.pass(300);
    world.shop.put(changed);
    world.pass(600);
    await world.level();
    shelf.mapRecord = mapRecord;
    expect(world.rejections.of('acme')).toHaveLength(0);
  });
});

describe('an unpublished product', () => {
  it('that Marketing knows is disabled by the next live window', async () => {
    world.pass(300);
    world.shop.put(product(3), { isOnSale: false });
    world.pass(300);
    await world.level();
    expect(statusOf(product(3))).toBe('Disabled');
  });

  it('that was never on sale is skipped and counted', async () => {
    world.pass(300);
    world.shop.put(idAt(0.999), { isOnSale: false });
    world.pass(300);
    await world.level();
    expect(world.account.contacts.has(idAt(0.999))).toBe(false);
    expect(world.track('live', 'products#main')?.lastRun?.counts).toMatchObject({
      read: 1,
      skipped: { unpublished: 1 },
    });
  });
});
