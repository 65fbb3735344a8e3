import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.ts';
import type { Customer } from './expected/contacts.ts';
import { expectedOrder, type Order, orderEmailOf } from './expected/orders.ts';
import { emailOf } from './expected/texts.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;

let assembly: TestDirectory;
beforeAll(async () => {
  assembly = await synthesizeApp();
}, 120 * SECONDS);
afterAll(() => assembly.remove());

const isPlain = ({ email, lastName }: Customer): boolean => /^[a-z]+[.][a-z]+[.]\d+@/.test(email) && !!lastName;

/** Every order of the shop is in and belongs to the contact with its email, or that contact was refused. */
async function expectAllLinked(world: World): Promise<void> {
  const orders = (await world.control('commercetools', 'GET', 'projects/demo/records/orders')) as Order[];
  const contacts = await world.contacts();
  const held = new Map((await world.records('Orders')).map((record) => [record.key, record]));
  for (const order of orders) {
    const contact = contacts.get(orderEmailOf(order) ?? '');
    if (!contact) continue;
    expect(held.get(order.id)).toMatchObject({ json: expectedOrder(order), ownerContactId: contact.contactId });
  }
  const refused = await world.refusedIds('demo', 'orders');
  const unlinked = orders.filter((order) => orderEmailOf(order) && !contacts.has(orderEmailOf(order) ?? ''));
  expect(refused.sort()).toEqual(unlinked.map(({ id }) => id).sort());
}

describe('an order whose contact is not there', () => {
  it(
    'arrives and is linked, be the customer waiting in the walk, moved to another email, or gone',
    async () => {
      const world = await World.open({
        assembly,
        customers: 300,
        shop: { orders: 40, products: 10 },
        settings: { streams: {} },
      });
      const shop = (method: string, path: string, body?: unknown) =>
        world.control('commercetools', method, `projects/demo/records/${path}`, body);
      const imports = (body: unknown) =>
        world.control('marketing', 'PUT', `accounts/${world.userOf()}/imports/contacts`, body);
      try {
        const [waiting, moved, gone] = ((await world.customers()) as Customer[]).filter(isPlain);
        if (!waiting || !moved || !gone) throw new Error('The shop has too few customers.');
        const [sample] = ((await shop('GET', 'orders')) as Order[]).filter(({ lineItems }) => lineItems.length > 0);
        const { id: _, createdAt: _created, completedAt: _completed, ...draft } = sample as Order;
        // The shop stamps what is placed now.
        Reflect.deleteProperty(draft, 'lastModifiedAt');
        const orderOf = async (customer: Customer): Promise<string> => {
          const order = { ...draft, customerId: customer.id, customerEmail: customer.email, orderState: 'Open' };
          return ((await shop('POST', 'orders', order)) as Order).id;
        };

        // The walk hands its customers over, and Marketing takes its time.
        await imports({ durationMs: 600 * SECONDS, finishOrder: 'independent' });
        world.session.stack.start();
        await eventually(
          async () => (await world.track('history'))?.run?.lanes.every((lane) => lane.import) || undefined,
        );
        const early = await orderOf(waiting);
        await imports({ durationMs: 0 });
        await world.control('commercetools', 'POST', 'clock', { ms: 61 * SECONDS });
        await world.session.stack.ticker.tick();
        await eventually(async () => (await world.records('Orders')).some(({ key }) => key === early) || undefined);
        expect((await world.track('history'))?.run).toBeDefined();

        await world.control('marketing', 'POST', 'clock', { ms: 600 * SECONDS });
        expect(await world.tickUntilLevel()).toEqual([]);

        // Orders keep the email they were placed with.
        const late = [await orderOf(moved), await orderOf(gone)];
        await shop('PATCH', `customers/${moved.id}`, { email: 'moved.away@example.com' });
        await shop('DELETE', `customers/${gone.id}`);
        await world.control('marketing', 'DELETE', `accounts/${world.userOf()}/contacts/email/${moved.email}`);
        await world.control('commercetools', 'POST', 'clock', { ms: 61 * SECONDS });
        expect(await world.tickUntilLevel()).toEqual([]);

        await expectAllLinked(world);
        const contacts = await world.contacts();
        const held = new Set((await world.records('Orders')).map(({ key }) => key));
        expect([early, ...late].filter((id) => !held.has(id))).toEqual([]);
        // The walk's own word on a customer comes last: what the order told was only to fill blanks.
        expect(contacts.get(emailOf(waiting.email) ?? '')?.dataFields).toMatchObject({
          LASTNAME: waiting.lastName,
          CUSTOMER_ID: waiting.id,
        });
        expect(contacts.has('moved.away@example.com')).toBe(true);
      } finally {
        await world.close();
      }
    },
    120 * SECONDS,
  );
});
