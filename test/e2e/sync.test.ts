import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIST_NAME } from '../../infra/local/demo/simulated-account.ts';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import { eventually } from '../support/eventually.ts';
import { type Contact, type Customer, synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const CUSTOMERS = 2000;

let assembly: TestDirectory;
beforeAll(async () => {
  assembly = await synthesizeApp();
}, 120 * SECONDS);
afterAll(() => assembly.remove());

const emailOf = ({ email = '' }: Customer): string => email.trim().toLowerCase();

/** One of the believable customers: nothing on the way has a reason to refuse or to touch what it holds. */
const isPlain = (customer: Customer): boolean =>
  /^[a-z]+[.][a-z]+[.]\d+@[a-z.]+$/.test(emailOf(customer)) &&
  [customer.firstName, customer.lastName].every((name = '') => name.trim() === name && /^[^\n\t]{1,100}$/.test(name));

const expectedFields = ({ id, firstName, lastName, dateOfBirth }: Customer): Record<string, unknown> => ({
  FIRSTNAME: firstName,
  LASTNAME: lastName,
  FULLNAME: `${firstName} ${lastName}`,
  CUSTOMER_ID: id,
  ...(dateOfBirth !== undefined && { DOB: expect.stringContaining(dateOfBirth) }),
});

describe('a shop that is synced for the first time', () => {
  let world: World;
  let customers: Customer[];
  let contacts: Map<string, Contact>;
  let refused: Set<string>;
  const known = { double: '', unsubscribed: '' };

  beforeAll(async () => {
    world = await World.open({
      assembly,
      customers: CUSTOMERS,
      shop: { orders: 200, products: 30 },
      settings: { catalogs: SHOP_CATALOGS },
    });
    customers = await world.customers();
    const [one, other] = customers.filter(isPlain).map(emailOf);
    Object.assign(known, { double: one, unsubscribed: other });
    await world.control('marketing', 'PUT', `accounts/${world.userOf()}/contacts`, [
      { email: known.double, optInType: 'Double', dataFields: { FIRSTNAME: 'Before' } },
      { email: known.unsubscribed, status: 'unsubscribed' },
    ]);
    expect(await world.untilLevel()).toEqual([]);
    contacts = await world.contacts();
    refused = new Set(await world.refusedIds());
  }, 120 * SECONDS);
  afterAll(() => world.close());

  it('every customer is a contact in the list with the five fields, or listed as refused', () => {
    expect(customers).toHaveLength(CUSTOMERS);
    const missing = customers.filter((customer) => !contacts.has(emailOf(customer)));
    expect(new Set(missing.map(({ id }) => id))).toEqual(refused);
    expect(refused.size).toBeGreaterThan(0);
    const plain = customers.filter(isPlain);
    expect(plain.length).toBeGreaterThan(CUSTOMERS * 0.9);
    for (const customer of plain) {
      const contact = contacts.get(emailOf(customer));
      expect(contact?.dataFields).toMatchObject(expectedFields(customer));
      expect(contact?.lists.map(({ name }) => name)).toEqual([LIST_NAME]);
    }
  });

  it('consent that was there is kept, and a new contact has none', () => {
    const consentOf = (email: string) => contacts.get(email)?.channelProperties.email;
    expect(consentOf(known.double)).toMatchObject({ optInType: 'Double', status: 'subscribed' });
    expect(contacts.get(known.double)?.dataFields.FIRSTNAME).not.toBe('Before');
    expect(consentOf(known.unsubscribed)).toMatchObject({ status: 'unsubscribed' });
    const others = customers
      .filter(isPlain)
      .map(emailOf)
      .filter((email) => email !== known.double && email !== known.unsubscribed);
    const optInTypes = new Set(others.map((email) => consentOf(email)?.optInType));
    expect([...optInTypes]).toEqual(['Unknown']);
  });

  it('the books of every run balance, and every stream has been walked once', async () => {
    const runs = await world.runs();
    expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
    const walked = runs.filter(({ track }) => track === 'history').map(({ stream }) => stream);
    expect(walked.sort()).toEqual(['customers', 'guests', 'orders', 'products#main']);
    const ofCustomers = runs.find(({ stream, track }) => stream === 'customers' && track === 'history');
    expect(ofCustomers?.counts).toMatchObject({ read: CUSTOMERS, rejected: refused.size });
  });

  it(
    'a tick that finds nothing changed imports nothing and asks at most twice per stream',
    async () => {
      await world.forgetCalls();
      expect(await world.tickUntilLevel()).toEqual([]);
      const { byEndpoint } = await world.calls('commercetools');
      // Two streams read orders; each of the others has a resource of its own.
      const limits = [
        ['customers', 2],
        ['orders', 4],
        ['product-projections', 2],
        ['inventory', 2],
        ['standalone-prices', 2],
      ];
      for (const [resource, limit] of limits) {
        expect(byEndpoint[`GET /{projectKey}/${resource}`]?.count).toBeGreaterThan(0);
        expect(byEndpoint[`GET /{projectKey}/${resource}`]?.count).toBeLessThanOrEqual(Number(limit));
      }
      expect((await world.calls('marketing')).byEndpoint).toEqual({});
    },
    120 * SECONDS,
  );
});

describe('customers that change while the history is walked', () => {
  it(
    'end in their last version',
    async () => {
      const world = await World.open({ assembly, customers: CUSTOMERS, latencyMs: 20 });
      try {
        await world.control('marketing', 'PUT', `accounts/${world.userOf()}/imports/contacts`, { durationMs: 1500 });
        const level = world.untilLevel();
        await eventually(
          async () => (await world.track('history'))?.run?.lanes.some((lane) => lane.import) || undefined,
        );
        const changed = (await world.customers()).filter(isPlain).slice(0, 200);
        await Promise.all(
          changed.map(({ id }, n) =>
            world.control('commercetools', 'PATCH', `projects/demo/records/customers/${id}`, {
              lastName: `Changed ${n}`,
            }),
          ),
        );
        expect((await world.track('history'))?.run).toBeDefined();
        expect(await level).toEqual([]);
        // A live window ends a minute behind commercetools' clock.
        await world.control('commercetools', 'POST', 'clock', { ms: 61 * SECONDS });
        expect(await world.tickUntilLevel()).toEqual([]);
        const contacts = await world.contacts();
        expect(changed.map((customer) => contacts.get(emailOf(customer))?.dataFields.LASTNAME)).toEqual(
          changed.map((_, n) => `Changed ${n}`),
        );
        const runs = await world.runs();
        expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
        expect(runs.filter(({ track }) => track === 'history')).toHaveLength(1);
        expect(runs.at(-1)).toMatchObject({ track: 'live', counts: { read: 200, imported: 200 } });
      } finally {
        await world.close();
      }
    },
    120 * SECONDS,
  );
});

describe('three tenants, one with wrong credentials', () => {
  it(
    'two go on, and the third says which secret is wrong and what to do',
    async () => {
      const world = await World.open({ assembly, customers: 150, tenants: 3 });
      const { stack } = world.session;
      const secretName = `${stack.names.secretPrefix}/demo-2`;
      const client = new SecretsManagerClient(clientConfig(stack.place, 'secretsManager'));
      try {
        const SecretString = JSON.stringify({
          commercetools: { clientId: 'not', clientSecret: 'right' },
          marketing: { user: world.userOf('demo-2'), password: 'neither' },
        });
        await client.send(new PutSecretValueCommand({ SecretId: secretName, SecretString }));
        const obstacles = await world.untilLevel();
        expect(obstacles.map(({ tenantId }) => tenantId)).toEqual(['demo-2']);
        expect(obstacles[0]?.problem.message).toContain('demo-2');
        expect(obstacles[0]?.problem.remedy).toContain(secretName);
        for (const tenantId of ['demo', 'demo-3']) {
          const refused = await world.refusedIds(tenantId);
          const contacts = await world.contacts(tenantId);
          const emails = (await world.customers(tenantId)).filter(({ id }) => !refused.includes(id)).map(emailOf);
          expect(new Set(contacts.keys())).toEqual(new Set(emails));
        }
        expect((await world.contacts('demo-2')).size).toBe(0);
      } finally {
        client.destroy();
        await world.close();
      }
    },
    120 * SECONDS,
  );
});
