import { expect, it } from '@jest/globals';
import { ACME, idAt, World } from '../../support/world.ts';

it('a run tells records that the mapping refused from those that Marketing refused', async () => {
  const world = new World([{ ...ACME, streams: { customers: false, guests: false, orders: true } }]);
  world.shop.put(idAt(0.1), { customerEmail: 'a@example.com', lineItems: [] }, '2025-01-01T00:00:00.000Z');
  await world.level();
  expect(world.rejections.of('acme')).toMatchObject([{ code: 'OrderWithoutTotal' }]);
  expect(world.track('history', 'orders')?.lastRun?.counts).toMatchObject({ read: 1, rejected: 1, unsent: 1 });
});
