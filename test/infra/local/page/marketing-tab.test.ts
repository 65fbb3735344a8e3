import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { AccountReader } from '../../../../infra/local/page/marketing/account-reader.ts';
import { readGivenAccount } from '../../../../infra/local/page/marketing/given-account-reader.ts';
import { MarketingTab } from '../../../../infra/local/page/marketing/marketing-tab.ts';
import type { StoredRejection } from '../../../../shared/domain/rejection.ts';

const rejection = (i: number): StoredRejection => ({
  tenantId: 'a',
  stream: 'customers',
  id: `id-${i}`,
  code: i === 0 ? 'NeverHeardOf' : 'InvalidEmail',
  runId: 'r',
  firstSeen: '2026-03-01T12:00:00.000Z',
  lastSeen: '2026-03-01T12:00:00.000Z',
  times: 1,
});

const reader = (settings: Partial<AccountReader> = {}): AccountReader => ({
  isSimulated: true,
  count: async () => ({ contacts: 3, collections: [{ name: 'Orders', kind: 'orders', records: 2 }] }),
  records: {
    contacts: async (from, limit) => ({ items: [{ from, limit }] }),
    collection: async (name, from) => ({ items: [{ name, from }], next: from + 1 }),
  },
  ...settings,
});

const tabOf = (account: AccountReader) =>
  new MarketingTab({
    tenants: [{ tenantId: 'a', account: 'apiuser-a@apiconnector.com', reader: account }],
    rejections: { listRejections: async () => Array.from({ length: 30 }, (_, i) => rejection(i)) },
    hasPictures: false,
  });

describe('the second tab', () => {
  test('counts what there is, tenant by tenant', async () => {
    expect(await tabOf(reader()).overview()).toMatchObject({
      tenants: [{ tenantId: 'a', contacts: 3, rejections: 30, collections: [{ name: 'Orders', records: 2 }] }],
      hasPictures: false,
    });
  });

  test('pages through records', async () => {
    expect(await tabOf(reader()).contacts('a', 48)).toEqual({ items: [{ from: 48, limit: 24 }] });
    expect(await tabOf(reader()).collection('a', 'Orders', 7)).toEqual({
      items: [{ name: 'Orders', from: 7 }],
      next: 8,
    });
  });

  test('tells the remedy of a rejection, where one is known', async () => {
    const first = await tabOf(reader()).rejections('a', 0);
    expect(first?.items).toHaveLength(24);
    expect(first?.next).toBe(24);
    expect(first?.items[1]).toMatchObject({
      code: 'InvalidEmail',
      remedy: expect.stringContaining('Correct the email'),
    });
    expect(first?.items[0]).toMatchObject({ code: 'NeverHeardOf' });
    const last = await tabOf(reader()).rejections('a', 24);
    expect([last?.items.length, last?.next]).toEqual([6, undefined]);
  });

  test('there is nothing of a tenant that is not there', async () => {
    expect(tabOf(reader()).contacts('b', 0)).toBeUndefined();
    expect(await tabOf(reader()).rejections('b', 0)).toBeUndefined();
  });
});

describe('an account that is somebody’s own', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => server?.close(resolve)));

  const serve = async (status: number) => {
    const asked: string[] = [];
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.statusCode = status;
      const list = { id: 7, name: 'Customers', contacts: 1_200 };
      const collections = [{ collectionName: 'Orders', collectionType: 'orders', recordCount: 40 }];
      response.end(JSON.stringify(request.url?.startsWith('/v2') ? list : collections));
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { asked, account: readGivenAccount({ apiUrl, user: 'u', password: 'p', listId: 7 }) };
  };

  test('is counted and no more, by two calls a minute', async () => {
    const { asked, account } = await serve(200);
    const counts = { contacts: 1_200, collections: [{ name: 'Orders', kind: 'orders', records: 40 }] };
    expect(await account.count()).toEqual(counts);
    expect(await account.count()).toEqual(counts);
    const basic = `Basic ${Buffer.from('u:p').toString('base64')}`;
    expect(asked.sort()).toEqual([`GET /insightData/v3/collections ${basic}`, `GET /v2/address-books/7 ${basic}`]);
    expect(account.records).toBeUndefined();
    expect(tabOf(account).contacts('a', 0)).toBeUndefined();
  });

  test('that refuses says with which status', async () => {
    const { account } = await serve(401);
    await expect(account.count()).rejects.toThrow('Marketing answers 401');
  });
});
