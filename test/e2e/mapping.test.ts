import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { requestRun } from '../../shared/workflows/request-run.ts';
import { eventually } from '../support/eventually.ts';
import { localPorts } from './local-ports.ts';
import { type Contact, type Customer, synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const ITEM = 'mapping#customers';
const NEWSLETTER = {
  to: 'NEWSLETTER_SUBSCRIBE',
  from: 'custom.fields.newsletter',
  type: 'String',
  values: { true: 'YES', false: 'NO' },
  default: 'NO',
};

type Custom = Customer & { readonly custom?: { readonly fields: Readonly<Record<string, unknown>> } };

let assembly: TestDirectory;
let world: World;

beforeAll(async () => {
  assembly = await synthesizeApp();
  world = await World.open({ assembly, customers: 60 });
  expect(await world.untilLevel()).toEqual([]);
}, 120 * SECONDS);
afterAll(async () => {
  await world.close();
  assembly.remove();
});

/** What a person does in the DynamoDB console: the whole item is put anew, as it was typed. */
async function edit(content: Record<string, unknown>) {
  const key = { tenantId: 'demo', item: ITEM };
  const table = world.session.stack.stores.configTable;
  const before = await table.get(key);
  await table.put(key, { ...before, ...content });
  return eventually(async () => {
    const item = await table.get(key);
    return item?.checkedAt !== undefined && item.checkedAt !== before?.checkedAt ? item : undefined;
  });
}

/** A tick, and the full run that a changed mapping leads to. */
async function fullRun() {
  const before = (await world.track('refresh'))?.lastRun?.id;
  expect(await world.tickUntilLevel()).toEqual([]);
  return eventually(async () => {
    const run = (await world.track('refresh'))?.lastRun;
    return run && run.id !== before ? run : undefined;
  });
}

const dataFields = async () =>
  (await world.control('marketing', 'GET', `accounts/${world.userOf()}/data-fields`)) as {
    name: string;
    type: string;
  }[];

/** Customers that nothing on the way has a reason to refuse. */
const plainCustomers = async () =>
  ((await world.customers()) as Custom[]).filter(({ email }) => /^[a-z]+[.][a-z]+[.]\d+@/.test(email ?? ''));

/** Changes a custom field, and lets so much time pass that the next window holds the change. */
async function change(customer: Custom | undefined, fields: Record<string, unknown>): Promise<void> {
  await world.control('commercetools', 'PATCH', `projects/demo/records/customers/${customer?.id}`, {
    custom: { fields },
  });
  await world.control('commercetools', 'POST', 'clock', { ms: 61 * SECONDS });
}

async function contactsOf(customers: readonly Custom[]): Promise<[Custom, Contact][]> {
  const contacts = await world.contacts();
  return customers.flatMap((customer): [Custom, Contact][] => {
    const contact = contacts.get(customer.email?.trim().toLowerCase() ?? '');
    return contact && contact.dataFields.CUSTOMER_ID === customer.id ? [[customer, contact]] : [];
  });
}

describe('a mapping edited in the running table', () => {
  it(
    'gets its verdict, its data field, and a full run after which every contact has it, NO included',
    async () => {
      const item = await edit({ fields: [NEWSLETTER] });
      expect(item).toMatchObject({ status: 'valid', problems: [], warnings: [] });
      expect(await dataFields()).toContainEqual(expect.objectContaining({ name: NEWSLETTER.to, type: 'String' }));
      expect(await fullRun()).toMatchObject({ reason: 'mapping changed' });
      const pairs = await contactsOf((await world.customers()) as Custom[]);
      expect(pairs.length).toBeGreaterThan(40);
      const said = pairs.map(([{ custom }, { dataFields: fields }]) => [
        custom?.fields.newsletter === true ? 'YES' : 'NO',
        fields.NEWSLETTER_SUBSCRIBE,
      ]);
      expect(said.filter(([expected, held]) => expected !== held)).toEqual([]);
      expect(new Set(said.map(([expected]) => expected))).toEqual(new Set(['YES', 'NO']));
    },
    60 * SECONDS,
  );

  it(
    'into something that cannot be read leaves the last valid version at work',
    async () => {
      const item = await edit({ fields: [{ ...NEWSLETTER, from: 'custom.fields.[' }] });
      expect(item).toMatchObject({ status: 'invalid', lastValid: { fields: [NEWSLETTER] } });
      const [customer] = await plainCustomers();
      await change(customer, { newsletter: !customer?.custom?.fields.newsletter });
      expect(await world.tickUntilLevel()).toEqual([]);
      const [pair] = await contactsOf(((await world.customers()) as Custom[]).filter(({ id }) => id === customer?.id));
      expect(pair?.[1].dataFields.NEWSLETTER_SUBSCRIBE).toBe(customer?.custom?.fields.newsletter ? 'NO' : 'YES');
    },
    60 * SECONDS,
  );

  it(
    'into what the account cannot take is refused, and the last valid version stays at work',
    async () => {
      await world.control('marketing', 'POST', `accounts/${world.userOf()}/data-fields`, {
        name: 'POINTS',
        type: 'Numeric',
      });
      const points = { to: 'POINTS', from: 'custom.fields.loyaltyPoints', type: 'String' };
      const item = await edit({ fields: [NEWSLETTER, points] });
      expect(item).toMatchObject({
        status: 'invalid',
        problems: [{ path: 'account', message: expect.stringContaining('POINTS') }],
        lastValid: { fields: [NEWSLETTER] },
      });
      expect(await world.tickUntilLevel()).toEqual([]);
      expect((await world.track('live'))?.problem).toBeUndefined();
    },
    60 * SECONDS,
  );

  it(
    'can unsubscribe a contact, and never brings one back',
    async () => {
      const [leaving, staying, gone] = await plainCustomers();
      await change(leaving, { newsletter: false });
      await change(staying, { newsletter: true });
      await change(gone, { newsletter: true });
      await world.control('marketing', 'PUT', `accounts/${world.userOf()}/contacts`, {
        email: gone?.email,
        status: 'unsubscribed',
      });
      expect(await edit({ fields: [NEWSLETTER], optIn: 'custom.fields.newsletter' })).toMatchObject({
        status: 'valid',
      });
      await fullRun();
      const statusOf = async (customer: Custom | undefined) =>
        (await world.contacts()).get(customer?.email?.toLowerCase() ?? '')?.channelProperties.email.status;
      expect(await statusOf(leaving)).toBe('unsubscribed');
      expect(await statusOf(staying)).toBe('subscribed');
      expect(await statusOf(gone)).toBe('unsubscribed');
    },
    60 * SECONDS,
  );

  it(
    'that was at fault is mended, and a replay takes the record off the list',
    async () => {
      const [customer] = await plainCustomers();
      const score = { to: 'SCORE', from: 'custom.fields.score', type: 'Numeric' };
      await change(customer, { score: 0.12345678901 });
      expect(await edit({ fields: [score] })).toMatchObject({ status: 'valid' });
      await fullRun();
      expect(await world.refusedIds()).toContain(customer?.id);

      // Long after the change, so that no live window comes by it again, and without a full run that would mend it as well.
      await world.control('commercetools', 'POST', 'clock', { ms: 600 * SECONDS });
      expect(await world.tickUntilLevel()).toEqual([]);
      const settings = { tenantId: 'demo', item: 'settings' };
      const table = world.session.stack.stores.configTable;
      await table.put(settings, { ...(await table.get(settings)), fullRunOnMappingChange: false });
      expect(await edit({ fields: [{ ...score, to: 'SCORE_TEXT', type: 'String' }] })).toMatchObject({
        status: 'valid',
      });
      expect(await world.refusedIds()).toContain(customer?.id);

      const request = { reason: 'asked for', at: new Date().toISOString(), by: 'test', why: 'mapping mended' };
      const key = { tenantId: 'demo', stream: 'customers', track: 'replay' } as const;
      expect(await requestRun(key, request, localPorts(world))).toBe(true);
      const run = await eventually(async () => (await world.track('replay'))?.lastRun);
      expect(run).toMatchObject({ by: 'test', why: 'mapping mended', counts: { imported: 1 } });
      expect(await world.refusedIds()).not.toContain(customer?.id);
    },
    90 * SECONDS,
  );
});
