import { describe, expect, it } from '@jest/globals';
import { idAt, World } from '../../support/world.ts';

const OLD = '2025-05-01T08:00:00.000Z';

async function refusedWorld(codes: readonly string[]): Promise<World> {
  const world = new World();
  for (const [n, code] of codes.entries()) {
    world.shop.put(idAt((n + 1) / 10), { email: `c${n}@example.com` }, OLD);
    world.account.refusedHandles.set(`c${n}@example.com`, code);
  }
  await world.level();
  expect(world.rejections.of('acme')).toHaveLength(codes.length);
  return world;
}

const tick = async (world: World) => {
  world.pass(900);
  await world.level();
};
const replays = (world: World) => world.tracks.runs.filter(({ track }) => track === 'replay');

describe('a record that was refused for a reason that may pass', () => {
  it('is sent again by itself, and leaves the list when it is taken', async () => {
    const world = await refusedWorld(['Unknown', 'InvalidEmail']);
    world.account.refusedHandles.delete('c0@example.com');
    await tick(world);
    expect(replays(world)).toMatchObject([{ reason: 'refused for what may pass', counts: { read: 1, imported: 1 } }]);
    expect(world.rejections.of('acme')).toMatchObject([{ code: 'InvalidEmail', times: 1 }]);
  });

  it('is not sent again for ever', async () => {
    const world = await refusedWorld(['NotConfirmed']);
    for (let n = 0; n < 6; n += 1) await tick(world);
    expect(replays(world)).toHaveLength(2);
    expect(world.rejections.of('acme')).toMatchObject([{ times: 3 }]);
  });
});

describe('a record that was refused for what it is', () => {
  it('waits for somebody to change something', async () => {
    const world = await refusedWorld(['InvalidEmail', 'SomethingNew']);
    for (let n = 0; n < 3; n += 1) await tick(world);
    expect(replays(world)).toEqual([]);
  });
});
