import { describe, expect, it } from '@jest/globals';
import { ConfigurationError, NoImportSlotError, TooMuchError, TransientError } from '../../../shared/domain/errors.ts';
import { ACME, idAt, World } from '../../support/world.ts';

function worldWith(count: number): World {
  const world = new World();
  for (let i = 0; i < count; i += 1) {
    world.shop.put(idAt(i / count, i), { email: `p${i}@example.com` }, '2025-05-01T08:00:00.000Z');
  }
  return world;
}

const outage = () => new TransientError('commercetools is busy.', { code: 'commercetools.503', retryAfterMs: 7000 });
const refusal = () =>
  new ConfigurationError('The credentials are refused.', { code: 'credentials', remedy: 'Mend secret sync/acme.' });

describe('an outage', () => {
  it('puts the page off for as long as was asked, and loses nothing', async () => {
    const world = worldWith(10);
    await world.tick();
    world.shop.failures.push(outage());
    await world.step();
    expect(world.queue[0]).toMatchObject({ message: { type: 'page', attempt: 1 }, delaySeconds: 7 });
    await world.drain();
    expect(world.account.contacts.size).toBe(10);
  });

  it('that lasts lets the lane rest, says so, and the next tick goes on where it stood', async () => {
    const world = worldWith(10);
    await world.tick();
    for (let i = 0; i < 8; i += 1) world.shop.failures.push(outage());
    await world.drain();
    expect(world.track('history')?.problem?.code).toBe('commercetools.503');
    expect(world.track('history')?.run?.lanes[0]?.resting?.code).toBe('commercetools.503');
    world.pass(60);
    await world.level();
    expect(world.account.contacts.size).toBe(10);
    expect(world.track('history')?.problem).toBeUndefined();
  });

  it('of Marketing while an import is asked about only delays the question', async () => {
    const world = worldWith(10);
    await world.tick();
    await world.step();
    world.account.failures.push(outage());
    await world.step();
    expect(world.queue[0]?.message.type).toBe('settle');
    await world.drain();
    expect(world.account.imports.size).toBe(1);
    expect(world.track('history')?.completedAt).toBeDefined();
  });

  it('of DynamoDB fails the message, so that the queue delivers it again', async () => {
    const world = worldWith(1);
    await world.tick();
    world.tracks.getTrack = async () => {
      throw outage();
    };
    await expect(world.step()).rejects.toThrow(TransientError);
  });
});

describe('no free place for an import', () => {
  it('is waited for and is no failure of the lane', async () => {
    const world = worldWith(10);
    await world.tick();
    world.account.failures.push(
      new NoImportSlotError('25 imports are active.', { code: 'marketing.tooManyActiveImports' }),
    );
    await world.drain();
    expect(world.account.contacts.size).toBe(10);
    expect(world.track('history')?.problem).toBeUndefined();
    expect(world.track('history')?.doubt).toBeUndefined();
  });
});

describe('answers that are too big', () => {
  it('halve the request until they fit, and the lane remembers', async () => {
    const world = worldWith(600);
    await world.tick();
    world.shop.failures.push(new TooMuchError('too much', { code: 'ContentTooLarge' }));
    world.shop.failures.push(new TooMuchError('too much', { code: 'QueryTimedOut' }));
    await world.step();
    expect(world.account.largest).toBe(600);
    expect(world.track('history')?.run?.lanes[0]?.requestSize).toBeLessThan(500);
  });

  it('halve the page when Marketing finds the import too big', async () => {
    const world = worldWith(600);
    await world.tick();
    const tooBig = () => new TooMuchError('413', { code: 'marketing.bodyTooLarge' });
    for (let i = 0; i < 4; i += 1) world.account.failures.push(tooBig());
    await world.drain();
    expect(world.account.largest).toBeLessThanOrEqual(5000 / 16);
    expect(world.account.contacts.size).toBe(600);
  });
});

describe('credentials that are refused', () => {
  it('stop this tenant with a remedy and no other', async () => {
    const world = new World([{ ...ACME, tenantId: 'broken' }, ACME]);
    world.shop.put(idAt(0.1), { email: 'a@example.com' }, '2025-01-01T00:00:00.000Z');
    const sourceOf = world.ports.sourceOf;
    world.ports.sourceOf = (tenant) => {
      if (tenant.tenantId !== 'broken') return sourceOf(tenant);
      const refuse = () => Promise.reject(refusal());
      return { probe: refuse, readPage: refuse, readByIds: refuse, readProject: refuse };
    };
    await world.level();
    expect(world.account.contacts.size).toBe(1);
    expect(world.track('live', 'customers', 'broken')?.problem).toMatchObject({ remedy: 'Mend secret sync/acme.' });
    expect(world.track('history')?.completedAt).toBeDefined();
  });

  it('found before the first run do not keep the tenant from beginning once they are mended', async () => {
    const world = worldWith(3);
    world.shop.failures.push(refusal());
    await world.level();
    expect(world.track('live')?.watermark).toBeUndefined();
    await world.level();
    expect(world.account.contacts.size).toBe(3);
    expect(world.track('live')?.problem).toBeUndefined();
  });

  it('in the middle of a run keep the import on record, so nothing is sent twice', async () => {
    const world = worldWith(10);
    await world.tick();
    await world.step();
    world.account.failures.push(refusal());
    await world.drain();
    expect(world.track('history')?.run?.lanes[0]?.resting).toBeDefined();
    await world.level();
    expect(world.account.imports.size).toBe(1);
    expect(world.track('history')?.completedAt).toBeDefined();
  });
});

describe('an import that is not carried out', () => {
  it('is sent again, read afresh', async () => {
    const world = worldWith(10);
    world.account.isSlow = true;
    await world.tick();
    await world.step();
    world.account.fail('import-1', 'Failed');
    await world.step();
    world.account.isSlow = false;
    await world.drain();
    expect(world.account.contacts.size).toBe(10);
    expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 10, imported: 10 });
  });

  it('rests the lane after three failures, with a problem that the next tick tries to overcome', async () => {
    const world = worldWith(10);
    world.account.isSlow = true;
    await world.tick();
    for (let i = 1; i <= 3; i += 1) {
      await world.step();
      world.account.fail(`import-${i}`, 'Failed');
      await world.step();
    }
    expect(world.queue).toHaveLength(0);
    expect(world.track('history')?.problem?.code).toBe('import.Failed');
    world.account.isSlow = false;
    await world.level();
    expect(world.account.contacts.size).toBe(10);
  });

  it('rests at once when a person is needed', async () => {
    const world = worldWith(10);
    world.account.isSlow = true;
    await world.tick();
    await world.step();
    world.account.fail('import-1', 'RejectedByWatchdog', true);
    await world.step();
    expect(world.queue).toHaveLength(0);
    expect(world.track('history')?.problem?.code).toBe('import.RejectedByWatchdog');
  });

  it('whose report is gone is sent again, and remembered as one that may still land', async () => {
    const world = worldWith(10);
    await world.tick();
    await world.step();
    world.account.imports.delete('import-1');
    await world.drain();
    expect(world.account.contacts.size).toBe(10);
    expect(world.track('history')?.doubt).toBeDefined();
  });
});

describe('a stream that was switched on a moment ago', () => {
  it('is worked on at once, although this worker still knows the settings of before', async () => {
    const world = worldWith(5);
    const getTenant = world.tenants.getTenant.bind(world.tenants);
    const before = { ...ACME, streams: { ...ACME.streams, customers: false } };
    world.tenants.getTenant = async (tenantId: string, isFresh = false) => (isFresh ? getTenant(tenantId) : before);
    await world.level();
    expect(world.account.contacts.size).toBe(5);
  });
});

describe('a tenant that was resumed a moment ago', () => {
  it('goes on at once, although this worker still takes it for paused', async () => {
    const world = worldWith(5);
    const getTenant = world.tenants.getTenant.bind(world.tenants);
    const before = { ...ACME, enabled: false };
    world.tenants.getTenant = async (tenantId: string, isFresh = false) => (isFresh ? getTenant(tenantId) : before);
    await world.level();
    expect(world.account.contacts.size).toBe(5);
  });
});

describe('a tenant that is paused in the middle of a run', () => {
  it('stands still at any step, and loses nothing when it is resumed', async () => {
    const steps = await stepsOfAFirstLoad();
    for (let pausedAfter = 0; pausedAfter <= steps; pausedAfter += 1) {
      const world = worldWith(10);
      await world.tick();
      for (let i = 0; i < pausedAfter; i += 1) await world.step();
      world.tenants.tenants[0] = { ...ACME, enabled: false };
      const before = world.account.imports.size;
      await world.level();
      expect(world.account.imports.size).toBe(before);
      world.tenants.tenants[0] = ACME;
      world.pass(3600);
      await world.level();
      expect([pausedAfter, world.account.contacts.size]).toEqual([pausedAfter, 10]);
      expect(world.track('history')?.lastRun?.counts).toMatchObject({ read: 10, imported: 10 });
    }
  });
});

async function stepsOfAFirstLoad(): Promise<number> {
  const world = worldWith(10);
  await world.tick();
  let steps = 0;
  while (await world.step()) steps += 1;
  expect(steps).toBeGreaterThan(2);
  return steps;
}
