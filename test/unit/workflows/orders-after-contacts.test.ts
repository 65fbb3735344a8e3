import { describe, expect, it } from '@jest/globals';
import { ACME, idAt, World } from '../../support/world.ts';

const TENANT = { ...ACME, streams: { customers: true, guests: false, orders: true } };

describe('live orders', () => {
  it('never pass the watermark of the contacts they belong to, and go on as soon as that moves', async () => {
    const world = new World([TENANT]);
    await world.level();
    world.pass(900);
    world.shop.put(idAt(0.1), { email: 'ada@example.com' });
    world.pass(120);
    world.account.isSlow = true;
    await world.tick();
    await world.step();
    const before = world.track('live')?.watermark;
    expect(world.track('live')?.run).toBeDefined();
    expect(world.track('live', 'orders')?.run).toBeUndefined();
    expect(world.track('live', 'orders')?.watermark).toBe(before);

    for (const importId of world.account.imports.keys()) world.account.finish(importId);
    world.account.isSlow = false;
    await world.drain();
    expect(world.track('live')?.watermark).not.toBe(before);
    expect(world.track('live', 'orders')?.watermark).toBe(world.track('live')?.watermark);
  });
});
