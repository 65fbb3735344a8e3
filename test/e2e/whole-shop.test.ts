import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LIST_NAME } from '../../infra/local/demo/simulated-account.ts';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { isBalanced } from '../../shared/domain/counts.ts';
import { expectedCatalog, type ShopData } from './expected/catalog.ts';
import { type Customer, expectedContacts } from './expected/contacts.ts';
import { expectedOrder, type Order, orderEmailOf } from './expected/orders.ts';
import { emailOf } from './expected/texts.ts';
import { type Contact, type HeldRecord, synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;

let assembly: TestDirectory;
let world: World;
let customers: Customer[];
let orders: Order[];
let shop: ShopData;
let nowMs: number;
let contacts: Map<string, Contact>;

beforeAll(async () => {
  assembly = await synthesizeApp();
  // The shop that `npm start` opens, everything in it, hostile records included.
  world = await World.open({ assembly, customers: 5000, shop: {}, settings: { catalogs: SHOP_CATALOGS } });
  expect(await world.untilLevel()).toEqual([]);
  const read = async (resource: string) =>
    (await world.control('commercetools', 'GET', `projects/demo/records/${resource}`)) as never[];
  customers = await read('customers');
  orders = await read('orders');
  shop = {
    products: await read('products'),
    'standalone-prices': await read('standalone-prices'),
    inventory: await read('inventory'),
    'product-discounts': await read('product-discounts'),
  };
  nowMs = ((await world.control('commercetools', 'GET', 'clock')) as { nowMs: number }).nowMs;
  contacts = await world.contacts();
}, 180 * SECONDS);
afterAll(async () => {
  await world.close();
  assembly.remove();
});

const recordsOf = async (collection: string): Promise<Map<string, HeldRecord>> =>
  new Map((await world.records(collection)).map((record) => [record.key, record]));

/** By key, so that a difference names the record. */
const jsonByKey = (records: ReadonlyMap<string, HeldRecord>) =>
  Object.fromEntries(Array.from(records, ([key, { json }]) => [key, json]));

describe('the whole demo shop, compared with what its data make one expect', () => {
  it('every stream has been walked, and the books of every run balance', async () => {
    const runs = await world.runs();
    expect(runs.filter(({ counts }) => !isBalanced(counts))).toEqual([]);
    const walked = runs.filter(({ track }) => track === 'history').map(({ stream }) => stream);
    expect(walked.sort()).toEqual(['customers', 'guests', 'orders', 'products#main']);
  });

  it('holds every person once, with what is known of them, and nobody else', async () => {
    const expected = expectedContacts(customers, orders);
    const refused = new Set([
      ...(await world.refusedIds('demo', 'customers')),
      ...(await world.refusedIds('demo', 'guests')),
    ]);
    const emailsOfRefused = new Set([
      ...customers.filter(({ id }) => refused.has(id)).map(({ email }) => emailOf(email)),
      ...orders.filter(({ id }) => refused.has(id)).map(orderEmailOf),
    ]);
    const missing = [...expected.keys()].filter((email) => !contacts.has(email));
    expect(new Set(missing)).toEqual(emailsOfRefused);
    expect([...contacts.keys()].filter((email) => !expected.has(email))).toEqual([]);
    const wrong = Array.from(contacts, ([email, { dataFields, lists }]) => {
      const allowed = expected.get(email) ?? {};
      const names = new Set([...Object.keys(allowed), ...Object.keys(dataFields)]);
      const fields = [...names].filter((name) => !allowed[name]?.has(String(dataFields[name])));
      const isListed = lists.length === 1 && lists[0]?.name === LIST_NAME;
      return fields.length > 0 || !isListed ? [{ email, fields, dataFields, lists }] : [];
    }).flat();
    expect(wrong).toEqual([]);
  });

  it('holds every order of a person that Marketing takes, linked to that person, and no other', async () => {
    const held = await recordsOf('Orders');
    const withEmail = orders.filter((order) => orderEmailOf(order) !== undefined);
    const walk = (await world.runs()).find(({ stream, track }) => stream === 'orders' && track === 'history');
    expect(walk?.counts.skipped).toEqual({ noEmail: orders.length - withEmail.length });
    const isTaken = (order: Order) => contacts.has(orderEmailOf(order) ?? '');
    expect(jsonByKey(held)).toEqual(
      Object.fromEntries(withEmail.filter(isTaken).map((order) => [order.id, expectedOrder(order)])),
    );
    const refused = withEmail.filter((order) => !isTaken(order)).map(({ id }) => id);
    expect((await world.refusedIds('demo', 'orders')).sort()).toEqual(refused.sort());
    expect(refused.length).toBeGreaterThan(0);
    const emailOfOwner = new Map(Array.from(contacts, ([email, { contactId }]) => [contactId, email]));
    const unlinked = withEmail.filter(
      (order) => isTaken(order) && emailOfOwner.get(held.get(order.id)?.ownerContactId ?? 0) !== orderEmailOf(order),
    );
    expect(unlinked).toEqual([]);
  });

  it('holds every variant that is on sale, at its price and with its stock, and no other', async () => {
    const expected = expectedCatalog(shop, nowMs);
    expect(expected.size).toBeGreaterThan(500);
    expect(jsonByKey(await recordsOf('Catalog_main'))).toEqual(Object.fromEntries(expected));
  });
});
