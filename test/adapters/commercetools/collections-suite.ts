import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SourceResource } from '../../../shared/ports.ts';
import type { SourceEndpoint } from './source-suite.ts';
import { openSource, type SourceUnderTest, within } from './source-under-test.ts';

const head = (id: string) => ({
  id,
  version: 1,
  createdAt: '2026-08-04T09:00:00.000Z',
  lastModifiedAt: '2026-08-04T09:00:00.000Z',
});

const money = { type: 'centPrecision', currencyCode: 'EUR', centAmount: 100, fractionDigits: 2 };

const product = (id: string) => {
  const copy = {
    name: { en: 'Shirt' },
    slug: { en: `shirt-${id}` },
    categories: [],
    masterVariant: { id: 1, sku: id, prices: [], images: [], attributes: [] },
    variants: [],
    attributes: [],
    searchKeywords: {},
  };
  return {
    ...head(id),
    productType: { typeId: 'product-type', id: 't' },
    masterData: { published: true, hasStagedChanges: false, current: copy, staged: copy },
  };
};

const order = (id: string) => ({
  ...head(id),
  totalPrice: money,
  lineItems: [],
  customLineItems: [],
  shippingMode: 'Single',
  shipping: [],
  orderState: 'Open',
  origin: 'Customer',
  refusedGifts: [],
  syncInfo: [],
});

/** The collections beside customers: small data, the same promises. */
export function describeCollections(name: string, start: () => Promise<SourceEndpoint>): void {
  describe(`the collections of ${name}`, () => {
    let endpoint: SourceEndpoint;
    let open: SourceUnderTest;

    beforeAll(async () => {
      endpoint = await start();
      open = openSource(endpoint.url);
      const ids = ['c', 'a', 'b'];
      await endpoint.put('products', ids.map(product));
      await endpoint.put('orders', ids.map(order));
      await endpoint.put(
        'inventory',
        ids.map((id) => ({ ...head(id), sku: id, quantityOnStock: 1, availableQuantity: 1 })),
      );
      await endpoint.put(
        'standalone-prices',
        ids.map((id) => ({ ...head(id), sku: id, value: money, active: true })),
      );
    });
    afterAll(async () => {
      await open.close();
      await endpoint.close();
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
}
