import { describe, expect, it } from '@jest/globals';
import { firstRecord, PRODUCT_ID, testProduct, testVariant } from './catalog-fixture.ts';

const urlOf = (urlTemplate: string, more: Record<string, unknown> = {}) => firstRecord(more, { urlTemplate }).url;
const imageOf = (...urls: unknown[]) =>
  firstRecord({ masterVariant: testVariant(1, { images: urls.map((url) => ({ url })) }) }).image_path;

describe('the address of a product', () => {
  it.each([
    ['https://shop.example/{slug}', 'https://shop.example/hemd-blau'],
    ['https://shop.example/p/{id}?key={key}', `https://shop.example/p/${PRODUCT_ID}?key=shirt`],
    ['https://{locale}.shop.example/{sku}', 'https://de-de.shop.example/SHIRT-1'],
    ['http://shop.example/{slug}-{slug}', 'http://shop.example/hemd-blau-hemd-blau'],
    ['https://shop.example/', 'https://shop.example/'],
  ])('follows the template %s', (template, url) => {
    expect(urlOf(template)).toBe(url);
  });

  it('leads to the language in which the slug is known', () => {
    const slug = { 'en-GB': 'shirt-blue' };
    expect(urlOf('https://shop.example/{locale}/{slug}', { slug })).toBe('https://shop.example/en-GB/shirt-blue');
    expect(urlOf('https://shop.example/{locale}/{sku}', { slug })).toBe('https://shop.example/de-DE/SHIRT-1');
  });

  it('keeps every value in its place', () => {
    const masterVariant = testVariant(1, { sku: 'a/b?c=d&e#f %,ü😀' });
    expect(urlOf('https://shop.example/{sku}/end', { masterVariant })).toBe(
      'https://shop.example/a%2Fb%3Fc%3Dd%26e%23f%20%25%2C%C3%BC%F0%9F%98%80/end',
    );
  });

  it.each([
    ['the template names something that the product lacks', 'https://shop.example/{key}', { key: undefined }],
    ['what the template names is empty', 'https://shop.example/{key}', { key: '' }],
    ['the template names something that no product has', 'https://shop.example/{colour}', {}],
    ['the template is no absolute address', '/p/{slug}', {}],
    ['the template speaks of another protocol', 'ftp://shop.example/{slug}', {}],
    ['a value breaks the host', 'https://{key}/p', { key: 'a b' }],
    ['the address is longer than Marketing stores', `https://shop.example/${'x'.repeat(1000)}`, {}],
  ])('is left out when %s', (_, template, more) => {
    expect(urlOf(template, more)).toBeUndefined();
  });
});

describe('the image of a product', () => {
  it.each([
    ['https://cdn.example/a.jpg', 'https://cdn.example/a.jpg'],
    ['http://cdn.example/a.jpg', 'https://cdn.example/a.jpg'],
    ['HTTP://cdn.example:80/a.jpg', 'https://cdn.example/a.jpg'],
    ['//cdn.example/a.jpg', 'https://cdn.example/a.jpg'],
    [' https://cdn.example/ü b.jpg ', 'https://cdn.example/%C3%BC%20b.jpg'],
  ])('at %s is shown from %s', (url, expected) => {
    expect(imageOf(url)).toBe(expected);
  });

  it('is the first that can be shown', () => {
    expect(
      imageOf('/a.jpg', 'data:image/png;base64,AAAA', 7, 'https://cdn.example/b.jpg', 'https://cdn.example/c.jpg'),
    ).toBe('https://cdn.example/b.jpg');
  });

  it("is the master's where a variant has none of its own", () => {
    const product = testProduct({ variants: [testVariant(2, { images: [] })] });
    const record = firstRecord({ ...product, onlySkus: new Set(['SHIRT-2']) });
    expect(record).toMatchObject({ sku: 'SHIRT-2', image_path: 'https://cdn.example/shirt-1.jpg' });
  });

  it.each([[[]], [['', 'cdn.example/a.jpg']], [[`https://cdn.example/${'x'.repeat(1000)}.jpg`]]])(
    'is left out when there is none to show in %j',
    (urls) => {
      expect(imageOf(...urls)).toBeUndefined();
    },
  );
});
