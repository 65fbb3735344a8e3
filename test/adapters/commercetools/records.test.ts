import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceResource } from '../../../shared/ports.ts';
import { type PlatformDouble, page, startPlatformDouble } from './platform-double.ts';
import { errorOf, openSource, type SourceUnderTest, textOf, within } from './source-under-test.ts';

const ID = '3f2a0000-0000-4000-8000-000000000000';
const record = (more: Record<string, unknown> = {}) => ({
  id: ID,
  version: 7,
  lastModifiedAt: '2026-08-04T09:00:00.000Z',
  ...more,
});

const RESOURCES: SourceResource[] = [
  'customers',
  'orders',
  'product-projections',
  'products',
  'inventory',
  'standalone-prices',
];

describe('records from commercetools', () => {
  let platform: PlatformDouble;
  let open: SourceUnderTest;
  const read = (resource: SourceResource, results: unknown[]) => {
    platform.answerWith(page(results));
    return open.source.readPage({ resource, window: {}, range: {}, limit: 500 }, within(60_000));
  };

  beforeAll(async () => {
    platform = await startPlatformDouble();
    open = openSource(platform.url);
  });
  afterAll(async () => {
    await open.close();
    await platform.close();
  });

  it('never lets a password hash out', async () => {
    const { records } = await read('customers', [record({ email: 'a@example.com', password: 'hash==' })]);
    expect(records).toEqual([record({ email: 'a@example.com' })]);
  });

  it.each(RESOURCES)('lets only documented fields of %s out', async (resource) => {
    const { records } = await read(resource, [
      record({ key: 'k', password: 'hash==', versionModifiedAt: '2026-08-04T09:00:00.000Z', brandNew: 1 }),
    ]);
    const isKeyless = resource === 'orders';
    expect(records).toEqual([isKeyless ? record() : record({ key: 'k' })]);
  });

  it('passes what merchants shape through as it is, null and false included', async () => {
    const custom = {
      type: { typeId: 'type', id: 't' },
      fields: { newsletter: false, points: 0, note: null, tags: [] },
    };
    const { records } = await read('customers', [record({ custom, firstName: '', addresses: [] })]);
    expect(records).toEqual([record({ custom, firstName: '', addresses: [] })]);
  });

  it.each([
    ['2026-08-04T09:00:00.12Z', '2026-08-04T09:00:00.120Z'],
    ['2026-08-04T09:00:00Z', '2026-08-04T09:00:00.000Z'],
    ['2026-08-04T11:00:00.000+02:00', '2026-08-04T09:00:00.000Z'],
    ['2026-08-04T09:00:00.123456Z', '2026-08-04T09:00:00.123Z'],
    ['2026-08-04T09:00:00.123Z', '2026-08-04T09:00:00.123Z'],
  ])('normalises %s', async (lastModifiedAt, expected) => {
    const { records } = await read('customers', [record({ lastModifiedAt })]);
    expect(records[0]?.lastModifiedAt).toBe(expected);
  });

  it.each([
    ['no id', { id: undefined }, 'results.0.id'],
    ['an empty id', { id: '' }, 'results.0.id'],
    ['a number for an id', { id: 5 }, 'results.0.id'],
    ['no version', { version: undefined }, 'results.0.version'],
    ['no time', { lastModifiedAt: undefined }, 'results.0.lastModifiedAt'],
    ['a time that is none', { lastModifiedAt: 'secret' }, 'results.0.lastModifiedAt'],
  ])('refuses a record with %s, naming the place and not the content', async (_, flaw, place) => {
    const error = await errorOf(read('customers', [record({ email: 'secret@example.com', ...flaw })]));
    expect(error).toMatchObject({ name: 'InvariantError', code: 'commercetools.brokenRecord' });
    expect(error.message).toContain(`customers that break its own description at ${place} (`);
    expect(textOf(error)).not.toContain('secret');
  });

  it('refuses a body that is no page', async () => {
    platform.answerWith((response) => response.end('[]'));
    const query = { resource: 'customers', window: {}, range: {}, limit: 500 } as const;
    const error = await errorOf(open.source.readPage(query, within(60_000)));
    expect(error).toMatchObject({ name: 'InvariantError', code: 'commercetools.brokenRecord' });
  });

  const ids = (...given: string[]) => given.map((id) => record({ id }));

  it.each([
    ['out of order', ids('b', 'a'), {}],
    ['repeated', ids('a', 'a'), {}],
    ['at or before the place that was asked for', ids('b', 'c'), { after: 'b' }],
    ['before the range', ids('a', 'b'), { range: { start: 'b' } }],
    ['at the end of the range', ids('b', 'c'), { range: { start: 'b', end: 'c' } }],
  ])('refuses a page with ids %s: a keyset would lose records', async (_, results, query) => {
    platform.answerWith(page(results));
    const asked = { resource: 'customers', window: {}, range: {}, limit: 500, ...query } as const;
    const error = await errorOf(open.source.readPage(asked, within(60_000)));
    expect(error).toMatchObject({ name: 'InvariantError', code: 'commercetools.unsortedPage' });
  });
});
