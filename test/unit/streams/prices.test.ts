import { describe, expect, it } from '@jest/globals';
import { pricesStream } from '../../../shared/streams/prices.ts';
import { testCatalog } from '../mapping/catalog-fixture.ts';
import { productOf, rowOf, sentBy, testTenant } from './catalog-fixture.ts';
import { deadline, ScriptedSource } from './scripted-source.ts';

describe('the prices stream', () => {
  const stream = pricesStream(testTenant(), testCatalog());

  it('writes the same records as the products of its catalog', () => {
    expect(stream).toMatchObject({
      name: 'prices#main',
      rejectsAs: 'products#main',
      writes: { kind: 'insight', name: 'Catalog_main', scope: 'account', type: 'catalog' },
    });
  });

  it('leaves the past to the first load of the products', () => {
    expect(stream.isLiveOnly).toBe(true);
  });

  it('reads only prices that could ever count', () => {
    expect(stream.reads).toEqual({
      resource: 'standalone-prices',
      where:
        'value(currencyCode = :currency) and country is not defined and channel is not defined and customerGroup is not defined',
      parameters: { 'var.currency': 'EUR' },
    });
    const narrow = testCatalog({ country: 'DE', priceChannelId: 'web', customerGroupId: 'vip' });
    expect(pricesStream(testTenant(), narrow).reads).toEqual({
      resource: 'standalone-prices',
      where:
        'value(currencyCode = :currency) and (country = :country or country is not defined) and ' +
        '(channel(id = :channel) or channel is not defined) and (customerGroup(id = :group) or customerGroup is not defined)',
      parameters: { 'var.currency': 'EUR', 'var.country': 'DE', 'var.channel': 'web', 'var.group': 'vip' },
    });
  });

  it('sends a variant once for all of its prices, with the price that the platform selects', async () => {
    const source = new ScriptedSource([productOf('a', 2)]);
    const prices = [rowOf('p1', { sku: 'a-2' }), rowOf('p2', { sku: 'a-2' }), rowOf('p3', { sku: 'x' })];
    const resolved = await stream.resolve?.(prices, source, deadline);
    expect(resolved && [...sentBy(stream, resolved)]).toEqual([['a_2', expect.objectContaining({ price: 29.99 })]]);
    expect(resolved?.skipped).toEqual({ noProduct: 1, duplicate: 1 });
  });

  it('leaves the stock as the product has it', async () => {
    const source = new ScriptedSource([productOf('a')]);
    const resolved = await stream.resolve?.([rowOf('p1', { sku: 'a-1' })], source, deadline);
    expect(resolved && sentBy(stream, resolved).get('a_1')).toMatchObject({ stock: 10 });
  });
});
