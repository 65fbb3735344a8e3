import type { AddressInfo } from 'node:net';
import type { Customer } from '@commercetools/platform-sdk';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommercetoolsMock, InMemoryStorage } from '@labdigital/commercetools-mock';
import { describeCollections } from './collections-suite.ts';
import { type Collection, describeSource, type SourceEndpoint, suiteCustomer } from './source-suite.ts';
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

const TYPE_IDS = {
  customers: 'customer',
  orders: 'order',
  products: 'product',
  inventory: 'inventory-entry',
  'standalone-prices': 'standalone-price',
} as const satisfies Record<Collection, string>;

const startMock = async (storage: InMemoryStorage): Promise<SourceEndpoint> => {
  const mock = new CommercetoolsMock({ defaultProjectKey: PROJECT_KEY, silent: true, storage });
  await mock.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = mock.app.server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    // It keeps whatever it is given; its types would want each collection's own.
    put: async (collection, records) => {
      for (const record of records) await mock.project().unsafeAdd(TYPE_IDS[collection], { ...record } as Customer);
    },
    close: async () => {
      await mock.app.close();
    },
  };
};

describeSource('commercetools-mock', () => startMock(sortedStorage()));
describeCollections('commercetools-mock', () => startMock(sortedStorage()));

/**
 * Where the two doubles differ, the documented platform decides and the simulator follows it. Each test states what the
 * mock does instead; when one fails, the mock has caught up and the exception can go.
 */
describe('what commercetools-mock does unlike commercetools', () => {
  let endpoint: SourceEndpoint;
  let open: SourceUnderTest;

  beforeAll(async () => {
    endpoint = await startMock(new InMemoryStorage());
    open = openSource(endpoint.url);
    await endpoint.put('customers', [suiteCustomer(2), suiteCustomer(1), suiteCustomer(0)]);
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
