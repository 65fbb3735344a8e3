import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CATALOG, ORDERS, recordOf, startTrial, type Trial } from '../trial.ts';

let trial: Trial;
let adaId: number;
beforeEach(async () => {
  trial = await startTrial();
  adaId = trial.account.putContact({ email: 'ada@example.com' }).contactId;
  trial.account.putContact({ email: 'bob@example.com' });
});
afterEach(() => trial.simulator.close());

const ROOT = '/insightData/v3';
const ADA = `${ROOT}/contacts/email/ada%40example.com`;
const call = async (method: string, path: string, body?: unknown) => {
  const reply = await trial.call(method, path.startsWith('/') ? path : `${ROOT}/${path}`, body);
  return [reply.status, reply.body?.errorCode ?? reply.body] as const;
};
const create = (name: string, scope = 'account', type = 'custom') =>
  call('POST', `collections/${name}?collectionScope=${scope}&collectionType=${type}`);
const product = (key: string) => ({ key, json: { id: key, price: 5 } });

describe('collections', () => {
  it('are created once, and are there afterwards', async () => {
    expect(await create('Catalog_EU', 'account', 'catalog')).toEqual([201, undefined]);
    expect(await create('Catalog_EU', 'account', 'Catalog')).toEqual([200, undefined]);
    const summary = { ...CATALOG, recordCount: 0 };
    expect(await call('GET', 'collections')).toEqual([200, [summary]]);
    expect(await call('GET', 'account')).toEqual([200, [summary]]);
  });

  it.each([
    ['1st', 'account', 'custom', 'insightData:invalidId'],
    ['My%20Collection', 'account', 'custom', 'insightData:invalidId'],
    ['x', 'account', 'custom', 'insightData:invalidId'],
    ['x'.repeat(256), 'account', 'custom', 'insightData:invalidId'],
    ['Mine', 'everyone', 'custom', 'insightData:badRequest'],
    ['Mine', 'account', 'order', 'insightData:badRequest'],
    ['Products', 'account', 'catalog', 'insightData:badRequest'],
    ['Catalog_EU', 'contact', 'catalog', 'insightData:badRequest'],
    ['Orders', 'account', 'orders', 'insightData:badRequest'],
  ])('refuse the name %s with scope %s and type %s', async (name, scope, type, errorCode) => {
    expect(await create(name, scope, type)).toEqual([400, errorCode]);
    const body = { collectionName: decodeURIComponent(name), collectionScope: scope, collectionType: type };
    expect(await call('PUT', 'import', { ...body, records: [product('1')] })).toEqual([400, errorCode]);
  });

  it('keep their scope and type', async () => {
    await create('Mine');
    expect(await create('Mine', 'contact')).toEqual([400, 'insightData:badRequest']);
    const other = { collectionName: 'Mine', collectionScope: 'account', collectionType: 'wishList' };
    expect(await call('PUT', 'import', { ...other, records: [product('1')] })).toEqual([400, 'insightData:badRequest']);
  });

  it('end an import as Failed when another one made them otherwise in the meantime', async () => {
    const mine = { collectionName: 'Mine', collectionScope: 'account', collectionType: 'custom' };
    await trial.call('PUT', `${ROOT}/import`, { ...mine, records: [product('1')] });
    const late = await trial.importRecords([product('2')], { ...mine, collectionType: 'wishList' });
    expect(late.status).toBe('Failed');
    expect([...trial.account.records('Mine')].map(({ key }) => key)).toEqual(['1']);
  });

  it('are limited in number, however they come about', async () => {
    trial.account.change({ limits: { collections: 1 } });
    await create('First');
    expect(await create('First')).toEqual([200, undefined]);
    expect(await create('Second')).toEqual([412, undefined]);
    expect(await call('PUT', 'import', { ...CATALOG, records: [product('1')] })).toEqual([412, undefined]);
  });

  it('describe the table with the JSON as one of its columns', async () => {
    await trial.importRecords([recordOf('ada@example.com', '1', { order_total: 5 })]);
    const [status, body] = await call('GET', 'collections/Orders/schema');
    expect([status, body]).toMatchObject([200, { collectionName: 'Orders', collectionType: 'orders' }]);
    expect((body as unknown as { schema: unknown[] }).schema).toContainEqual({
      name: 'json',
      type: 'RECORD',
      mode: 'NULLABLE',
      fields: [{ name: 'order_total', type: 'FLOAT', fields: [] }],
    });
    expect(await call('GET', 'collections/None/schema')).toEqual([404, 'insightData:collectionNotFound']);
  });

  it('of a contact are those that hold something of theirs', async () => {
    await create('Wishes', 'contact', 'wishList');
    await trial.importRecords([recordOf('ada@example.com', '1'), recordOf('bob@example.com', '2')]);
    expect(await call('GET', ADA)).toEqual([200, [{ ...ORDERS, recordCount: 1 }]]);
    expect(await call('GET', `${ROOT}/contacts/email/none@example.com`)).toEqual([404, 'insightData:contactNotFound']);
  });
});

describe('deleting and emptying', () => {
  const finish = async (method: string, path: string) => {
    const { status, body } = await trial.call(method, path);
    expect(status).toBe(202);
    const started = await trial.call('GET', `${ROOT}/async/${body.jobId}`);
    trial.simulator.clock.advance(500);
    const going = await trial.call('GET', `${ROOT}/async/${body.jobId}`);
    trial.simulator.clock.advance(500);
    const done = await trial.call('GET', `${ROOT}/async/${body.jobId}`);
    return [started.body.status, going.body.status, done.body.status, done.body.summary];
  };
  beforeEach(async () => {
    await trial.importRecords([
      recordOf('ada@example.com', '1', { id: '1' }),
      recordOf('ada@example.com', '2'),
      recordOf('bob@example.com', '3'),
    ]);
  });

  it('deletes a collection with its schema, for every contact', async () => {
    expect(await finish('DELETE', `${ROOT}/collections/Orders`)).toEqual([
      'NotStarted',
      'NotFinished',
      'Finished',
      { totalRecords: 3, totalProcessed: 3, totalFailed: 0 },
    ]);
    expect(await call('GET', 'collections')).toEqual([200, []]);
    const again = await trial.importRecords([recordOf('ada@example.com', '1', { id: 1 })]);
    expect(again.summary).toMatchObject({ totalImported: 1 });
  });

  it('empties a collection and keeps its schema', async () => {
    await finish('DELETE', `${ROOT}/collections/Orders/empty`);
    expect([...trial.account.records('Orders')]).toEqual([]);
    const again = await trial.importRecords([recordOf('ada@example.com', '1', { id: 1 })]);
    expect(again.failures).toMatchObject([{ failureReason: 'JsonValueIncompatibleWithSchema', details: ['id'] }]);
  });

  it('empties what one contact has', async () => {
    await finish('DELETE', `${ADA}/Orders/empty`);
    expect([...trial.account.records('Orders')].map(({ key }) => key)).toEqual(['3']);
  });

  it('deletes records by key, the account’s path being plural', async () => {
    const body = { keys: ['1', '3', '9'] };
    expect(await call('DELETE', `${ADA}/Orders/deleteRecords`, body)).toEqual([
      200,
      { summary: { totalRecords: 3, totalDeleted: 1, totalNotFound: 2 }, notFound: ['3', '9'], failures: [] },
    ]);
    await trial.importRecords([product('A'), product('B')], CATALOG);
    expect(await call('DELETE', 'accounts/Catalog_EU/deleteRecords', { keys: ['A'] })).toMatchObject([
      200,
      { notFound: [] },
    ]);
    expect((await trial.call('DELETE', `${ROOT}/account/Catalog_EU/deleteRecords`, { keys: ['B'] })).status).toBe(404);
    expect(await call('DELETE', 'accounts/Orders/deleteRecords', body)).toEqual([
      404,
      'insightData:collectionNotFound',
    ]);
    expect(await call('DELETE', 'accounts/Catalog_EU/deleteRecords', { keys: [] })).toEqual([
      400,
      'insightData:noRecordsSpecified',
    ]);
    const tooMany = { keys: Array.from({ length: 5_001 }, String) };
    expect(await call('DELETE', 'accounts/Catalog_EU/deleteRecords', tooMany)).toEqual([400, 'insightData:badRequest']);
  });

  it('knows no other jobs', async () => {
    expect(await call('GET', 'async/00000000-0000-4000-8000-000000000000')).toEqual([
      404,
      'insightData:asyncJobNotFound',
    ]);
    expect(await call('GET', 'async/1')).toEqual([400, 'insightData:invalidId']);
    expect(await call('DELETE', 'collections/None')).toEqual([404, 'insightData:collectionNotFound']);
  });
});

describe('single records', () => {
  it.each([
    ['of the account', () => `${ROOT}/account/Catalog_EU`, {}],
    ['of a contact', () => `${ADA}/Orders`, { ownerContactId: expect.any(Number) }],
  ])('%s are put, read and deleted', async (_whose, path, owner) => {
    await create('Catalog_EU', 'account', 'catalog');
    await create('Orders', 'contact', 'orders');
    expect(await call('PUT', `${path()}/1`, { id: '1', price: 5 })).toEqual([201, undefined]);
    expect(await call('PUT', `${path()}/1`, { id: '1' })).toEqual([204, undefined]);
    expect(await call('GET', `${path()}/1`)).toEqual([
      200,
      { key: '1', json: { id: '1' }, created: expect.any(String), updated: expect.any(String), ...owner },
    ]);
    expect(await call('PUT', `${path()}/2`, { price: 'five' })).toEqual([400, 'insightData:badRequest']);
    expect(await call('PUT', `${path()}/2`, [])).toEqual([400, 'insightData:badRequest']);
    expect(await call('PUT', `${path()}/a%20b`, {})).toEqual([400, 'insightData:invalidId']);
    expect(await call('DELETE', `${path()}/1`)).toEqual([204, undefined]);
    expect(await call('DELETE', `${path()}/1`)).toEqual([404, 'insightData:recordNotFound']);
    expect(await call('GET', `${path()}/1`)).toEqual([404, 'insightData:recordNotFound']);
  });

  it('do not create their collection', async () => {
    expect(await call('PUT', 'account/Catalog_EU/1', { id: '1' })).toEqual([404, 'insightData:collectionNotFound']);
    await create('Orders', 'contact', 'orders');
    expect(await call('PUT', 'account/Orders/1', { id: '1' })).toEqual([404, 'insightData:collectionNotFound']);
    expect(await call('PUT', `${ROOT}/contacts/email/none@example.com/Orders/1`, {})).toEqual([
      404,
      'insightData:contactNotFound',
    ]);
  });

  it('of another contact are neither read nor replaced', async () => {
    await trial.importRecords([recordOf('bob@example.com', '1')]);
    expect(await call('GET', `${ADA}/Orders/1`)).toEqual([404, 'insightData:recordNotFound']);
    expect(await call('PUT', `${ADA}/Orders/1`, { id: '1' })).toEqual([400, 'insightData:badRequest']);
  });
});

describe('pages of records', () => {
  const walk = async (path: string) => {
    const keys: string[] = [];
    const sizes: number[] = [];
    let query = '';
    for (;;) {
      const { status, body } = await trial.call('GET', `${path}${query}`);
      expect(status).toBe(200);
      const items = body._items as { key: string }[];
      keys.push(...items.map(({ key }) => key));
      sizes.push(items.length);
      const next = (body._links as { next?: { marker: string } }).next;
      if (next === undefined) return { keys, sizes };
      query = `${path.includes('?') ? '&' : '?'}marker=${encodeURIComponent(next.marker)}`;
    }
  };

  it('go through a collection of the account, 1,000 at most at a time', async () => {
    const keys = Array.from({ length: 2_300 }, (_, place) => `p-${place}`);
    await trial.importRecords(keys.map(product), CATALOG);
    expect(await walk(`${ROOT}/account/Catalog_EU`)).toEqual({ keys, sizes: [1_000, 1_000, 300] });
    expect((await walk(`${ROOT}/account/Catalog_EU?limit=5000`)).sizes).toEqual([1_000, 1_000, 300]);
    await call('DELETE', 'accounts/Catalog_EU/deleteRecords', { keys: keys.slice(0, 1_500) });
    expect((await walk(`${ROOT}/account/Catalog_EU?limit=400`)).keys).toEqual(keys.slice(1_500));
  });

  it('go through all contacts’ records, or one’s', async () => {
    await trial.importRecords(
      ['1', '2', '3', '4', '5'].map((key, place) => recordOf(place % 2 ? 'bob@example.com' : 'ada@example.com', key)),
    );
    expect((await walk(`${ROOT}/contacts/Orders?limit=2`)).keys).toEqual(['1', '2', '3', '4', '5']);
    expect(await walk(`${ADA}/Orders?limit=2`)).toEqual({ keys: ['1', '3', '5'], sizes: [2, 1] });
    const [, body] = await call('GET', 'contacts/Orders?limit=1');
    expect(body).toMatchObject({ _items: [{ ownerContactId: adaId }] });
  });

  it('are filtered by change', async () => {
    await trial.importRecords([product('1'), product('2')], CATALOG);
    trial.simulator.clock.advance(60_000);
    await trial.importRecords([product('1')], CATALOG);
    expect((await walk(`${ROOT}/account/Catalog_EU?~modified=gte::2026-03-01T12:00:30Z`)).keys).toEqual(['1']);
  });

  it.each(['?limit=0', '?limit=5001', '?marker=x', '?~modified=today', '?~created=gte::2026-03-01T12:00:00Z'])(
    'refuse %s',
    async (query) => {
      await create('Catalog_EU', 'account', 'catalog');
      expect(await call('GET', `account/Catalog_EU${query}`)).toEqual([400, 'insightData:invalidFilter']);
    },
  );
});

describe('control of Insight data', () => {
  const control = async (path: string) =>
    (await fetch(`${trial.simulator.url}/_simulator/accounts/${trial.account.user}/collections${path}`)).json();

  it('reads all records of a collection, page by page or one', async () => {
    await trial.importRecords(['1', '2', '3'].map(product), CATALOG);
    const first = (await control('/Catalog_EU?limit=2')) as { items: { key: string }[]; nextFrom: number };
    expect(first.items.map(({ key }) => key)).toEqual(['1', '2']);
    expect(await control(`/Catalog_EU?from=${first.nextFrom}`)).toMatchObject({
      items: [{ key: '3', json: { id: '3' } }],
    });
    expect(await control('/Catalog_EU/2')).toMatchObject({ key: '2' });
  });

  it('tells when a collection mixes the two dialects of names', async () => {
    await trial.importRecords([recordOf('ada@example.com', '1', { order_total: 5, products: [{ product_id: 'a' }] })]);
    expect(await control('')).toMatchObject([
      { ...ORDERS, recordCount: 1, dialect: { snakeCase: ['order_total'], camelCase: [], isMixed: false } },
    ]);
    await trial.importRecords([recordOf('ada@example.com', '2', { orderTotal: 5 })]);
    expect(trial.account.collections()[0]?.dialect).toEqual({
      snakeCase: ['order_total'],
      camelCase: ['orderTotal'],
      isMixed: true,
    });
  });

  it('plans rejections of records', async () => {
    await fetch(`${trial.simulator.url}/_simulator/accounts/${trial.account.user}/rejections`, {
      method: 'POST',
      body: JSON.stringify({ collection: 'Catalog_EU', key: '1', failureReason: 'InvalidJson' }),
    });
    const status = await trial.importRecords([product('1'), product('2')], CATALOG);
    expect(status.failures).toMatchObject([{ key: '1', failureReason: 'InvalidJson' }]);
  });
});
