import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SourceResource } from '../../../shared/ports.ts';
import { json, type PlatformDouble, page, startPlatformDouble } from './platform-double.ts';
import { errorOf, openSource, PROJECT_KEY, type SourceUnderTest, within } from './source-under-test.ts';

const FROM = '2026-08-04T09:00:00.000Z';
const TO = '2026-08-04T09:15:00.000Z';
const DATE = 'Tue, 04 Aug 2026 10:00:05 GMT';

describe('requests to commercetools', () => {
  let platform: PlatformDouble;
  let open: SourceUnderTest;
  const asked = () => {
    const [request] = platform.apiRequests;
    const url = new URL(request?.path ?? '', platform.url);
    const parameters: Record<string, string | string[]> = {};
    for (const name of url.searchParams.keys()) {
      const values = url.searchParams.getAll(name);
      parameters[name] = values.length === 1 ? (values[0] ?? '') : values;
    }
    return { path: url.pathname, parameters };
  };

  beforeAll(async () => {
    platform = await startPlatformDouble();
    open = openSource(platform.url);
  });
  beforeEach(() => {
    platform.apiRequests.length = 0;
    platform.answerWith(page([], 0));
  });
  afterAll(async () => {
    await open.close();
    await platform.close();
  });

  it('asks for what changed last, newest first', async () => {
    await open.source.readLatest(
      { resource: 'orders', window: {}, where: 'customerId is not defined' },
      3,
      within(60_000),
    );
    expect(asked().parameters).toEqual({
      where: '(customerId is not defined)',
      sort: ['lastModifiedAt desc', 'id desc'],
      limit: '3',
      withTotal: 'false',
    });
  });

  it('reads stores with their languages and countries', async () => {
    platform.answerWith(
      json(200, {
        results: [
          { key: 'berlin', countries: [{ code: 'DE' }], id: 'x' },
          { key: 'web', languages: ['en'] },
        ],
      }),
    );
    expect(await open.source.readStores()).toEqual({
      stores: [
        { key: 'berlin', languages: [], countries: ['DE'] },
        { key: 'web', languages: ['en'], countries: [] },
      ],
      calls: 1,
    });
    platform.answerWith(json(200, { results: [{ id: 'no key' }] }));
    await expect(open.source.readStores()).rejects.toMatchObject({ code: 'commercetools.unreadableAnswer' });
  });

  it('bounds a page by window, place, range and the predicate of its stream', async () => {
    await open.source.readPage(
      {
        resource: 'customers',
        window: { from: FROM, to: TO },
        range: { start: '4', end: '8' },
        after: '5',
        where: 'email is defined or key = "x"',
        limit: 500,
      },
      within(60_000),
    );
    expect(asked()).toEqual({
      path: `/${PROJECT_KEY}/customers`,
      parameters: {
        where:
          'lastModifiedAt >= :from and lastModifiedAt < :to and id > :after and id < :end and (email is defined or key = "x")',
        'var.from': FROM,
        'var.to': TO,
        'var.after': '5',
        'var.end': '8',
        sort: 'id asc',
        limit: '500',
        withTotal: 'false',
      },
    });
  });

  it('begins a range at its start while no place is known', async () => {
    await open.source.readPage(
      { resource: 'customers', window: { to: TO }, range: { start: '4' }, limit: 20 },
      within(60_000),
    );
    expect(asked().parameters).toEqual({
      where: 'lastModifiedAt < :to and id >= :start',
      'var.to': TO,
      'var.start': '4',
      sort: 'id asc',
      limit: '20',
      withTotal: 'false',
    });
  });

  it('asks for everything when nothing is bounded', async () => {
    await open.source.readPage({ resource: 'customers', window: {}, range: {}, limit: 1 }, within(60_000));
    expect(asked().parameters).toEqual({ sort: 'id asc', limit: '1', withTotal: 'false' });
  });

  it('passes further parameters of the resource on, and lets none of them replace its own', async () => {
    await open.source.readPage(
      {
        resource: 'product-projections',
        window: {},
        range: {},
        limit: 100,
        parameters: { priceCurrency: 'EUR', localeProjection: ['de', 'en'], sort: 'key desc', limit: '1' },
      },
      within(60_000),
    );
    expect(asked().parameters).toEqual({
      priceCurrency: 'EUR',
      localeProjection: ['de', 'en'],
      sort: 'id asc',
      limit: '100',
      withTotal: 'false',
    });
  });

  it.each<[SourceResource, string]>([
    ['customers', 'customers'],
    ['orders', 'orders'],
    ['product-projections', 'product-projections'],
    ['products', 'products'],
    ['inventory', 'inventory'],
    ['standalone-prices', 'standalone-prices'],
  ])('finds %s', async (resource, path) => {
    await open.source.readPage({ resource, window: {}, range: {}, limit: 1 }, within(60_000));
    expect(asked().path).toBe(`/${PROJECT_KEY}/${path}`);
  });

  it('probes with one record and a total, and takes the time from commercetools', async () => {
    platform.answerWith(json(200, { results: [], total: 10_000 }, { date: DATE }));
    const probe = await open.source.probe({ resource: 'customers', window: { from: FROM }, where: 'email is defined' });
    expect(probe).toEqual({ serverNow: '2026-08-04T10:00:05.000Z', estimate: 10_000, calls: 1 });
    expect(asked().parameters).toEqual({
      where: 'lastModifiedAt >= :from and (email is defined)',
      'var.from': FROM,
      limit: '1',
      withTotal: 'true',
    });
  });

  it('takes a probe without a total for a passing trouble', async () => {
    platform.answerWith(page([]));
    const error = await errorOf(open.source.probe({ resource: 'customers', window: {} }));
    expect(error).toMatchObject({ name: 'TransientError', code: 'commercetools.unreadableAnswer' });
  });

  it('tells the time and the decompressed size of a page', async () => {
    const body = JSON.stringify({ results: [{ id: 'a', version: 1, lastModifiedAt: FROM, key: 'k'.repeat(5_000) }] });
    platform.answerWith((response) => {
      response.writeHead(200, { date: DATE, 'content-encoding': 'gzip' }).end(gzipSync(body));
    });
    const { bytes, serverNow, records } = await open.source.readPage(
      { resource: 'customers', window: {}, range: {}, limit: 500 },
      within(60_000),
    );
    expect({ bytes, serverNow, count: records.length }).toEqual({
      bytes: body.length,
      serverNow: '2026-08-04T10:00:05.000Z',
      count: 1,
    });
  });

  it('reads records by id', async () => {
    await open.source.readByIds('product-projections', ['a', 'b'], within(60_000), { staged: 'true' });
    expect(asked()).toEqual({
      path: `/${PROJECT_KEY}/product-projections`,
      parameters: {
        staged: 'true',
        where: 'id in :ids',
        'var.ids': ['a', 'b'],
        sort: 'id asc',
        limit: '2',
        withTotal: 'false',
      },
    });
  });

  it.each([0, 101])('refuses to read %d ids at once', async (count) => {
    const ids = Array.from({ length: count }, (_, i) => String(i));
    const error = await errorOf(open.source.readByIds('orders', ids, within(60_000)));
    expect(error).toMatchObject({ name: 'InvariantError', code: 'commercetools.tooManyIds' });
    expect(platform.apiRequests).toHaveLength(0);
  });

  it('reads the settings of the project', async () => {
    const settings = { key: PROJECT_KEY, currencies: ['EUR'], countries: ['DE'], languages: ['de', 'en'] };
    platform.answerWith(json(200, { ...settings, name: 'Acme', version: 1 }));
    expect(await open.source.readProject()).toEqual({
      project: { ...settings, productCatalogModel: 'Classic' },
      calls: 1,
    });
    expect(asked()).toEqual({ path: `/${PROJECT_KEY}`, parameters: {} });
  });

  it('says who is asking, and gives every request a name of its own', async () => {
    await open.source.readProject().catch(() => undefined);
    await open.source.probe({ resource: 'customers', window: {} });
    const [first, second] = platform.apiRequests.map(({ headers }) => headers);
    expect(first?.['user-agent']).toContain('commercetools-marketing-sync');
    expect(String(first?.['x-correlation-id'])).toMatch(/^[\w-]{8,256}$/);
    expect(first?.['x-correlation-id']).not.toBe(second?.['x-correlation-id']);
  });
});
