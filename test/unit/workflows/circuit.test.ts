import { describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../shared/domain/errors.ts';
import type { Submission } from '../../../shared/ports.ts';
import { ACME, idAt, World } from '../../support/world.ts';

const OLD = '2025-05-01T08:00:00.000Z';
const CUSTOMERS = 12_000;

const refusal = (code: string) => new ConfigurationError('refused', { code, remedy: 'Mend the secret.' });

/** Enough for several lanes, on an account that refuses the API user until `mend` is called. */
async function refusedWorld(code = 'marketing.credentialsRefused') {
  const world = new World();
  for (let i = 0; i < CUSTOMERS; i += 1) world.shop.put(idAt(i / CUSTOMERS, i), { email: `p${i}@example.com` }, OLD);
  const submit = world.account.submit.bind(world.account);
  let tried = 0;
  world.account.submit = async () => {
    tried += 1;
    throw refusal(code);
  };
  await world.level();
  const lanes = world.track('history')?.run?.lanes.length ?? 0;
  expect(lanes).toBeGreaterThan(4);
  expect(tried).toBe(lanes);
  const triedAtTick = async () => {
    tried = 0;
    world.pass(900);
    await world.level();
    return tried;
  };
  const mend = () => {
    world.account.submit = (submissions: readonly Submission[]) => submit(submissions);
  };
  return { world, lanes, triedAtTick, mend };
}

const resting = (world: World) => world.track('history')?.run?.lanes.filter((lane) => lane.resting).length;

describe('an account that refuses everything', () => {
  it('is tried by one lane a tick, not by all', async () => {
    const { world, lanes, triedAtTick } = await refusedWorld();
    for (let n = 0; n < 3; n += 1) expect(await triedAtTick()).toBe(1);
    expect(resting(world)).toBe(lanes);
    expect(world.track('history')?.problem).toMatchObject({ code: 'marketing.credentialsRefused' });
  });

  it('is used by all lanes again as soon as one has come through, without another tick', async () => {
    const { world, mend } = await refusedWorld();
    mend();
    world.pass(900);
    await world.level();
    expect(world.account.contacts.size).toBe(CUSTOMERS);
    expect(world.events('lanesReleased')).toHaveLength(1);
    expect(world.track('history')?.completedAt).toBeDefined();
    expect(world.track('history')).not.toHaveProperty('problem');
  });

  it('is tried by another lane where the message of the first was lost', async () => {
    const { world, mend } = await refusedWorld();
    mend();
    world.pass(900);
    await world.tick();
    world.queue.length = 0;
    world.pass(900);
    await world.level();
    expect(world.account.contacts.size).toBe(CUSTOMERS);
  });

  it('does not hold back lanes that rest for a reason of their own', async () => {
    const { lanes, triedAtTick } = await refusedWorld('marketing.pageRefused');
    expect(await triedAtTick()).toBe(lanes);
  });
});

describe('a project that refuses everything', () => {
  it('is asked once a tick, whatever the number of streams', async () => {
    const world = new World([{ ...ACME, streams: { customers: true, guests: true, orders: true } }]);
    await world.level();
    world.pass(900);
    let asked = 0;
    const { probe } = world.shop;
    world.shop.probe = async () => {
      asked += 1;
      throw refusal('commercetools.invalidClient');
    };
    await world.level();
    expect(asked).toBe(1);
    for (const stream of ['customers', 'guests', 'orders']) {
      expect(world.track('live', stream)?.problem).toMatchObject({ code: 'commercetools.invalidClient' });
    }
    world.shop.probe = probe;
    world.pass(900);
    await world.level();
    for (const stream of ['customers', 'guests', 'orders']) {
      expect(world.track('live', stream)).not.toHaveProperty('problem');
    }
  });
});

describe('a problem that is over', () => {
  it('leaves its track when a page has come through, long before the run closes', async () => {
    const { world, mend } = await refusedWorld('marketing.pageRefused');
    mend();
    world.account.isSlow = true;
    await world.tick();
    while (world.account.imports.size < 6 && (await world.step()));
    for (const importId of world.account.imports.keys()) world.account.finish(importId);
    let isStillOpen = false;
    for (let n = 0; n < 40 && !isStillOpen; n += 1) {
      await world.step();
      const history = world.track('history');
      isStillOpen = history?.run !== undefined && history.problem === undefined;
    }
    expect(isStillOpen).toBe(true);
  });

  it('stays while any lane of the run still rests', async () => {
    const world = new World();
    for (let i = 0; i < CUSTOMERS; i += 1) world.shop.put(idAt(i / CUSTOMERS, i), { email: `p${i}@example.com` }, OLD);
    await world.tick();
    world.account.failures.push(refusal('marketing.pageRefused'));
    await world.drain();
    expect(resting(world)).toBe(1);
    expect(world.track('history')?.problem).toMatchObject({ code: 'marketing.pageRefused' });
  });

  it('met by a tick leaves with the next one, though nothing has changed in the shop', async () => {
    const world = new World();
    world.shop.put(idAt(0.1), { email: 'a@example.com' }, OLD);
    await world.level();
    world.pass(900);
    world.shop.failures.push(refusal('commercetools.forbidden'));
    await world.level();
    expect(world.track('live')?.problem).toBeDefined();
    // commercetools' clock stands still, so that there is no window to move through.
    world.ourNow = '2026-03-01T13:00:00.000Z';
    await world.level();
    expect(world.track('live')).not.toHaveProperty('problem');
  });
});
