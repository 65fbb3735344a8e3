import type { AddressInfo } from 'node:net';
import type { Customer, Order } from '@commercetools/platform-sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommercetoolsMock, InMemoryStorage } from '@labdigital/commercetools-mock';
import type { SourceResource } from '../../../shared/ports.ts';
import { describeSource, type SourceEndpoint, suiteCustomer } from './source-suite.ts';
import { errorOf, openSource, PROJECT_KEY, type SourceUnderTest, within } from './source-under-test.ts';

/**
 * A double that others wrote and maintain, so that ours cannot make its own mistakes look right. It ignores `sort` over
 * HTTP for all but projections, which the platform does not; its storage can sort, and here it is told to.
 */
const sortedStorage = (): InMemoryStorage => {
  const storage = new InMemoryStorage();
  const query = storage.query.bind(storage);
  storage.query = (projectKey, typeId, parameters) =>
    query(projectKey, typeId, { ...parameters, sort: parameters.sort ?? ['id asc'] });
  return storage;
};

const listen = async (mock: CommercetoolsMock): Promise<string> => {
  await mock.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = mock.app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

const createMock = (storage: InMemoryStorage): CommercetoolsMock =>
  new CommercetoolsMock({ defaultProjectKey: PROJECT_KEY, silent: true, storage });

const startEndpoint = async (storage: InMemoryStorage): Promise<SourceEndpoint> => {
  const mock = createMock(storage);
  return {
    url: await listen(mock),
    putCustomers: async (customers) => {
      for (const customer of customers) await mock.project().unsafeAdd('customer', { ...customer } as Customer);
    },
    close: async () => {
      await mock.app.close();
    },
  };
};

describeSource('commercetools-mock', () => startEndpoint(sortedStorage()));

describe('the other collections', () => {
  const mock = createMock(sortedStorage());
  let open: SourceUnderTest;
  const head = (id: string) => ({
    id,
    version: 1,
    createdAt: '2026-08-04T09:00:00.000Z',
    lastModifiedAt: '2026-08-04T09:00:00.000Z',
  });
  const variant = { id: 1, sku: 'A', prices: [], images: [], attributes: [] };
  const copy = {
    name: { en: 'Shirt' },
    slug: { en: 'shirt' },
    categories: [],
    masterVariant: variant,
    variants: [],
    attributes: [],
    searchKeywords: {},
  };
  const money = { type: 'centPrecision', currencyCode: 'EUR', centAmount: 100, fractionDigits: 2 } as const;

  beforeAll(async () => {
    open = openSource(await listen(mock));
    const project = mock.project();
    for (const id of ['c', 'a', 'b']) {
      await project.unsafeAdd('product', {
        ...head(id),
        productType: { typeId: 'product-type', id: 't' },
        masterData: { published: true, hasStagedChanges: false, current: copy, staged: copy },
      });
      await project.unsafeAdd('inventory-entry', { ...head(id), sku: id, quantityOnStock: 1, availableQuantity: 1 });
      await project.unsafeAdd('standalone-price', { ...head(id), sku: id, value: money, active: true });
      await project.unsafeAdd('order', {
        ...head(id),
        totalPrice: money,
        lineItems: [],
        orderState: 'Open',
      } as Partial<Order> as Order);
    }
  });
  afterAll(async () => {
    await open.close();
    await mock.app.close();
  });

  it.each<[SourceResource, string]>([
    ['orders', 'orderState'],
    ['product-projections', 'masterVariant'],
    ['products', 'masterData'],
    ['inventory', 'quantityOnStock'],
    ['standalone-prices', 'value'],
  ])('walks %s by keyset', async (resource, field) => {
    const window = { from: '2026-08-04T09:00:00.000Z', to: '2026-08-04T09:15:00.000Z' };
    const query = { resource, window, range: {}, limit: 2 };
    const first = await open.source.readPage(query, within(30_000));
    const second = await open.source.readPage({ ...query, after: 'b' }, within(30_000));
    expect(first.records.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(second.records.map(({ id }) => id)).toEqual(['c']);
    expect(first.records[0]).toHaveProperty(field);
    expect((await open.source.probe({ resource, window })).estimate).toBe(3);
    expect((await open.source.readByIds(resource, ['c', 'gone'], within(30_000))).records).toHaveLength(1);
  });
});

/**
 * Where the two doubles differ, the documented platform decides and the simulator follows it. Each test states what the
 * mock does instead; when one fails, the mock has caught up and the exception can go.
 */
describe('what commercetools-mock does unlike commercetools', () => {
  let endpoint: SourceEndpoint;
  let open: SourceUnderTest;

  beforeAll(async () => {
    endpoint = await startEndpoint(new InMemoryStorage());
    open = openSource(endpoint.url);
    await endpoint.putCustomers([suiteCustomer(2), suiteCustomer(1), suiteCustomer(0)]);
  });
  afterAll(async () => {
    await open.close();
    await endpoint.close();
  });

  const readPage = (limit: number) =>
    open.source.readPage({ resource: 'customers', window: {}, range: {}, limit }, within(30_000));

  it('ignores sort, which the source notices instead of losing records', async () => {
    expect(await errorOf(readPage(10))).toMatchObject({ code: 'commercetools.unsortedPage' });
  });

  it('accepts a limit of 501', async () => {
    const answer = await fetch(`${endpoint.url}/${PROJECT_KEY}/customers?limit=501`);
    expect(answer.status).toBe(200);
  });

  it('counts although it was told not to', async () => {
    const answer = await fetch(`${endpoint.url}/${PROJECT_KEY}/customers?withTotal=false`);
    expect(await answer.json()).toMatchObject({ total: 3 });
  });

  it('issues tokens for any credentials', async () => {
    Object.assign(open.secret, { clientSecret: 'wrong' });
    const { estimate } = await open.source.probe({ resource: 'customers', window: {} });
    expect(estimate).toBe(3);
  });

  it('finds nothing by a field that does not exist, instead of refusing the predicate', async () => {
    const probe = await open.source.probe({ resource: 'customers', window: {}, where: 'noSuchField = "x"' });
    expect(probe.estimate).toBe(0);
  });
});
