import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Catalog } from '../../../shared/domain/tenant.ts';
import { inventoryStream } from '../../../shared/streams/inventory.ts';
import { pricesStream } from '../../../shared/streams/prices.ts';
import { productsStream } from '../../../shared/streams/products.ts';
import type { Stream } from '../../../shared/streams/stream.ts';
import { openSource, PROJECT_KEY, type SourceUnderTest } from '../../adapters/commercetools/source-under-test.ts';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from '../../simulators/commercetools/simulator.ts';
import type { Project } from '../../simulators/commercetools/store/project.ts';
import type { JsonObject } from '../../simulators/http/exchange.ts';
import { euros, testCatalog } from '../mapping/catalog-fixture.ts';
import { sentBy, testTenant } from './catalog-fixture.ts';
import { deadline } from './scripted-source.ts';

const BERLIN = '11111111-0000-4000-8000-000000000000';
const WEB = '22222222-0000-4000-8000-000000000000';

const idOf = (number: number): string => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;

const dataOf = (name: string, ...skus: string[]): JsonObject => {
  const [masterVariant, ...variants] = skus.map((sku, i) => ({
    id: i + 1,
    sku,
    prices: [{ id: `price-of-${sku}`, value: euros(1000) }],
    images: [],
    attributes: [],
  }));
  return {
    name: { 'de-DE': name, 'fr-FR': `${name} (fr)` },
    slug: { 'de-DE': name.toLowerCase() },
    categories: [],
    attributes: [],
    masterVariant: masterVariant ?? null,
    variants,
  };
};

/** Through the real adapter and over HTTP: what the streams ask is understood, and what they get is complete. */
describe('the streams of a catalog, asking the platform', () => {
  let simulator: CommercetoolsSimulator;
  let open: SourceUnderTest;
  let project: Project;

  beforeAll(async () => {
    simulator = await startCommercetoolsSimulator();
    project = simulator.createProject({ key: PROJECT_KEY });
    project.addClient({ clientId: 'client', clientSecret: 'first-secret' });
    open = openSource(simulator.url);
  });
  afterAll(async () => {
    await open.close();
    await simulator.close();
  });

  const put = (number: number, masterData: JsonObject & { current: JsonObject }, more: JsonObject = {}) =>
    project.create('products', {
      id: idOf(number),
      masterData: { published: true, hasStagedChanges: false, staged: masterData.current, ...masterData },
      ...more,
    });

  const run = async (
    make: (tenant: ReturnType<typeof testTenant>, catalog: Catalog) => Stream,
    more: Partial<Catalog> = {},
  ) => {
    const stream = make(testTenant(), testCatalog({ locales: ['de-DE'], ...more }));
    const page = await open.source.readPage({ ...stream.reads, window: {}, range: {}, limit: 500 }, deadline);
    const resolved = await stream.resolve?.(page.records, open.source, deadline);
    if (!resolved) throw new Error('The streams of a catalog resolve what they read.');
    return { read: page.records.length, skipped: resolved.skipped, sent: sentBy(stream, resolved) };
  };

  it('see published, edited and unpublished products as customers do', async () => {
    put(1, { current: dataOf('Hemd', 'shirt-1', 'shirt-2') });
    put(2, { current: dataOf('Hose', 'trousers-1'), staged: dataOf('Entwurf', 'trousers-1'), hasStagedChanges: true });
    put(3, { current: dataOf('Hut', 'hat-1'), published: false });
    const { read, sent, skipped } = await run(productsStream);
    expect({ read, skipped }).toEqual({ read: 3, skipped: {} });
    expect([...sent].map(([key, { name, status, price }]) => [key, name, status, price])).toEqual([
      [`${idOf(1)}_1`, 'Hemd', 'Enabled', 10],
      [`${idOf(1)}_2`, 'Hemd', 'Enabled', 10],
      [`${idOf(3)}_1`, 'Hut', 'Disabled', 10],
      [`${idOf(2)}_1`, 'Hose', 'Enabled', 10],
    ]);
  });

  it('follow stock by supply channel, and SKUs with anything in them', async () => {
    const odd = 'a,b "c" \\ & % + ü 😀 = #';
    put(4, { current: dataOf('Seltsam', odd) });
    project.create('inventory', { sku: odd, availableQuantity: 5 });
    project.create('inventory', { sku: 'shirt-2', availableQuantity: 6 });
    project.create('inventory', { sku: 'hat-1', availableQuantity: 7 });
    project.create('inventory', {
      sku: 'shirt-2',
      availableQuantity: 60,
      supplyChannel: { typeId: 'channel', id: BERLIN },
    });
    const stocks = async (more: Partial<Catalog> = {}) => {
      const { sent, skipped } = await run(inventoryStream, more);
      return { skipped, stocks: Object.fromEntries([...sent].map(([key, { stock }]) => [key, stock])) };
    };
    expect(await stocks()).toEqual({
      skipped: { noProduct: 1 },
      stocks: { [`${idOf(4)}_1`]: 5, [`${idOf(1)}_2`]: 6 },
    });
    expect(await stocks({ stockChannelId: BERLIN })).toEqual({ skipped: {}, stocks: { [`${idOf(1)}_2`]: 60 } });
    expect(await stocks({ level: 'product' })).toEqual({ skipped: { noProduct: 2 }, stocks: { [idOf(4)]: 5 } });
  });

  it('follow the standalone prices that the platform could select', async () => {
    put(5, { current: dataOf('Schuh', 'shoe-1', 'shoe-2', 'shoe-3') }, { priceMode: 'Standalone' });
    const price = (sku: string, centAmount: number, more: JsonObject = {}) =>
      project.create('standalone-prices', { sku, value: euros(centAmount), ...more });
    const web = { channel: { typeId: 'channel', id: WEB } };
    price('shoe-1', 5000);
    price('shoe-1', 4500, { country: 'DE' });
    price('shoe-1', 4000, { country: 'DE', ...web });
    price('shoe-2', 7000, { country: 'FR' });
    price('shoe-3', 8000, { value: { ...euros(8000), currencyCode: 'USD' } });
    const prices = async (more: Partial<Catalog> = {}) => {
      const { read, skipped, sent } = await run(pricesStream, more);
      return { read, skipped, prices: Object.fromEntries([...sent].map(([key, record]) => [key, record.price])) };
    };
    const shoe = (variant: number) => `${idOf(5)}_${variant}`;
    expect(await prices()).toEqual({ read: 1, skipped: {}, prices: { [shoe(1)]: 50 } });
    expect(await prices({ country: 'DE', priceChannelId: WEB })).toEqual({
      read: 3,
      skipped: { duplicate: 2 },
      prices: { [shoe(1)]: 40 },
    });
    expect(await prices({ country: 'FR' })).toEqual({ read: 2, skipped: {}, prices: { [shoe(1)]: 50, [shoe(2)]: 70 } });
    expect(await prices({ currency: 'USD' })).toEqual({ read: 1, skipped: {}, prices: { [shoe(3)]: 80 } });
  });

  it('find the products of hundreds of rows', async () => {
    const numbers = Array.from({ length: 300 }, (_, i) => i + 100);
    for (const number of numbers) {
      put(number, { current: dataOf('Socke', `sock-${number}`) });
      project.create('inventory', {
        sku: `sock-${number}`,
        availableQuantity: number,
        supplyChannel: { typeId: 'channel', id: WEB },
      });
    }
    const { read, sent, skipped } = await run(inventoryStream, { stockChannelId: WEB });
    expect({ read, skipped }).toEqual({ read: 300, skipped: {} });
    expect(numbers.map((number) => sent.get(`${idOf(number)}_1`)?.stock)).toEqual(numbers);
  });

  it('ask for what a refresh needs in a form that the platform knows', async () => {
    const { refresh } = productsStream(testTenant(), testCatalog({ locales: ['de-DE'] }));
    if (!refresh) throw new Error('Products can be refreshed.');
    const { resource, parameters } = refresh.reads;
    const { records } = await open.source.readByIds(resource, [idOf(1), idOf(3)], deadline, parameters);
    expect(records.map((product) => refresh.keysOf(product))).toEqual([[`${idOf(1)}_1`, `${idOf(1)}_2`]]);
  });
});
