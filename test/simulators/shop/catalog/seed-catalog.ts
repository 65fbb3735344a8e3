import type { ResourceName } from '../../commercetools/resources/all.ts';
import type { Project } from '../../commercetools/store/project.ts';
import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, wholeBetween } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { CHANNELS, makeReferences, referenceTo } from '../references.ts';
import { makeTimestamps } from '../times.ts';
import { HOSTILE_PRODUCTS, makeHostile } from './hostile-products.ts';
import { type MadeProduct, makeProduct } from './product.ts';
import { PRODUCT_TYPES } from './product-types.ts';

const stamped = (random: Random, nowMs: number, draft: JsonObject): JsonObject => ({
  id: makeId(random),
  version: 1,
  ...makeTimestamps(random, nowMs, 2),
  ...draft,
});

/** Most SKUs have stock; some in a second warehouse as well, some only there, some nobody counts. */
const makeStock = (random: Random, sku: string, nowMs: number): JsonObject[] => {
  const entry = (fields: JsonObject): JsonObject => {
    const quantityOnStock = pick(random, [0, 1, wholeBetween(random, 2, 20), wholeBetween(random, 20, 800)]);
    const availableQuantity = Math.max(0, quantityOnStock - wholeBetween(random, 0, 3));
    return stamped(random, nowMs, { sku, quantityOnStock, availableQuantity, ...fields });
  };
  const place = random();
  const east = { supplyChannel: referenceTo('channel', CHANNELS.east) };
  if (place < 0.1) return [];
  if (place < 0.15) return [entry(east)];
  return place < 0.4 ? [entry({}), entry(east)] : [entry({})];
};

const makeStandalonePrices = (random: Random, made: MadeProduct, nowMs: number): JsonObject[] =>
  made.standalonePrices.map(({ sku, price }) =>
    stamped(random, nowMs, {
      ...price,
      sku,
      active: happens(random, 0.96),
      key: `price-${String(price.id).slice(0, 13)}`,
    }),
  );

/** References, products with their prices, and stock. @returns which hostile products are where. */
export function seedCatalog(
  project: Project,
  random: Random,
  options: { products: number; hostile: boolean },
): { id: string; kind: string }[] {
  const nowMs = project.clock.now();
  for (const [resource, drafts] of Object.entries({ ...makeReferences(nowMs), 'product-types': PRODUCT_TYPES })) {
    project.seed(
      resource as ResourceName,
      drafts.map((draft) => stamped(random, nowMs, draft)),
    );
  }
  const awkward = options.hostile ? HOSTILE_PRODUCTS.slice(0, Math.floor(options.products / 4)) : [];
  const hostileProducts: { id: string; kind: string }[] = [];
  let relatedId: string | undefined;
  for (let index = 0; index < options.products; index++) {
    const made = makeProduct(random, index, nowMs, relatedId);
    const odd = awkward[index];
    const product = odd ? makeHostile(made.product, odd) : made.product;
    if (odd) hostileProducts.push({ id: product.id, kind: odd.kind });
    else project.seed('standalone-prices', makeStandalonePrices(random, made, nowMs));
    project.seed('products', [product]);
    project.seed(
      'inventory',
      made.skus.flatMap((sku) => makeStock(random, sku, nowMs)),
    );
    relatedId = product.id;
  }
  return hostileProducts;
}
