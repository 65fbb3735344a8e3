import { describe, expect, it } from '@jest/globals';
import { createProject, type Project } from '../commercetools/store/project.ts';
import { createClock } from '../http/clock.ts';
import type { JsonObject } from '../http/exchange.ts';
import { changeShop } from './change-shop.ts';
import { type ShopOptions, seedShop } from './seed-shop.ts';

const NOW = Date.UTC(2025, 5, 1, 12);
const openShop = (options: ShopOptions) => {
  const project = createProject(
    { key: 'acme' },
    createClock(0, () => NOW),
  );
  return { project, summary: seedShop(project, options) };
};
const openCustomers = (options: ShopOptions) =>
  openShop({ products: 0, orders: 0, ...options }).project.all('customers');
const currentOf = (product: JsonObject) => (product.masterData as JsonObject).current as JsonObject;
const masterOf = (product: JsonObject) => currentOf(product).masterVariant as JsonObject;
const variantsOf = (product: JsonObject) => [masterOf(product), ...(currentOf(product).variants as JsonObject[])];
const share = (rows: JsonObject[], holds: (row: JsonObject) => boolean) => rows.filter(holds).length / rows.length;

describe('customers of the demo shop', () => {
  it('are those of real shops', () => {
    const customers = openCustomers({ customers: 2000, hostile: false });
    expect(share(customers, (row) => row.dateOfBirth !== undefined)).toBeCloseTo(0.9, 1);
    expect(share(customers, (row) => (row.stores as unknown[]).length > 0)).toBeCloseTo(0.15, 1);
    expect(new Set(customers.map((row) => row.email)).size).toBe(2000);
    const newsletter = customers.map(
      (row) => ((row.custom as JsonObject | undefined)?.fields as JsonObject | undefined)?.newsletter,
    );
    expect(new Set(newsletter)).toEqual(new Set([true, false, undefined]));
    for (const row of customers) {
      expect(row.email).toMatch(/^[a-z0-9.]+@[a-z.]+\.[a-z]+$/);
      expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(row.password).toBeDefined();
    }
  });

  it('have evenly spread ids', () => {
    const firstDigits = Map.groupBy(openCustomers({ customers: 3200 }), (row) => row.id[0]);
    for (const rows of firstDigits.values()) expect(rows.length).toBeGreaterThan(120);
    expect(firstDigits.size).toBe(16);
  });
});

describe('the demo shop', () => {
  const content = (project: Project) => [
    project.all('customers'),
    project.all('products'),
    project.all('standalone-prices'),
    project.all('inventory'),
    project.all('orders'),
  ];

  it('is the same for the same seed and another for another', () => {
    const options = { customers: 60, products: 30, orders: 60 };
    const first = content(openShop({ ...options, seed: 5 }).project);
    expect(content(openShop({ ...options, seed: 5 }).project)).toEqual(first);
    expect(content(openShop({ ...options, seed: 6 }).project)).not.toEqual(first);
  });

  it('keeps its customers and catalog when more of something else is asked for', () => {
    const small = openShop({ customers: 40, products: 10, orders: 0 }).project;
    const large = openShop({ customers: 40, products: 10, orders: 50 }).project;
    expect(content(large).slice(0, 4)).toEqual(content(small).slice(0, 4));
  });

  it('keeps quiet for the last ten minutes', () => {
    for (const row of content(openShop({ customers: 300 }).project).flat()) {
      expect(Date.parse(String(row.lastModifiedAt))).toBeLessThanOrEqual(NOW - 600_000);
      expect(Date.parse(String(row.createdAt))).toBeLessThanOrEqual(Date.parse(String(row.lastModifiedAt)));
    }
  });

  it('names its hostile records, of which there is one of each kind', () => {
    const { project, summary } = openShop({ customers: 300, products: 100, orders: 300 });
    const customer = (kind: string) =>
      project.one('customers', summary.hostileCustomers.find((one) => one.kind === kind)?.id ?? '');
    expect(customer('email with a blank inside')?.email).toBe('a b@x');
    expect(customer('twin in the German store')?.email).toBe(customer('twin in the British store')?.email);
    const master = (kind: string): JsonObject => {
      const product = project.one('products', summary.hostileProducts.find((one) => one.kind === kind)?.id ?? '');
      return masterOf(product ?? {});
    };
    expect(master('has no SKU').sku).toBeUndefined();
    expect(master('has no price').prices).toEqual([]);
    const order = (kind: string) =>
      project.one('orders', summary.hostileOrders.find((one) => one.kind === kind)?.id ?? '');
    expect(order('nothing in it')?.lineItems).toEqual([]);
    expect(order('no email anywhere')).not.toHaveProperty('customerEmail');
    expect(openShop({ customers: 300, hostile: false }).summary).toMatchObject({
      hostileCustomers: [],
      hostileProducts: [],
      hostileOrders: [],
    });
  });
});

describe('the catalog', () => {
  const { project } = openShop({ customers: 0, products: 300, orders: 0, hostile: false });
  const products = project.all('products');
  const variants = products.flatMap(variantsOf);

  it('has variants with unique SKUs, images, and attributes of every kind', () => {
    expect(variants.length).toBeGreaterThan(600);
    expect(new Set(variants.map((variant) => variant.sku)).size).toBe(variants.length);
    const names = variants.flatMap((variant) =>
      (variant.attributes as JsonObject[]).map((attribute) => attribute.name),
    );
    expect(new Set(names)).toEqual(
      new Set([
        ...['color', 'material', 'care', 'weightGrams', 'isOrganic', 'launchedOn', 'recommendedPrice', 'goesWith'],
        ...['size', 'seasons', 'dimensions'],
      ]),
    );
  });

  it('is priced in two currencies, embedded or standalone', () => {
    const embedded = variants.flatMap((variant) => variant.prices as JsonObject[]);
    const currencies = (prices: JsonObject[]) =>
      new Set(prices.map((price) => (price.value as JsonObject).currencyCode));
    expect(currencies(embedded)).toEqual(new Set(['EUR', 'USD']));
    expect(currencies(project.all('standalone-prices'))).toEqual(new Set(['EUR', 'USD']));
    expect(share(products, (product) => product.priceMode === 'Standalone')).toBeCloseTo(0.25, 0);
    for (const scope of ['country', 'channel', 'customerGroup', 'validFrom', 'validUntil', 'discounted', 'tiers']) {
      expect([scope, embedded.some((price) => price[scope] !== undefined)]).toEqual([scope, true]);
    }
  });

  it('has stock for its SKUs in one place, in two, or in none', () => {
    const skus = new Set(variants.map((variant) => variant.sku));
    const entries = Map.groupBy(project.all('inventory'), (entry) => entry.sku);
    for (const sku of entries.keys()) expect(skus.has(String(sku))).toBe(true);
    const counts = new Set(variants.map((variant) => entries.get(variant.sku ?? '')?.length ?? 0));
    expect(counts).toEqual(new Set([0, 1, 2]));
  });
});

describe('orders', () => {
  const { project } = openShop({ customers: 200, products: 60, orders: 3000, hostile: false });
  const orders = project.all('orders');
  const cents = (value: unknown): number => Number((value as JsonObject).centAmount);

  it('add up: lines, custom lines and shipping, less the discount on the total', () => {
    for (const order of orders) {
      const items = [...(order.lineItems as JsonObject[]), ...(order.customLineItems as JsonObject[])];
      const shipping = order.shippingInfo ? cents((order.shippingInfo as JsonObject).price) : 0;
      const off = order.discountOnTotalPrice ? cents((order.discountOnTotalPrice as JsonObject).discountedAmount) : 0;
      const sum = items.reduce((total, item) => total + cents(item.totalPrice), shipping - off);
      expect(cents(order.totalPrice)).toBe(sum);
    }
  });

  it('join the catalog by SKU and the customers by id', () => {
    const skus = new Set(
      project
        .all('products')
        .flatMap(variantsOf)
        .map((variant) => variant.sku),
    );
    for (const order of orders) {
      for (const line of order.lineItems as JsonObject[]) expect(skus.has((line.variant as JsonObject).sku)).toBe(true);
      if (order.customerId !== undefined) expect(project.one('customers', String(order.customerId))).toBeDefined();
    }
  });

  it('come in every state, from guests and customers, in several currencies, now and imported', () => {
    const values = (field: string) => new Set(orders.map((order) => order[field]));
    expect(values('orderState')).toEqual(new Set(['Open', 'Confirmed', 'Complete', 'Cancelled']));
    expect(values('paymentState').has(undefined)).toBe(true);
    expect(share(orders, (order) => order.customerId === undefined)).toBeCloseTo(0.25, 1);
    expect(share(orders, (order) => order.completedAt !== undefined)).toBeCloseTo(0.2, 1);
    const currencies = new Set(orders.map((order) => (order.totalPrice as JsonObject).currencyCode));
    expect(currencies).toEqual(new Set(['EUR', 'USD', 'JPY', 'KWD']));
    const lines = orders.flatMap((order) => order.lineItems as JsonObject[]);
    expect(lines.some((line) => line.lineItemMode === 'GiftLineItem')).toBe(true);
    expect(lines.some((line) => ((line.price as JsonObject).value as JsonObject).type === 'highPrecision')).toBe(true);
    for (const field of ['discountOnTotalPrice', 'discountCodes', 'returnInfo']) {
      expect([field, orders.some((order) => order[field] !== undefined)]).toEqual([field, true]);
    }
  });
});

describe('changing the shop', () => {
  it('changes as many records as asked, and nothing else, by the clock', () => {
    const { project } = openShop({ customers: 100, products: 60, orders: 100 });
    project.clock.advance(1000);
    const verbs = {
      renameCustomers: 3,
      changeCustomerEmails: 1,
      createCustomers: 2,
      createOrders: 1,
      createGuestOrders: 2,
      changeOrderStates: 2,
      unpublishProducts: 1,
      publishProducts: 1,
      changeEmbeddedPrices: 1,
      changeStandalonePrices: 2,
      changeStock: 2,
      endOffers: 1,
    };
    const changed = changeShop(project, { seed: 3, ...verbs });
    expect(Object.fromEntries(Object.entries(changed).map(([verb, ids]) => [verb, ids.length]))).toEqual({
      ...verbs,
      deleteCustomers: 0,
      deleteProducts: 0,
    });
    const resources = [
      'customers',
      'orders',
      'products',
      'standalone-prices',
      'inventory',
      'product-discounts',
    ] as const;
    const fresh = resources.flatMap((resource) =>
      project.all(resource).filter((row) => Date.parse(String(row.lastModifiedAt)) === NOW + 1000),
    );
    expect(new Set(fresh.map((row) => row.id))).toEqual(new Set(Object.values(changed).flat()));
  });

  it('takes records away', () => {
    const { project } = openShop({ customers: 20, products: 20, orders: 5 });
    const changed = changeShop(project, { deleteCustomers: 2, deleteProducts: 3 });
    expect(project.all('customers')).toHaveLength(18);
    expect(project.all('products')).toHaveLength(17);
    for (const id of changed.deleteProducts) expect(project.one('products', id)).toBeUndefined();
  });

  it('makes no change where there is nothing to change', () => {
    const { project } = openShop({ customers: 0, products: 0, orders: 0 });
    expect(changeShop(project, { renameCustomers: 2, deleteProducts: 1, changeStock: 1 })).toMatchObject({
      renameCustomers: [],
      deleteProducts: [],
      changeStock: [],
    });
  });
});
