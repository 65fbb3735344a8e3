import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { eventually } from '../support/eventually.ts';
import { expectedCatalog, type Product, type ShopData } from './expected/catalog.ts';
import type { Customer } from './expected/contacts.ts';
import { expectedOrder, type Order, orderEmailOf } from './expected/orders.ts';
import { emailOf } from './expected/texts.ts';
import { type HeldRecord, synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
/** Longer than live windows overlap, so that a change is not read a second time beside the next one. */
const QUIET_MS = 600 * SECONDS;
/** A live window ends a minute behind commercetools' clock. */
const SAFETY_MS = 61 * SECONDS;

let assembly: TestDirectory;
let world: World;

const shopRecords = async <T>(resource: string): Promise<T[]> =>
  (await world.control('commercetools', 'GET', `projects/demo/records/${resource}`)) as T[];
const change = (resource: string, id: string, patch: object) =>
  world.control('commercetools', 'PATCH', `projects/demo/records/${resource}/${id}`, patch);
const passShopTime = (ms: number) => world.control('commercetools', 'POST', 'clock', { ms });
const happen = async (verb: string): Promise<string> => {
  const done = await world.control('commercetools', 'POST', 'projects/demo/shop/changes', { [verb]: 1, seed: 7 });
  return (done as Record<string, string[]>)[verb]?.[0] ?? '';
};
const catalog = async (): Promise<Map<string, HeldRecord>> =>
  new Map((await world.records('Catalog_main')).map((record) => [record.key, record]));
const order = async (key: string) => (await world.records('Orders')).find((record) => record.key === key);

/** Requests to both sides, by endpoint, since they were last forgotten. */
async function spent(): Promise<Record<string, number>> {
  const all = { ...(await world.calls('commercetools')).byEndpoint, ...(await world.calls('marketing')).byEndpoint };
  const counts = Object.entries(all).map(([endpoint, { count }]): [string, number] => [
    endpoint.replace('/{projectKey}', ''),
    count,
  ]);
  return Object.fromEntries(counts.filter(([endpoint]) => !endpoint.includes('oauth')));
}

/** One change, and the tick that comes after it. @returns what that tick cost */
async function costOf(act: () => Promise<unknown>, input: Record<string, unknown> = {}) {
  await passShopTime(QUIET_MS);
  expect(await world.tickUntilLevel()).toEqual([]);
  await act();
  await passShopTime(SAFETY_MS);
  await world.forgetCalls();
  await world.session.stack.ticker.tick(input);
  expect(await world.untilLevel()).toEqual([]);
  return spent();
}

/** What a tick asks when nothing has changed: every stream once. */
const NOTHING_NEW = {
  'GET /customers': 1,
  'GET /orders': 2,
  'GET /product-projections': 1,
  'GET /inventory': 1,
  'GET /standalone-prices': 1,
};
/** A window with something in it is read until an answer is empty. */
const READ = 2;
const CONTACT_IMPORT = { 'PUT /contacts/v3/import': 1, 'GET /contacts/v3/import/{importId}': 1 };
const RECORD_IMPORT = { 'PUT /insightData/v3/import': 1, 'GET /insightData/v3/import/{importId}': 1 };

async function shopData(): Promise<ShopData> {
  return {
    products: await shopRecords('products'),
    'standalone-prices': await shopRecords('standalone-prices'),
    inventory: await shopRecords('inventory'),
    'product-discounts': await shopRecords('product-discounts'),
  };
}
async function expectedNow(): Promise<Map<string, Record<string, unknown>>> {
  const { nowMs } = (await world.control('commercetools', 'GET', 'clock')) as { nowMs: number };
  return expectedCatalog(await shopData(), nowMs);
}

beforeAll(async () => {
  assembly = await synthesizeApp();
  world = await World.open({
    assembly,
    customers: 60,
    shop: { orders: 60, products: 60 },
    settings: { catalogs: SHOP_CATALOGS },
  });
  for (const kind of ['contacts', 'insightData']) {
    await world.control('marketing', 'PUT', `accounts/${world.userOf()}/imports/${kind}`, { durationMs: 0 });
  }
  expect(await world.untilLevel()).toEqual([]);
}, 120 * SECONDS);
afterAll(async () => {
  await world.close();
  assembly.remove();
});

describe('one change, when everything is level, is in Marketing after the next tick and costs what it needs', () => {
  it(
    'nothing at all: one look per stream',
    async () => {
      expect(await costOf(async () => undefined)).toEqual(NOTHING_NEW);
    },
    60 * SECONDS,
  );

  it(
    "a customer's name",
    async () => {
      const customer = (await shopRecords<Customer>('customers')).find(
        ({ email, firstName }) => /^[a-z.]+\d+@/.test(email) && firstName !== undefined,
      );
      const cost = await costOf(() => change('customers', customer?.id ?? '', { lastName: 'Renamed' }));
      const contact = (await world.contacts()).get(emailOf(customer?.email) ?? '');
      expect(contact?.dataFields).toMatchObject({
        LASTNAME: 'Renamed',
        FULLNAME: `${customer?.firstName} Renamed`,
        CUSTOMER_ID: customer?.id,
      });
      expect(cost).toEqual({ ...NOTHING_NEW, 'GET /customers': 1 + READ, ...CONTACT_IMPORT });
    },
    60 * SECONDS,
  );

  it(
    'a new order of a guest',
    async () => {
      let id = '';
      const cost = await costOf(async () => {
        id = await happen('createGuestOrders');
      });
      const placed = (await shopRecords<Order>('orders')).find((each) => each.id === id);
      const email = placed && orderEmailOf(placed);
      const contact = (await world.contacts()).get(email ?? '');
      expect(contact?.dataFields.LASTNAME).toBe(placed?.billingAddress?.lastName);
      const held = await order(id);
      expect(held?.json).toEqual(placed && expectedOrder(placed));
      expect(held?.ownerContactId).toBe(contact?.contactId);
      // Two streams look, and both find it: the guest's contact first, then the order.
      expect(cost).toEqual({ ...NOTHING_NEW, 'GET /orders': 2 + 2 * READ, ...CONTACT_IMPORT, ...RECORD_IMPORT });
    },
    60 * SECONDS,
  );

  it(
    "an order's state",
    async () => {
      const [first] = (await shopRecords<Order>('orders')).filter(
        (each) => each.customerId !== undefined && each.orderState === 'Open',
      );
      const id = first?.id ?? '';
      expect((await order(id))?.json.order_status).toBe('Pending');
      const cost = await costOf(() => change('orders', id, { orderState: 'Confirmed', paymentState: 'Paid' }));
      expect((await order(id))?.json).toMatchObject({ order_status: 'Paid', payment_state: 'Paid' });
      expect(cost).toEqual({ ...NOTHING_NEW, 'GET /orders': 2 + READ, ...RECORD_IMPORT });
    },
    60 * SECONDS,
  );

  it(
    'stock',
    async () => {
      const before = await catalog();
      const skus = new Map(Array.from(before.values(), ({ key, json }) => [json.sku, key]));
      const entry = (await shopData()).inventory.find(({ sku, supplyChannel }) => !supplyChannel && skus.has(sku));
      const { id } = entry as unknown as { id: string };
      const availableQuantity = (entry?.availableQuantity ?? 0) + 17;
      const cost = await costOf(() =>
        change('inventory', id, { availableQuantity, quantityOnStock: availableQuantity }),
      );
      const after = await catalog();
      const key = skus.get(entry?.sku) ?? '';
      expect(after.get(key)?.json).toEqual({ ...before.get(key)?.json, stock: availableQuantity });
      expect(cost).toEqual({
        ...NOTHING_NEW,
        'GET /inventory': 1 + READ,
        'GET /product-projections': 1 + 1,
        ...RECORD_IMPORT,
      });
    },
    60 * SECONDS,
  );

  it(
    'a standalone price',
    async () => {
      const { products, 'standalone-prices': prices } = await shopData();
      const skus = new Set(
        products
          .filter(({ priceMode, masterData }) => priceMode === 'Standalone' && masterData.published)
          .map(({ masterData }) => masterData.current.masterVariant.sku),
      );
      const price = prices.find(
        ({ sku, active, value, channel, customerGroup }) =>
          active && skus.has(sku) && value.currencyCode === 'EUR' && !channel && !customerGroup,
      );
      const { id } = price as unknown as { id: string };
      const value = { ...price?.value, centAmount: (price?.value.centAmount ?? 0) + 1230 };
      const cost = await costOf(() => change('standalone-prices', id, { value }));
      expect(Object.fromEntries(Array.from(await catalog(), ([key, { json }]) => [key, json]))).toEqual(
        Object.fromEntries(await expectedNow()),
      );
      expect(cost).toEqual({
        ...NOTHING_NEW,
        'GET /standalone-prices': 1 + READ,
        'GET /product-projections': 1 + 1,
        ...RECORD_IMPORT,
      });
    },
    60 * SECONDS,
  );

  it(
    'an embedded price',
    async () => {
      const before = await catalog();
      let id = '';
      const cost = await costOf(async () => {
        id = await happen('changeEmbeddedPrices');
      });
      const after = await catalog();
      const key = `${id}_1`;
      expect(after.get(key)?.json).toEqual((await expectedNow()).get(key));
      expect(after.get(key)?.json.price).not.toBe(before.get(key)?.json.price);
      expect(cost).toEqual({ ...NOTHING_NEW, 'GET /product-projections': 1 + READ, ...RECORD_IMPORT });
    },
    60 * SECONDS,
  );

  it(
    'a product that is taken off sale',
    async () => {
      const product = (await shopRecords<Product>('products')).find(
        ({ masterData }) => masterData.published && masterData.current.variants.length === 1,
      );
      const id = product?.id ?? '';
      const cost = await costOf(() => change('products', id, { masterData: { published: false } }));
      const after = await catalog();
      expect([`${id}_1`, `${id}_2`].map((key) => after.get(key)?.json.status)).toEqual(['Disabled', 'Disabled']);
      expect([...after.values()].filter(({ json }) => json.status === 'Disabled')).toHaveLength(2);
      // Marketing is asked for each of the two, because a product that was never on sale is not worth a record.
      expect(cost).toEqual({
        ...NOTHING_NEW,
        'GET /product-projections': 1 + READ,
        'GET /insightData/v3/account/{collection}/{recordId}': 2,
        ...RECORD_IMPORT,
      });
    },
    60 * SECONDS,
  );
});

describe('what no product tells, at the daily refresh', () => {
  it(
    'an offer that has ended by the clock, and a product that was deleted',
    async () => {
      const isOffer = ({ json }: HeldRecord) => Number(json.specialPrice) > 0;
      const before = await catalog();
      const deleted = [...before.values()].find(
        ({ key, json }) => json.status === 'Enabled' && key.endsWith('_1') && !before.has(`${json.parent_id}_2`),
      );
      const id = String(deleted?.json.parent_id);
      expect([...before.values()].filter(isOffer).length).toBeGreaterThan(0);
      await passShopTime(QUIET_MS);
      const offers = await shopRecords<{ id: string }>('product-discounts');
      const until = new Date(((await world.control('commercetools', 'GET', 'clock')) as { nowMs: number }).nowMs);
      for (const offer of offers) await change('product-discounts', offer.id, { validUntil: until.toISOString() });
      await world.control('commercetools', 'DELETE', `projects/demo/records/products/${id}`);

      expect(await world.tickUntilLevel()).toEqual([]);
      // Nothing has moved a product, so the tick has not seen either.
      expect([...(await catalog()).values()].filter(isOffer).length).toBeGreaterThan(0);

      await world.session.stack.ticker.tick({ refreshNow: true });
      await eventually(async () => (await world.track('sweep', 'products#main'))?.completedAt);
      const after = await catalog();
      expect([...after.values()].filter((record) => isOffer(record) && record.json.status === 'Enabled')).toEqual([]);
      expect(after.get(deleted?.key ?? '')?.json).toEqual({
        ...deleted?.json,
        specialPrice: deleted?.json.specialPrice,
        status: 'Disabled',
      });
      const enabled = [...after.values()].filter(({ json }) => json.status === 'Enabled');
      expect(Object.fromEntries(enabled.map(({ key, json }) => [key, json]))).toEqual(
        Object.fromEntries(await expectedNow()),
      );
    },
    60 * SECONDS,
  );
});
