import { describe, expect, it } from '@jest/globals';
import { compileCatalog } from '../../../shared/mapping/catalog/map-product.ts';
import { compileRecordFields } from '../../../shared/mapping/record-fields.ts';
import { euros, firstRecord, PRODUCT_ID, recordsOf, testCatalog, testProduct, testVariant } from './catalog-fixture.ts';

const withVariant = (more: Record<string, unknown>) => ({ masterVariant: testVariant(1, more) });
const flagsOf = (more: Record<string, unknown>) => recordsOf(testProduct(more))[0]?.flags;

describe('a catalog record', () => {
  it('is made of each variant, the master first', () => {
    const records = recordsOf(testProduct());
    expect(records).toEqual([
      {
        key: `${PRODUCT_ID}_1`,
        json: {
          id: `${PRODUCT_ID}_1`,
          name: 'Hemd',
          price: 29.99,
          specialPrice: 0,
          url: 'https://shop.example/de-DE/p/hemd-blau?variant=SHIRT-1',
          sku: 'SHIRT-1',
          stock: 10,
          status: 'Enabled',
          image_path: 'https://cdn.example/shirt-1.jpg',
          Currency: 'EUR',
          parent_id: PRODUCT_ID,
          created_date: '2025-11-03T08:15:30.100Z',
        },
        flags: [],
        onlyIfKnown: false,
      },
      expect.objectContaining({ key: `${PRODUCT_ID}_2` }),
    ]);
    expect(records[1]?.json).toMatchObject({ id: `${PRODUCT_ID}_2`, sku: 'SHIRT-2', stock: 20, parent_id: PRODUCT_ID });
  });

  it('goes by its own key, so that a refusal is told apart from that of a sister variant', () => {
    const [outcome] = compileCatalog(testCatalog())(testProduct());
    expect(outcome).toMatchObject({ submission: { id: `${PRODUCT_ID}_1`, handle: `${PRODUCT_ID}_1` } });
  });

  it('is one per product at that level, with the master variant speaking for it', () => {
    const records = recordsOf(testProduct(), { level: 'product' });
    expect(records.map(({ key }) => key)).toEqual([PRODUCT_ID]);
    expect(records[0]?.json).toMatchObject({ id: PRODUCT_ID, sku: 'SHIRT-1', parent_id: PRODUCT_ID });
  });

  it('is made only of the variants that are meant', () => {
    const product = { ...testProduct(), onlySkus: new Set(['SHIRT-2']) };
    expect(recordsOf(product).map(({ key }) => key)).toEqual([`${PRODUCT_ID}_2`]);
  });

  it('is skipped, and counted so, for a product without variants', () => {
    const map = compileCatalog(testCatalog());
    const empty = testProduct({ masterVariant: undefined, variants: [] });
    expect(map(empty)).toEqual([{ outcome: 'skip', reason: 'noVariants' }]);
  });

  it.each([
    ['a variant without an id', { masterVariant: testVariant(1, { id: undefined }), variants: [] }],
    ['a variant with half an id', { masterVariant: testVariant(1, { id: 1.5 }), variants: [] }],
    ['a product id that no key can hold', { id: 'a b', variants: [] }],
  ])('is rejected alone for %s', (_, more) => {
    const product = testProduct(more);
    const expected = [{ outcome: 'reject', id: product.id, code: 'InvalidClientKey' }];
    expect(compileCatalog(testCatalog())(product)).toEqual(expected);
  });

  it('has what a tenant adds, replaces or takes away', () => {
    const rule = { enabled: true, whenNull: 'skip' } as const;
    const refine = compileRecordFields([
      { ...rule, to: 'brand', type: 'String', from: "joined(' ', [key, variant.sku])" },
      { ...rule, to: 'weight', type: 'Numeric', from: 'key' },
      { ...rule, to: 'name', type: 'String', from: 'key' },
      { ...rule, to: 'image_path', enabled: false },
    ]);
    const map = compileCatalog(testCatalog(), refine);
    const [outcome] = map(testProduct());
    const { json } = JSON.parse(outcome?.outcome === 'send' ? outcome.submission.json : '{}');
    expect(json.brand).toBe('shirt SHIRT-1');
    expect(json).not.toHaveProperty('weight');
    expect(json.name).toBe('shirt');
    expect(json).not.toHaveProperty('image_path');
    expect(outcome).toMatchObject({
      flags: expect.arrayContaining(['weight.notANumber', 'notRecommendable.image_path']),
    });
  });
});

describe('the price of a catalog record', () => {
  it('is the full price, beside what is asked for while an offer lasts', () => {
    const price = { value: euros(2999), discounted: { value: euros(1999), discount: { typeId: 'product-discount' } } };
    expect(firstRecord(withVariant({ price }))).toMatchObject({ price: 29.99, specialPrice: 19.99 });
  });

  it('has no special price once the offer has ended', () => {
    expect(firstRecord(withVariant({ price: { value: euros(2999) } }))).toMatchObject({
      price: 29.99,
      specialPrice: 0,
    });
  });

  it.each([
    ['yen without decimals', { type: 'centPrecision', currencyCode: 'JPY', centAmount: 1500, fractionDigits: 0 }, 1500],
    [
      'dinars with three',
      { type: 'centPrecision', currencyCode: 'KWD', centAmount: 12_345, fractionDigits: 3 },
      12.345,
    ],
    [
      'a high-precision amount by its exact part',
      { type: 'highPrecision', currencyCode: 'EUR', centAmount: 1, preciseAmount: 123_456, fractionDigits: 7 },
      0.0123456,
    ],
  ])('is exact for %s', (_, value, expected) => {
    expect(firstRecord(withVariant({ price: { value } }), { currency: value.currencyCode })).toMatchObject({
      price: expected,
      Currency: value.currencyCode,
    });
  });

  it('is never one of another currency', () => {
    const dollars = { ...euros(2999), currencyCode: 'USD' };
    const record = firstRecord(withVariant({ price: { value: dollars } }));
    expect(record).not.toHaveProperty('price');
    expect(record.specialPrice).toBe(0);
    const discounted = { value: dollars };
    expect(firstRecord(withVariant({ price: { value: euros(2999), discounted } })).specialPrice).toBe(0);
  });

  it('is not taken from the list of all prices, where others and past ones stand as well', () => {
    const record = firstRecord(withVariant({ price: undefined, prices: [{ value: euros(100) }] }));
    expect(record).not.toHaveProperty('price');
  });
});

describe('the name of a catalog record', () => {
  it.each([
    [['de-DE', 'en-GB'], 'Hemd'],
    [['fr-FR', 'en-GB', 'de-DE'], 'Shirt'],
  ])('is that of the first locale of %j that has one', (locales, name) => {
    expect(firstRecord({}, { locales })).toMatchObject({ name });
  });

  it('passes over a blank one', () => {
    expect(firstRecord({ name: { 'de-DE': '  ', 'en-GB': 'Shirt' } })).toMatchObject({ name: 'Shirt' });
  });

  it('is never in a language that nobody asked for', () => {
    expect(firstRecord({}, { locales: ['fr-FR', 'de'] })).not.toHaveProperty('name');
  });
});

describe('the stock of a catalog record', () => {
  const availability = {
    availableQuantity: 10,
    channels: { 'channel-a': { availableQuantity: 4 }, 'channel-b': { isOnStock: false, availableQuantity: 0 } },
  };

  it.each([
    [undefined, 10],
    ['channel-a', 4],
    ['channel-b', 0],
  ])('at channel %p is %p, never a sum', (stockChannelId, stock) => {
    const catalog = stockChannelId === undefined ? {} : { stockChannelId };
    expect(firstRecord(withVariant({ availability }), catalog)).toMatchObject({ stock });
  });

  it.each([
    ['nothing tracks the variant', undefined, {}],
    ['only channels track it and the catalog names none', { channels: availability.channels }, {}],
    ['the channel of the catalog does not', availability, { stockChannelId: 'channel-c' }],
  ])('is left out where %s', (_, entry, catalog) => {
    expect(firstRecord(withVariant({ availability: entry }), catalog)).not.toHaveProperty('stock');
  });
});

describe('a record that cannot be recommended', () => {
  it.each([
    ['name', { name: {} }],
    ['price', withVariant({ price: undefined })],
    ['price', withVariant({ price: { value: euros(0) } })],
    ['url', { slug: {} }],
    ['sku', { ...withVariant({ sku: undefined }) }],
    ['image_path', { masterVariant: testVariant(1, { images: [] }) }],
  ])('is sent all the same and says that it lacks %s', (lacks, more) => {
    expect(flagsOf(more)).toContain(`notRecommendable.${lacks}`);
  });

  it('keeps a price of 0 as a number', () => {
    expect(firstRecord(withVariant({ price: { value: euros(0) } })).price).toBe(0);
  });

  it('names everything that it lacks', () => {
    const bare = { name: {}, slug: {}, masterVariant: { id: 1 }, variants: [] };
    expect(flagsOf(bare)).toEqual(
      ['', '.name', '.price', '.url', '.sku', '.image_path'].map((lacks) => `notRecommendable${lacks}`),
    );
  });
});

describe('a product that is not published', () => {
  const records = recordsOf(testProduct({ published: false, name: {} }));

  it('becomes Disabled records that say what is known', () => {
    expect(records.map(({ json }) => json.status)).toEqual(['Disabled', 'Disabled']);
    expect(records[0]?.json).toMatchObject({ price: 29.99, sku: 'SHIRT-1', stock: 10 });
  });

  it('changes what Marketing holds and adds nothing', () => {
    expect(records.map(({ onlyIfKnown }) => onlyIfKnown)).toEqual([true, true]);
  });

  it('is not reported as lacking anything for recommendations', () => {
    expect(records.flatMap(({ flags }) => flags)).toEqual([]);
  });
});
