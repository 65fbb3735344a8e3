import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../http/exchange.ts';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from '../simulator.ts';
import type { Project } from '../store/project.ts';
import { openTestClient, type Parameters } from '../test-client.ts';

let simulator: CommercetoolsSimulator;
let project: Project;
let client: Awaited<ReturnType<typeof openTestClient>>;

beforeEach(async () => {
  simulator = await startCommercetoolsSimulator();
  project = simulator.createProject({ key: 'acme' });
  client = await openTestClient(simulator.url, project.addClient());
});
afterEach(() => simulator.close());

const money = (centAmount: number, currencyCode = 'EUR') => ({
  type: 'centPrecision',
  currencyCode,
  centAmount,
  fractionDigits: 2,
});
const ATTRIBUTES = [
  { name: 'color', value: { key: 'red', label: { en: 'Red', de: 'Rot' } } },
  { name: 'care', value: { en: 'Wash', de: 'Waschen' } },
  { name: 'weight', value: 12 },
];
const dataOf = (name: string, fields: JsonObject = {}): JsonObject => ({
  name: { en: name, de: `${name} (de)` },
  slug: { en: name.toLowerCase() },
  categories: [],
  masterVariant: {
    id: 1,
    sku: `${name}-1`,
    prices: [{ id: 'p1', value: money(1000) }],
    attributes: ATTRIBUTES,
    images: [],
  },
  variants: [{ id: 2, sku: `${name}-2`, prices: [{ id: 'p2', value: money(2000) }], attributes: [], images: [] }],
  attributes: [],
  searchKeywords: {},
  ...fields,
});
const addProduct = (name: string, fields: JsonObject = {}, published = true): string => {
  const data = dataOf(name);
  const masterData = { published, hasStagedChanges: false, current: data, staged: data };
  return project.create('products', { masterData, ...fields }).id;
};
const projections = async (parameters: Parameters = {}): Promise<JsonObject[]> =>
  (await client.page('/acme/product-projections', { sort: 'id', ...parameters })).results;
const master = (product: JsonObject | undefined) => product?.masterVariant as JsonObject;
const secondVariant = (product: JsonObject | undefined) => (product?.variants as JsonObject[] | undefined)?.[0];

describe('product projections', () => {
  it('show current data of published products, or staged data of all', async () => {
    const id = addProduct('Boot');
    addProduct('Draft', {}, false);
    project.change('products', id, { masterData: { hasStagedChanges: true, staged: { name: { en: 'New boot' } } } });
    expect(await projections()).toMatchObject([{ id, version: 2, name: { en: 'Boot' }, published: true }]);
    const staged = await projections({ staged: true });
    expect(staged.map((product) => (product.name as JsonObject).en).sort()).toEqual(['Draft', 'New boot']);
  });

  it('by id, are gone for an unpublished product unless staged', async () => {
    const id = addProduct('Boot', {}, false);
    expect(await client.failure(`/acme/product-projections/${id}`)).toMatchObject({ status: 404 });
    expect((await client.get(`/acme/product-projections/${id}`, { staged: true })).status).toBe(200);
    expect((await client.get(`/acme/products/${id}`)).status).toBe(200);
  });

  it('need a wider scope for staged data', async () => {
    const reader = await openTestClient(simulator.url, project.addClient({ scopes: ['view_published_products'] }));
    expect((await reader.get('/acme/product-projections')).status).toBe(200);
    expect((await reader.get('/acme/product-projections', { staged: true })).status).toBe(403);
    expect((await reader.get('/acme/inventory')).status).toBe(403);
  });

  it('answer predicates on their own fields, by SKU and by publishing', async () => {
    const boot = addProduct('Boot');
    addProduct('Shoe');
    const bySku = 'masterVariant(sku in :skus) or variants(sku in :skus)';
    expect(await projections({ where: bySku, 'var.skus': ['Boot-2', 'none'] })).toMatchObject([{ id: boot }]);
    expect(await projections({ where: 'published = true and id > ""', limit: 1 })).toHaveLength(1);
    project.change('products', boot, { masterData: { staged: { masterVariant: { sku: 'Boot-9' } } } });
    const staged = { where: 'masterVariant(sku = :sku)', 'var.sku': 'Boot-9' };
    expect(await projections({ ...staged, staged: true })).toMatchObject([{ id: boot }]);
    expect(await projections(staged)).toEqual([]);
    expect(await projections({ where: 'masterVariant(sku = "Boot-1" and attributes(name = "weight"))' })).toHaveLength(
      1,
    );
    const unpublished = await client.page('/acme/products', { where: 'masterData(published = false)' });
    expect(unpublished.results).toEqual([]);
    const refused = await client.failure('/acme/product-projections', { where: 'masterVariant(price is defined)' });
    expect(refused.message).toContain("'price' does not exist");
  });

  it('select an embedded price, and keep out what is not asked for', async () => {
    addProduct('Boot');
    expect(master((await projections())[0])).not.toHaveProperty('price');
    const [priced] = await projections({ priceCurrency: 'EUR', priceCountry: 'DE' });
    expect(master(priced).price).toMatchObject({ id: 'p1', value: { centAmount: 1000 } });
    expect(secondVariant(priced)?.price).toMatchObject({ id: 'p2' });
    expect(await client.failure('/acme/product-projections', { priceCountry: 'DE' })).toMatchObject({ status: 400 });
    expect(await client.failure('/acme/product-projections', { priceCurrency: 'euro' })).toMatchObject({ status: 400 });
    expect(await client.failure('/acme/product-projections', { storeProjection: 'x' })).toMatchObject({ status: 400 });
  });

  it('select a standalone price where the product says so, skipping inactive ones', async () => {
    addProduct('Boot', { priceMode: 'Standalone' });
    const standalone = (fields: JsonObject) => project.create('standalone-prices', { sku: 'Boot-1', ...fields });
    standalone({ value: money(500), active: false });
    const { id } = standalone({ value: money(700), country: 'DE', key: 'k' });
    const [priced] = await projections({ priceCurrency: 'EUR', priceCountry: 'DE' });
    expect(master(priced).price).toEqual({ id, key: 'k', value: money(700), country: 'DE' });
    expect(secondVariant(priced)).not.toHaveProperty('price');
  });

  it('show a discounted price only while its product discount is active', async () => {
    const day = 86_400_000;
    const now = simulator.clock.now();
    const { id } = project.create('product-discounts', {
      validFrom: new Date(now + day).toISOString(),
      validUntil: new Date(now + 2 * day).toISOString(),
    });
    const discounted = { value: money(800), discount: { typeId: 'product-discount', id } };
    const price = { id: 'p1', value: money(1000), discounted };
    const product = addProduct('Boot');
    project.change('products', product, { masterData: { current: { masterVariant: { prices: [price] } } } });
    project.create('standalone-prices', { sku: 'x', value: money(1000), discounted });
    const seen = async () => {
      const boot = master((await projections({ priceCurrency: 'EUR' }))[0]);
      const [alone] = (await client.page('/acme/standalone-prices')).results;
      return [boot.price, (boot.prices as JsonObject[])[0], alone].map(
        (one) => (one as JsonObject).discounted !== undefined,
      );
    };
    const before = project.one('products', product)?.lastModifiedAt;
    expect(await seen()).toEqual([false, false, false]);
    simulator.clock.advance(day);
    expect(await seen()).toEqual([true, true, true]);
    simulator.clock.advance(day);
    client = await openTestClient(simulator.url, project.addClient());
    expect(await seen()).toEqual([false, false, false]);
    expect(project.one('products', product)?.lastModifiedAt).toBe(before);
  });

  it('follow the stock without being modified by it', async () => {
    const id = addProduct('Boot');
    const before = (await projections())[0];
    expect(master(before)).not.toHaveProperty('availability');
    simulator.clock.advance(1000);
    const stock = project.create('inventory', {
      sku: 'Boot-1',
      quantityOnStock: 5,
      availableQuantity: 4,
      restockableInDays: 3,
    });
    const supplyChannel = { typeId: 'channel', id: 'c1' };
    project.create('inventory', { sku: 'Boot-2', quantityOnStock: 9, availableQuantity: 0, supplyChannel });
    const [after] = await projections();
    expect(after).toMatchObject({ id, version: 1, lastModifiedAt: before?.lastModifiedAt ?? '' });
    expect(master(after).availability).toEqual({
      isOnStock: true,
      availableQuantity: 4,
      restockableInDays: 3,
      id: stock.id,
      version: 1,
    });
    expect(secondVariant(after)?.availability).toEqual({
      channels: { c1: expect.objectContaining({ isOnStock: false, availableQuantity: 0 }) },
    });
    project.change('inventory', stock.id, { availableQuantity: 0 });
    expect(master((await projections())[0]).availability).toMatchObject({ isOnStock: false, version: 2 });
    project.remove('inventory', stock.id);
    expect(master((await projections())[0])).not.toHaveProperty('availability');
  });

  it('keep only the locales and attributes asked for', async () => {
    addProduct('Boot');
    const [german] = await projections({ localeProjection: 'de' });
    expect(german).toMatchObject({ name: { de: 'Boot (de)' }, slug: {} });
    expect(master(german).attributes).toEqual([
      { name: 'color', value: { key: 'red', label: { de: 'Rot' } } },
      { name: 'care', value: { de: 'Waschen' } },
      { name: 'weight', value: 12 },
    ]);
    const namesOf = async (filter: string[]) => {
      const [product] = await projections({ 'filter[attributes]': filter });
      return (master(product).attributes as JsonObject[]).map((attribute) => attribute.name);
    };
    expect(await namesOf(['color', 'weight'])).toEqual(['color', 'weight']);
    expect(await namesOf(['-color'])).toEqual(['care', 'weight']);
  });

  it('have no variants in a project of the Modular model', async () => {
    addProduct('Boot');
    project.changeSettings({ productCatalogModel: 'Modular' });
    const [product] = await projections();
    expect(product).not.toHaveProperty('masterVariant');
    expect(product?.variants).toEqual([]);
  });
});

describe('products', () => {
  it('carry both copies, with selected prices and stock', async () => {
    addProduct('Boot');
    project.create('inventory', { sku: 'Boot-1', availableQuantity: 1 });
    const [product] = (await client.page('/acme/products', { priceCurrency: 'EUR' })).results;
    const masterData = (product?.masterData ?? {}) as JsonObject;
    expect(masterData.published).toBe(true);
    for (const copy of [masterData.current as JsonObject, masterData.staged as JsonObject]) {
      expect(master(copy)).toMatchObject({ price: { id: 'p1' }, availability: { isOnStock: true } });
    }
  });

  it('disappear when deleted', async () => {
    const id = addProduct('Boot');
    project.remove('products', id);
    expect((await client.page('/acme/products')).count).toBe(0);
    expect(await projections({ staged: true })).toEqual([]);
  });
});

describe('stock and standalone prices', () => {
  it('have a modification time of their own', async () => {
    const from = new Date(simulator.clock.now()).toISOString();
    const before = project.create('inventory', { sku: 'a' });
    simulator.clock.advance(60_000);
    const since = new Date(simulator.clock.now()).toISOString();
    project.change('inventory', before.id, { availableQuantity: 3 });
    project.create('standalone-prices', { sku: 'a', value: money(1) });
    const where = `lastModifiedAt >= "${since}"`;
    expect((await client.page('/acme/inventory', { where })).results).toMatchObject([{ sku: 'a', version: 2 }]);
    expect((await client.page('/acme/standalone-prices', { where: 'active = true and sku in ("a", "b")' })).count).toBe(
      1,
    );
    expect((await client.page('/acme/inventory', { where: `createdAt >= "${from}"` })).count).toBe(1);
  });
});
