import { describe, expect, it } from '@jest/globals';
import { idAt, World } from '../../support/world.ts';

describe('records that Marketing refuses', () => {
  it('are stored by id and code and carry nothing of the record', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'bad@x', firstName: 'Ada' }, '2025-01-01T00:00:00.000Z');
    world.shop.put(idAt(0.2), { email: 'good@example.com' }, '2025-01-01T00:00:00.000Z');
    world.account.refusedHandles.set('bad@x', 'InvalidEmail');
    await world.level();
    const [rejection, ...others] = world.rejections.of('acme');
    expect(others).toHaveLength(0);
    expect(rejection).toMatchObject({ id: idAt(0.1), code: 'InvalidEmail', stream: 'customers', times: 1 });
    expect(JSON.stringify(rejection)).not.toContain('bad@x');
    expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 2, imported: 1, rejected: 1 });
  });

  it('leave the list once they are imported', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'bad@x' }, '2025-01-01T00:00:00.000Z');
    world.account.refusedHandles.set('bad@x', 'InvalidEmail');
    await world.level();
    world.pass(300);
    world.shop.put(idAt(0.1), { email: 'mended@example.com' });
    world.pass(600);
    await world.level();
    expect(world.rejections.of('acme')).toHaveLength(0);
  });

  it('stay on the list when other records of the same stretch are imported', async () => {
    const world = new World();
    world.shop.put(idAt(0.2), { email: 'bad@x' }, '2025-01-01T00:00:00.000Z');
    world.shop.put(idAt(0.1), { email: 'a@example.com' }, '2025-01-01T00:00:00.000Z');
    world.shop.put(idAt(0.3), { email: 'c@example.com' }, '2025-01-01T00:00:00.000Z');
    world.account.refusedHandles.set('bad@x', 'InvalidEmail');
    await world.level();
    world.pass(300);
    world.shop.put(idAt(0.1), { firstName: 'Ada' });
    world.shop.put(idAt(0.3), { firstName: 'Cleo' });
    world.pass(600);
    await world.level();
    expect(world.rejections.of('acme')).toHaveLength(1);
  });

  it('on the spot, before there is an import, are rejected once and the rest goes on', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'spoiler@example.com' }, '2025-01-01T00:00:00.000Z');
    world.shop.put(idAt(0.2), { email: 'good@example.com' }, '2025-01-01T00:00:00.000Z');
    world.account.spoilers.add('spoiler@example.com');
    await world.level();
    expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 2, imported: 1, rejected: 1 });
    expect(world.rejections.of('acme')).toMatchObject([{ id: idAt(0.1), times: 1 }]);
  });

  it('are counted as not confirmed when the report names them nowhere', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'a@example.com' }, '2025-01-01T00:00:00.000Z');
    world.account.forgetsHandles.add('a@example.com');
    await world.level();
    expect(world.rejections.of('acme')).toMatchObject([{ id: idAt(0.1), code: 'NotConfirmed' }]);
  });
});

describe('two customers with one email', () => {
  it('are one contact, and the one that changed last speaks for both', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'Both@Example.com ', firstName: 'Newer' }, '2025-03-01T00:00:00.000Z');
    world.shop.put(idAt(0.2), { email: 'both@example.com', firstName: 'Older' }, '2025-01-01T00:00:00.000Z');
    await world.level();
    expect(world.account.contacts.get('both@example.com')?.dataFields).toMatchObject({ FIRSTNAME: 'Newer' });
    expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 2, imported: 1, skipped: { duplicate: 1 } });
  });
});

describe('personal data', () => {
  it('is in no message and no log line', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'secret@example.com', firstName: 'Secretia' }, '2025-01-01T00:00:00.000Z');
    world.account.refusedHandles.set('secret@example.com', 'InvalidEmail');
    const messages: unknown[] = [];
    await world.tick();
    while (world.queue.length > 0) {
      messages.push(structuredClone(world.queue[0]));
      await world.step();
    }
    const written = JSON.stringify([
      messages,
      world.log,
      [...world.tracks.items.values()],
      world.rejections.of('acme'),
    ]);
    expect(written.toLowerCase()).not.toContain('secret');
    expect(world.manifests.items.size).toBe(0);
  });
});
