import { describe, expect, it } from '@jest/globals';
import type { Catalog } from '../../../shared/domain/tenant.ts';
import type { SourceRecord } from '../../../shared/ports.ts';
import { inventoryStream } from '../../../shared/streams/inventory.ts';
import { testCatalog } from '../mapping/catalog-fixture.ts';
import { productOf, rowOf, sentBy, testTenant } from './catalog-fixture.ts';
import { deadline, ScriptedSource } from './scripted-source.ts';

const open = (more: Partial<Catalog> = {}) => inventoryStream(testTenant(), testCatalog(more));

const stockOf = (sku: unknown, availableQuantity: unknown): SourceRecord =>
  rowOf(`entry-of-${String(sku)}`, { sku, availableQuantity, quantityOnStock: 1000 });

async function resolve(entries: readonly SourceRecord[], source: ScriptedSource, more: Partial<Catalog> = {}) {
  const stream = open(more);
  const resolved = await stream.resolve?.(entries, source, deadline);
  if (!resolved) throw new Error('The inventory stream resolves what it reads.');
  return { resolved, sent: sentBy(stream, resolved) };
}

describe('the inventory stream', () => {
  it('writes the same records as the products of its catalog', () => {
    expect(open({ name: 'uk', collection: 'Catalog_uk' })).toMatchObject({
      name: 'inventory#uk',
      rejectsAs: 'products#uk',
      writes: { kind: 'insight', name: 'Catalog_uk', scope: 'account', type: 'catalog' },
    });
  });

  it('leaves the past to the first load of the products', () => {
    expect(open().isLiveOnly).toBe(true);
  });

  it('reads the entries of one supply channel, or those of none', () => {
    expect(open().reads).toEqual({ resource: 'inventory', where: 'supplyChannel is not defined' });
    expect(open({ stockChannelId: 'berlin' }).reads).toEqual({
      resource: 'inventory',
      where: 'supplyChannel(id = :stockChannel)',
      parameters: { 'var.stockChannel': 'berlin' },
    });
  });

  it('sends the variants whose stock changed, and only those', async () => {
    const source = new ScriptedSource([productOf('a', 3), productOf('b')]);
    const { resolved, sent } = await resolve([stockOf('a-2', 7), stockOf('b-1', 0)], source);
    expect([...sent.keys()]).toEqual(['a_2', 'b_1']);
    expect(sent.get('a_2')).toMatchObject({ stock: 7, name: 'Hemd', price: 29.99, status: 'Enabled' });
    expect(sent.get('b_1')).toMatchObject({ stock: 0 });
    expect(resolved).toMatchObject({ skipped: {}, calls: 1 });
  });

  it('believes the entry and not the copy in the product, which follows later', async () => {
    const behind = productOf('a', 1, { masterVariant: { id: 1, sku: 'a-1' } });
    const { sent } = await resolve([stockOf('a-1', 7)], new ScriptedSource([behind]));
    expect(sent.get('a_1')).toMatchObject({ stock: 7 });
  });

  it('changes the stock of its own channel', async () => {
    const availability = { availableQuantity: 50, channels: { berlin: { availableQuantity: 5 } } };
    const product = productOf('a', 1, { masterVariant: { id: 1, sku: 'a-1', availability } });
    const { sent } = await resolve([stockOf('a-1', 4)], new ScriptedSource([product]), { stockChannelId: 'berlin' });
    expect(sent.get('a_1')).toMatchObject({ stock: 4 });
  });

  it('skips and counts entries that belong to no published product', async () => {
    const entries = [stockOf('a-1', 1), stockOf('x', 2), stockOf(undefined, 3), stockOf('\ud83d', 4)];
    const source = new ScriptedSource([productOf('a')]);
    const { resolved, sent } = await resolve(entries, source);
    expect(sent.size).toBe(1);
    expect(resolved.skipped).toEqual({ noProduct: 3 });
    expect(source.asked.map(({ values }) => values)).toEqual([['a-1', 'x']]);
  });

  it('asks for nothing when there is nothing to ask for', async () => {
    const source = new ScriptedSource();
    const { resolved } = await resolve([stockOf(undefined, 3)], source);
    expect(source.asked).toEqual([]);
    expect(resolved).toEqual({ records: [], skipped: { noProduct: 1 }, calls: 0 });
  });

  it('asks for published products with the price and the languages of the catalog', async () => {
    const source = new ScriptedSource();
    await resolve([stockOf('a-1', 1)], source, { country: 'DE' });
    expect(source.asked[0]?.query).toEqual({
      resource: 'product-projections',
      window: {},
      range: {},
      where: 'masterVariant(sku in :skus) or variants(sku in :skus)',
      parameters: {
        'var.skus': ['a-1'],
        staged: 'false',
        priceCurrency: 'EUR',
        priceCountry: 'DE',
        localeProjection: ['de-DE', 'en-GB'],
      },
      limit: 2,
    });
  });

  it('asks for master variants alone at level product, since no other speaks for one', async () => {
    const source = new ScriptedSource([productOf('a', 2), productOf('b', 2)]);
    const entries = [stockOf('a-1', 7), stockOf('b-2', 8)];
    const { resolved, sent } = await resolve(entries, source, { level: 'product' });
    expect(source.asked[0]?.query?.where).toBe('masterVariant(sku in :skus)');
    expect([...sent]).toEqual([['a', expect.objectContaining({ stock: 7 })]]);
    expect(resolved.skipped).toEqual({ noProduct: 1 });
  });

  it('asks for a hundred SKUs at a time, and for fewer when they are long', async () => {
    const short = Array.from({ length: 230 }, (_, i) => stockOf(`sku-${i}`, i));
    const source = new ScriptedSource();
    await resolve(short, source);
    expect(source.asked.map(({ values }) => values.length)).toEqual([100, 100, 30]);

    const long = Array.from({ length: 50 }, (_, i) => stockOf(`${'ü'.repeat(200)}${i}`, i));
    const patient = new ScriptedSource();
    await resolve(long, patient);
    expect(patient.asked.flatMap(({ values }) => values)).toHaveLength(50);
    for (const { values } of patient.asked) {
      expect(values.map((sku) => `&var.skus=${encodeURIComponent(sku)}`).join('').length).toBeLessThan(6000);
    }
  });

  it('reads on while answers are full, should products share a SKU after all', async () => {
    const twins = ['a', 'b', 'c', 'd', 'e'].map((id) => productOf(id, 1, { masterVariant: { id: 1, sku: 'twin' } }));
    const { resolved, sent } = await resolve([stockOf('twin', 1)], new ScriptedSource(twins));
    expect([...sent.keys()]).toEqual(['a_1', 'b_1', 'c_1', 'd_1', 'e_1']);
    expect(resolved).toMatchObject({ skipped: {}, calls: 3 });
  });

  it('hands the whole product to the mapping', async () => {
    const { resolved } = await resolve([stockOf('a-2', 7)], new ScriptedSource([productOf('a', 3)]));
    expect(resolved.records[0]).toMatchObject({
      masterVariant: { sku: 'a-1' },
      variants: [{ sku: 'a-2' }, { sku: 'a-3' }],
    });
  });
});
