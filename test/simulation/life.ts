/** What people and merchants do while the sync is at work: a shop that changes, settings that are edited, runs asked for. */
import { toInstant } from '../../shared/domain/instant.ts';
import { type RequestedTrack, requestRun } from '../../shared/workflows/request-run.ts';
import type { Chances } from './chances.ts';
import { PERSONAL } from './personal.ts';
import type { Shop } from './shop.ts';
import type { SimulatedWorld } from './simulated-world.ts';

const hex = (chances: Chances, length: number): string =>
  Array.from({ length }, () => Math.floor(chances.random() * 16).toString(16)).join('');
export const newId = (chances: Chances): string => `${hex(chances, 8)}-0000-4000-8000-${hex(chances, 12)}`;

const euros = (centAmount: number) => ({ type: 'centPrecision', currencyCode: 'EUR', centAmount, fractionDigits: 2 });
const emailOf = (chances: Chances, n: number): string =>
  chances.happens(0.05) ? `${PERSONAL}broken${n}` : `${PERSONAL.toLowerCase()}person${n}@example.com`;

export function seedShop(shop: Shop, startMs: number): void {
  const { chances } = shop;
  const longAgo = () => startMs - chances.between(1, 300) * 86_400_000;
  for (let n = 0; n < chances.between(2, 14); n += 1) addCustomer(shop, longAgo());
  for (let n = 0; n < chances.between(0, 12); n += 1) addOrder(shop, longAgo());
  for (let n = 0; n < chances.between(0, 8); n += 1) addProduct(shop, longAgo());
}

function addCustomer(shop: Shop, at?: number): void {
  const n = shop.nextNumber();
  const id = newId(shop.chances);
  shop.put(
    'customers',
    id,
    { email: emailOf(shop.chances, n), firstName: `${PERSONAL}v${n}`, lastName: `${PERSONAL}Last` },
    at,
  );
}

function addOrder(shop: Shop, at?: number): void {
  const { chances } = shop;
  const n = shop.nextNumber();
  const customer = chances.happens(0.6) ? chances.pick(shop.all('customers')) : undefined;
  const createdAt = toInstant(at ?? shop.loop.nowMs);
  shop.put(
    'orders',
    newId(chances),
    {
      createdAt,
      ...(customer
        ? { customerId: customer.id, customerEmail: customer.email }
        : { customerEmail: chances.happens(0.08) ? '' : emailOf(chances, n) }),
      orderState: 'Open',
      orderNumber: `v${n}`,
      totalPrice: euros(chances.between(1, 99_999)),
      lineItems: [],
      billingAddress: { firstName: `${PERSONAL}Bill`, lastName: `${PERSONAL}Ing`, city: `${PERSONAL}City` },
    },
    at,
  );
}

function addProduct(shop: Shop, at?: number): void {
  const { chances } = shop;
  const n = shop.nextNumber();
  const sku = `SKU-${n}`;
  shop.put(
    'product-projections',
    newId(chances),
    {
      createdAt: toInstant(at ?? shop.loop.nowMs),
      published: chances.happens(0.85),
      hasStagedChanges: false,
      name: { en: `Product ${n}` },
      slug: { en: `product-${n}` },
      masterVariant: { id: 1, sku, images: [] },
      variants: [],
    },
    at,
  );
  shop.put('inventory', newId(chances), { sku, availableQuantity: chances.between(0, 50) }, at);
  shop.put('standalone-prices', newId(chances), { sku, value: euros(chances.between(100, 9_999)), active: true }, at);
}

/** One thing that happens in a shop. */
function change(shop: Shop): void {
  const { chances } = shop;
  const one = <K extends Parameters<Shop['all']>[0]>(kind: K) => chances.pick(shop.all(kind));
  const n = shop.nextNumber();
  const verbs: readonly (() => void)[] = [
    () => addCustomer(shop),
    () => addOrder(shop),
    () => addProduct(shop),
    () => rename(),
    () => rename(),
    () => {
      const customer = one('customers');
      if (customer) shop.put('customers', customer.id, { email: emailOf(chances, n) });
    },
    () => {
      const customer = one('customers');
      if (customer && chances.happens(0.3)) shop.remove('customers', customer.id);
    },
    () => {
      const order = one('orders');
      if (order)
        shop.put('orders', order.id, {
          orderState: chances.pick(['Open', 'Confirmed', 'Complete', 'Cancelled']),
          orderNumber: `v${n}`,
        });
    },
    () => {
      const product = one('product-projections');
      if (product)
        shop.put('product-projections', product.id, {
          published: chances.happens(0.6),
          name: { en: `Product v${n}` },
        });
    },
    () => {
      const product = one('product-projections');
      if (product && chances.happens(0.15)) shop.remove('product-projections', product.id);
    },
    () => {
      const entry = one('inventory');
      if (entry) shop.put('inventory', entry.id, { availableQuantity: chances.between(0, 50) });
    },
    () => {
      const price = one('standalone-prices');
      if (price) shop.put('standalone-prices', price.id, { value: euros(chances.between(100, 9_999)) });
    },
  ];
  const rename = () => {
    const customer = one('customers');
    if (customer) shop.put('customers', customer.id, { firstName: `${PERSONAL}v${n}` });
  };
  chances.pick(verbs)?.();
}

/** Lets the world live until the time has come: changes, edits and requests, each at its own moment. */
export function liveUntil(world: SimulatedWorld, endMs: number): void {
  const { loop, chances } = world;
  const again = (fromMs: number, toMs: number, act: () => void): void => {
    loop.after(chances.between(fromMs, toMs), () => {
      if (loop.nowMs >= endMs) return;
      act();
      again(fromMs, toMs, act);
    });
  };
  for (const { now } of world.tenants) {
    const { tenantId } = now;
    const shop = world.shopOf(tenantId);
    again(20_000, 500_000, () => change(shop));
    if (chances.happens(0.3)) again(3_600_000, 9_000_000, () => pauseForAWhile(world, tenantId));
    if (chances.happens(0.3)) again(3_600_000, 9_000_000, () => editMapping(world, tenantId));
    if (chances.happens(0.3)) again(3_600_000, 9_000_000, () => rotateCredentials(shop));
    if (chances.happens(0.5)) again(1_800_000, 7_200_000, () => void ask(world, tenantId));
  }
}

function pauseForAWhile(world: SimulatedWorld, tenantId: string): void {
  world.edit(tenantId, (tenant) => ({ ...tenant, enabled: false }));
  world.note('tenant paused', { tenantId });
  world.loop.after(world.chances.between(60_000, 3_600_000), () =>
    world.edit(tenantId, (tenant) => ({ ...tenant, enabled: true })),
  );
}

function editMapping(world: SimulatedWorld, tenantId: string): void {
  const field = {
    to: `FIELD_${world.chances.between(1, 3)}`,
    enabled: true,
    from: 'version',
    type: 'String',
    whenNull: 'skip',
  } as const;
  world.edit(tenantId, (tenant) => ({ ...tenant, mappings: { ...tenant.mappings, customers: { fields: [field] } } }));
  world.note('mapping edited', { tenantId, to: field.to });
}

function rotateCredentials(shop: Shop): void {
  shop.areCredentialsRefused = true;
  shop.loop.after(shop.chances.between(60_000, 2_700_000), () => {
    shop.areCredentialsRefused = false;
  });
}

async function ask(world: SimulatedWorld, tenantId: string): Promise<void> {
  const { chances } = world;
  const track: RequestedTrack = chances.pick(['refresh', 'backfill', 'replay'] as const) ?? 'refresh';
  const stream = chances.pick(['customers', 'guests', 'orders', 'products#main']) ?? 'customers';
  world.note('run asked for', { tenantId, stream, track });
  await requestRun({ tenantId, stream, track }, { reason: 'asked for', at: world.ourNow(), by: 'operator' }, world);
}
