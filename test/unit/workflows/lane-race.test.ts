import { describe, expect, it } from '@jest/globals';
import { LANE_BUDGET } from '../../../shared/domain/lane-budget.ts';
import type { Catalog, Tenant } from '../../../shared/domain/tenant.ts';
import { ACME, idAt, World } from '../../support/world.ts';

const MAIN: Catalog = {
  name: 'main',
  collection: 'Catalog_main',
  locales: ['en'],
  currency: 'EUR',
  urlTemplate: 'https://shop.example.com/{slug}',
  level: 'variant',
  disableLimitShare: 0.2,
};
const TWO_CATALOGS: Tenant = {
  ...ACME,
  streams: { customers: false, guests: false, orders: false },
  catalogs: [MAIN, { ...MAIN, name: 'usa', collection: 'Catalog_usa' }],
};

/** Every look reads the tracks before any of them opens a run: a tick, say, while a run closes. */
function lookTogether(world: World, looks: number): Promise<unknown> {
  const list = world.tracks.listTracks.bind(world.tracks);
  const { promise: everybodyHasRead, resolve } = Promise.withResolvers<void>();
  let readers = 0;
  world.tracks.listTracks = async (tenantId) => {
    const tracks = await list(tenantId);
    readers += 1;
    if (readers === looks) resolve();
    await everybodyHasRead;
    return tracks;
  };
  return Promise.all(Array.from({ length: looks }, () => world.tick()));
}

describe('lanes of one tenant', () => {
  it.each([1, 2, 3])('stay within the budget when %i looks at it come together', async (looks) => {
    const world = new World([TWO_CATALOGS]);
    await world.level();
    world.pass(3600);
    for (let i = 0; i < 10_500; i += 1) world.shop.put(idAt(i / 10_500, i), { key: `p${i}` });
    world.pass(3600);
    await lookTogether(world, looks);
    const open = [...world.tracks.items.values()].flatMap(({ run }) => run?.lanes ?? []);
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThanOrEqual(LANE_BUDGET.insight);
  });
});
