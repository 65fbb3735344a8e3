import { faker } from '@faker-js/faker/locale/en';
import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, sometimes, wholeBetween } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { CATEGORY_IDS, LEAF_CATEGORIES, referenceTo, TAX_CATEGORY_ID } from '../references.ts';
import { makeTimestamps } from '../times.ts';
import { makeAttributes } from './attributes.ts';
import { makePrices } from './prices.ts';
import { FASHION_TYPE_ID, HOME_TYPE_ID } from './product-types.ts';

/** A product with the standalone prices and stock that belong to it but live elsewhere. */
export interface MadeProduct {
  product: JsonObject & { id: string };
  /** Empty for a product with embedded prices. */
  standalonePrices: { sku: string; price: JsonObject }[];
  skus: string[];
}

const WORDS_SEED = 20_240_301;
const POOL_SIZE = 300;

interface Words {
  names: string[];
  texts: string[];
}

let words: Words | undefined;
const readWords = (): Words => {
  if (!words) {
    faker.seed(WORDS_SEED);
    const draw = (one: () => string) => Array.from({ length: POOL_SIZE }, one);
    words = { names: draw(() => faker.commerce.productName()), texts: draw(() => faker.commerce.productDescription()) };
  }
  return words;
};

const toSlug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');

const makeImages = (random: Random, sku: string): JsonObject[] =>
  Array.from({ length: wholeBetween(random, 1, 3) }, (_, n) => ({
    url: `https://images.example.com/${sku.toLowerCase()}-${n + 1}.jpg`,
    dimensions: { w: 1200, h: 1600 },
    ...sometimes(random, 0.5, () => ({ label: n === 0 ? 'front' : 'detail' })),
  }));

/** Variants share a base price and differ a little; each has a SKU of its own. */
export function makeProduct(random: Random, index: number, nowMs: number, relatedId: string | undefined): MadeProduct {
  const { names, texts } = readWords();
  const category = pick(random, LEAF_CATEGORIES);
  const isFashion = category !== 'kitchen';
  const isStandalone = happens(random, 0.25);
  const name = pick(random, names);
  const slug = `${toSlug(name)}-${index}`;
  const euroCents = wholeBetween(random, 5, 250) * 100 - pick(random, [1, 5, 0]);
  const standalonePrices: MadeProduct['standalonePrices'] = [];
  const skus: string[] = [];

  const makeVariant = (n: number): JsonObject => {
    const sku = `${category.slice(0, 2).toUpperCase()}-${String(index).padStart(5, '0')}-${n}`;
    const prices = makePrices(random, euroCents + (n - 1) * 100, nowMs);
    if (isStandalone) standalonePrices.push(...prices.map((price) => ({ sku, price })));
    skus.push(sku);
    return {
      id: n,
      sku,
      ...sometimes(random, 0.3, () => ({ key: `variant-${index}-${n}` })),
      prices: isStandalone ? [] : prices,
      images: makeImages(random, sku),
      attributes: makeAttributes(random, { isFashion, euroCents, relatedId }),
      assets: [],
    };
  };
  const variants = Array.from({ length: pick(random, [1, 1, 2, 3, 4, 6]) }, (_, n) => makeVariant(n + 1));
  const current: JsonObject = {
    name: { en: name, de: `${name} (deutsch)` },
    description: {
      en: pick(random, texts),
      ...sometimes(random, 0.6, () => ({ de: `Deutsch: ${pick(random, texts)}` })),
    },
    categories: [referenceTo('category', CATEGORY_IDS[category] ?? '')],
    categoryOrderHints: {},
    slug: { en: slug, de: `${slug}-de` },
    masterVariant: variants[0] ?? {},
    variants: variants.slice(1),
    searchKeywords: {},
    attributes: [],
  };
  const hasStagedChanges = happens(random, 0.06);
  const staged = hasStagedChanges ? { ...current, name: { en: `${name} (new)`, de: `${name} (neu)` } } : current;
  return {
    product: {
      id: makeId(random),
      version: wholeBetween(random, 1, 60),
      ...makeTimestamps(random, nowMs, 4),
      ...sometimes(random, 0.9, () => ({ key: `product-${index}` })),
      productType: referenceTo('product-type', isFashion ? FASHION_TYPE_ID : HOME_TYPE_ID),
      masterData: { published: happens(random, 0.94), hasStagedChanges, current, staged },
      taxCategory: referenceTo('tax-category', TAX_CATEGORY_ID),
      priceMode: isStandalone ? 'Standalone' : 'Embedded',
    },
    standalonePrices,
    skus,
  };
}
