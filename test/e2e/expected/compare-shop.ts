import type { World } from '../world.ts';
import { expectedCatalog, type ShopData } from './catalog.ts';
import { type Customer, expectedContacts } from './contacts.ts';
import { expectedOrder, type Order, orderEmailOf } from './orders.ts';

/** What Marketing holds and should not, or should and does not, a line each; empty when a shop and its account agree. */
export async function findShopDifferences(world: World): Promise<string[]> {
  const read = async (resource: string) =>
    (await world.control('commercetools', 'GET', `projects/demo/records/${resource}`)) as never[];
  const orders: Order[] = await read('orders');
  const customers: Customer[] = await read('customers');
  const shop: ShopData = {
    products: await read('products'),
    'standalone-prices': await read('standalone-prices'),
    inventory: await read('inventory'),
    'product-discounts': await read('product-discounts'),
  };
  const { nowMs } = (await world.control('commercetools', 'GET', 'clock')) as { nowMs: number };
  return [
    ...(await findContactDifferences(world, customers, orders)),
    ...(await findOrderDifferences(world, orders)),
    ...(await findCatalogDifferences(world, shop, nowMs)),
  ];
}

async function findContactDifferences(world: World, customers: readonly Customer[], orders: readonly Order[]) {
  const contacts = await world.contacts();
  const refused = new Set([
    ...(await world.refusedIds('demo', 'customers')),
    ...(await world.refusedIds('demo', 'guests')),
    ...(await world.refusedIds('demo', 'orders')),
  ]);
  const excused = new Set([
    ...customers.filter(({ id }) => refused.has(id)).map(({ email }) => email.trim().toLowerCase()),
    ...orders.filter(({ id }) => refused.has(id)).map(orderEmailOf),
  ]);
  return Array.from(expectedContacts(customers, orders), ([email, allowed]) => {
    const held = contacts.get(email);
    if (!held) return excused.has(email) ? [] : [`a contact is missing (${Object.keys(allowed).length} fields)`];
    const wrong = Object.keys(allowed).filter((name) => !allowed[name]?.has(String(held.dataFields[name])));
    return wrong.length === 0 ? [] : [`contact ${held.contactId} differs in ${wrong}`];
  }).flat();
}

async function findOrderDifferences(world: World, orders: readonly Order[]) {
  const contacts = await world.contacts();
  const held = new Map((await world.records('Orders')).map((record) => [record.key, record]));
  return orders.flatMap((order) => {
    const email = orderEmailOf(order);
    if (email === undefined || !contacts.has(email)) return [];
    const isEqual = sorted(held.get(order.id)?.json) === sorted(expectedOrder(order));
    return isEqual ? [] : [`order ${order.id} differs`];
  });
}

async function findCatalogDifferences(world: World, shop: ShopData, nowMs: number) {
  const held = new Map((await world.records('Catalog_main')).map((record) => [record.key, record.json]));
  const expected = expectedCatalog(shop, nowMs);
  const wrong = [...expected].filter(([key, json]) => sorted(held.get(key)) !== sorted(json)).map(([key]) => key);
  const surplus = [...held]
    .filter(([key, json]) => !expected.has(key) && json.status !== 'Disabled')
    .map(([key]) => key);
  return [
    ...wrong.map((key) => `catalog record ${key} differs`),
    ...surplus.map((key) => `catalog record ${key} is too much`),
  ];
}

/** Equal values as equal texts. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? '';
