import { describe, expect, it } from '@jest/globals';
import { TooMuchError, TransientError } from '../../../shared/domain/errors.ts';
import type { Catalog } from '../../../shared/domain/tenant.ts';
import type { SourceRecord } from '../../../shared/ports.ts';
import { productsStream } from '../../../shared/streams/products.ts';
import { testCatalog } from '../mapping/catalog-fixture.ts';
import { productOf, sentBy, testTenant } from './catalog-fixture.ts';
import { deadline, ScriptedSource } from './scripted-source.ts';

const open = (more: Partial<Catalog> = {}) => productsStream(testTenant(), testCatalog(more));

async function resolve(projections: readonly SourceRecord[], source: ScriptedSource, more: Partial<Catalog> = {}) {
  const stream = open(more);
  const resolved = await stream.resolve?.(projections, source, deadline);
  if (!resolved) throw new Error('The products stream resolves what it reads.');
  return { resolved, sent: sentBy(stream, resolved) };
}

const staged = (id: string, more: Record<string, unknown> = {}) =>
  productOf(id, 1, { hasStagedChanges: true, name: { 'de-DE': 'Entwurf' }, ...more });

describe('the products stream', () => {
  it('writes the collection of its catalog, under its name', () => {
    expect(open({ name: 'uk', collection: 'Catalog_uk' })).toMatchObject({
      name: 'products#uk',
      rejectsAs: 'products#uk',
      writes: { kind: 'insight', name: 'Catalog_uk', scope: 'account', type: 'catalog' },
      after: [],
    });
  });

  it('reads staged projections with the price and the languages of the catalog', () => {
    expect(open({ country: 'DE', customerGroupId: 'vip', priceChannelId: 'web' }).reads).toEqual({
      resource: 'product-projections',
      parameters: {
        staged: 'true',
        priceCurrency: 'EUR',
        priceCountry: 'DE',
        priceCustomerGroup: 'vip',
        priceChannel: 'web',
        localeProjection: ['de-DE', 'en-GB'],
      },
    });
    expect(open().reads.parameters).toEqual({
      staged: 'true',
      priceCurrency: 'EUR',
      localeProjection: ['de-DE', 'en-GB'],
    });
  });

  it('asks for nothing more when what is staged is what customers see', async () => {
    const source = new ScriptedSource();
    const { resolved, sent } = await resolve([productOf('a', 2), productOf('b')], source);
    expect([...sent.keys()]).toEqual(['a_1', 'a_2', 'b_1']);
    expect(resolved).toMatchObject({ skipped: {}, calls: 0 });
    expect(source.asked).toEqual([]);
  });

  it('shows what customers see of a product that is being edited', async () => {
    const source = new ScriptedSource([productOf('b', 1, { name: { 'de-DE': 'Hemd' } })]);
    const { resolved, sent } = await resolve([productOf('a'), staged('b')], source);
    expect(sent.get('b_1')).toMatchObject({ name: 'Hemd', status: 'Enabled' });
    expect(sent.has('a_1')).toBe(true);
    expect(resolved).toMatchObject({ skipped: {}, calls: 1 });
    expect(source.asked).toEqual([
      {
        values: ['b'],
        parameters: { staged: 'false', priceCurrency: 'EUR', localeProjection: ['de-DE', 'en-GB'] },
      },
    ]);
  });

  it('looks twice at a product that does not say whether it is published or edited', async () => {
    const vague = [productOf('a', 1, { published: undefined }), productOf('b', 1, { hasStagedChanges: undefined })];
    const source = new ScriptedSource([productOf('b')]);
    const { resolved } = await resolve(vague, source);
    expect(source.asked.map(({ values }) => values)).toEqual([['a', 'b']]);
    expect(resolved.skipped).toEqual({ goneMeanwhile: 1 });
  });

  it('leaves out and counts a product that has gone in the meantime', async () => {
    const { resolved, sent } = await resolve([staged('a'), staged('b')], new ScriptedSource([productOf('b')]));
    expect([...sent.keys()]).toEqual(['b_1']);
    expect(resolved.skipped).toEqual({ goneMeanwhile: 1 });
  });

  it('switches off a product that was unpublished, edited or not', async () => {
    const unpublished = [productOf('a', 1, { published: false }), staged('b', { published: false })];
    const { resolved, sent } = await resolve(unpublished, new ScriptedSource());
    expect([...sent.values()].map(({ status }) => status)).toEqual(['Disabled', 'Disabled']);
    expect(resolved.calls).toBe(0);
  });

  it('reads a hundred at a time', async () => {
    const ids = Array.from({ length: 250 }, (_, i) => String(i).padStart(4, '0'));
    const source = new ScriptedSource(ids.map((id) => productOf(id)));
    const { resolved, sent } = await resolve(
      ids.map((id) => staged(id)),
      source,
    );
    expect(source.asked.map(({ values }) => values.length)).toEqual([100, 100, 50]);
    expect(sent.size).toBe(250);
    expect(resolved.calls).toBe(3);
  });

  it('reads fewer at a time from when an answer would be too large, and counts every call', async () => {
    const ids = Array.from({ length: 150 }, (_, i) => String(i).padStart(4, '0'));
    const source = new ScriptedSource(ids.map((id) => productOf(id)));
    source.trouble = (values) => (values.length > 60 ? new TooMuchError('Too large.', { code: 'test' }) : undefined);
    const { resolved, sent } = await resolve(
      ids.map((id) => staged(id)),
      source,
    );
    expect(source.asked.map(({ values }) => values.length)).toEqual([100, 50, 50, 50]);
    expect(sent.size).toBe(150);
    expect(resolved.calls).toBe(4);
  });

  it.each([
    ['one product is too much by itself', new TooMuchError('Too large.', { code: 'test' })],
    ['the platform is away', new TransientError('Away.', { code: 'test' })],
  ])('gives up the page when %s', async (_, error) => {
    const source = new ScriptedSource();
    source.trouble = () => error;
    await expect(resolve([staged('a'), staged('b')], source)).rejects.toBe(error);
  });

  it('can be compared with what Marketing holds', () => {
    const { refresh } = open({ disableLimitShare: 0.1 });
    expect(refresh?.disableLimitShare).toBe(0.1);
    expect(refresh?.keysOf(productOf('a', 2))).toEqual(['a_1', 'a_2']);
    expect(refresh?.reads).toEqual({
      resource: 'product-projections',
      parameters: { staged: 'false', localeProjection: ['de-DE'] },
    });
    expect(open({ level: 'product' }).refresh?.keysOf(productOf('a', 2))).toEqual(['a']);
  });
});
