import { describe, expect, it } from '@jest/globals';
import type { Catalog } from '../../../../shared/domain/tenant.ts';
import { compileCatalog } from '../../../../shared/mapping/catalog/map-product.ts';
import { line, SHIRT, tell } from './an-order.ts';

const CATALOG: Catalog = {
  name: 'main',
  collection: 'Catalog_main',
  locales: ['en'],
  currency: 'EUR',
  urlTemplate: 'https://shop.example/{sku}',
  level: 'variant',
  disableLimitShare: 0.2,
};

const nameOf = (name: unknown, locale: unknown, locales: readonly string[] = []): unknown =>
  tell({ locale, lineItems: [line({ name })] }, { locales }).products[0]?.name;

describe('the name of a line', () => {
  const name = { fr: 'chemise', en: 'shirt', 'de-AT': 'Leiberl', de: 'Hemd' };

  it('is in the language of the order', () => {
    expect(nameOf(name, 'de-AT', ['en'])).toBe('Leiberl');
  });

  it('is in the first language of the settings that there is', () => {
    expect(nameOf(name, undefined, ['it', 'en', 'de'])).toBe('shirt');
    expect(nameOf(name, 'sv', ['it', 'de', 'en'])).toBe('Hemd');
  });

  it('is in any language rather than none', () => {
    expect(nameOf(name, 'sv', ['it'])).toBe('chemise');
    expect(nameOf({ sv: ' ', it: 'camicia' }, 'sv')).toBe('camicia');
  });
});

describe('a line joins the catalog', () => {
  it.each(['variant', 'product'] as const)('at level %s, by what the catalog itself says', (level) => {
    const master = { id: 3, sku: 'SHIRT-M' };
    const [record] = compileCatalog({ ...CATALOG, level })({ id: SHIRT, masterVariant: master, variants: [] });
    const { sku, id, parent_id } = record?.outcome === 'send' ? JSON.parse(record.submission.json).json : {};
    expect(tell({}, {}, level).products).toMatchObject([{ sku, product_id: id, parent_id }]);
  });

  it('of variants by SKU, by variant and by product', () => {
    expect(tell({}).products).toMatchObject([{ sku: 'SHIRT-M', product_id: `${SHIRT}_3`, parent_id: SHIRT }]);
  });

  it('of products by product', () => {
    expect(tell({}, {}, 'product').products).toMatchObject([{ sku: 'SHIRT-M', product_id: SHIRT, parent_id: SHIRT }]);
  });
});

describe('a line of imported history', () => {
  it('joins by SKU alone where the import named no product', () => {
    const [product] = tell({ lineItems: [line({ productId: undefined })] }).products;
    expect(product).toEqual({ name: 'Shirt', sku: 'SHIRT-M', price: 25, qty: 2 });
  });
});

describe('a line that lacks something', () => {
  it.each([
    ['products.noSku', 'sku', { variant: { id: 1 } }],
    ['products.noSku', 'sku', { variant: { id: 1, sku: ' ' } }],
    ['products.noSku', 'sku', { variant: undefined }],
    ['products.noName', 'name', { name: {} }],
    ['products.noName', 'name', { name: 'Shirt' }],
    ['products.noPrice', 'price', { totalPrice: undefined }],
    ['products.noQuantity', 'qty', { quantity: 0 }],
    ['products.noQuantity', 'qty', { quantity: 1.5 }],
    ['products.noQuantity', 'qty', { quantity: '2' }],
  ])('is sent without it: %s', (flag, property, changes) => {
    const { products, flags } = tell({ lineItems: [line(changes), line()] });
    expect(products).toHaveLength(2);
    expect(products[0]).not.toHaveProperty(property);
    expect(products[1]).toHaveProperty(property);
    expect(flags).toEqual([flag]);
  });

  it('is flagged once however many there are', () => {
    const { flags } = tell({ lineItems: [1, 2, 3].map((id) => line({ variant: { id } })) });
    expect(flags).toEqual(['products.noSku']);
  });

  it('is kept even if nothing of it can be read', () => {
    const { record, products, flags } = tell({ lineItems: [line(), null] });
    expect(products).toHaveLength(1);
    expect(record).not.toHaveProperty('order_subtotal');
    expect([...flags].sort()).toEqual(['products.noName', 'products.noPrice', 'products.noQuantity', 'products.noSku']);
  });
});
