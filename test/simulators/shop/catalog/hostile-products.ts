import type { Json, JsonObject } from '../../http/exchange.ts';
import { seededRandom } from '../../http/seeded-random.ts';
import { makeId } from '../identifiers.ts';
import { money, preciseMoney } from '../money.ts';

export interface HostileProduct {
  kind: string;
  /** Changes the product's data, current and staged alike. */
  change(data: JsonObject): JsonObject;
}

const master = (data: JsonObject): JsonObject => data.masterVariant as JsonObject;
const alone = (data: JsonObject, fields: JsonObject): JsonObject => ({
  ...data,
  masterVariant: { ...master(data), ...fields },
  variants: [],
});
const price = (value: JsonObject, scope: JsonObject = {}): JsonObject => ({
  id: makeId(seededRandom(Number(value.centAmount) + 17)),
  value,
  ...scope,
});
const without = (object: JsonObject, name: string): JsonObject => {
  const { [name]: _, ...rest } = object;
  return rest;
};

const data = (kind: string, fields: Record<string, Json>): HostileProduct => ({
  kind,
  change: (before) => ({ ...before, ...fields }),
});
const variant = (kind: string, fields: JsonObject): HostileProduct => ({
  kind,
  change: (before) => alone(before, fields),
});

const withManyVariants = (before: JsonObject): JsonObject => ({
  ...before,
  variants: Array.from({ length: 99 }, (_, n) => ({ ...master(before), id: n + 2, sku: `MANY-${n + 2}` })),
});

/** Products as real catalogs hold them: of each kind one, known by name. */
export const HOSTILE_PRODUCTS: readonly HostileProduct[] = [
  variant('costs nothing', { prices: [price(money('EUR', 0)), price(money('USD', 0))] }),
  variant('has no price', { prices: [] }),
  variant('has a price in another currency only', { prices: [price(money('JPY', 4800))] }),
  variant('has a price in dinar with three digits', {
    prices: [price(money('KWD', 12_345)), price(money('EUR', 3999))],
  }),
  variant('has a price for another country only', { prices: [price(money('EUR', 1999), { country: 'FR' })] }),
  variant('costs a fraction of a cent', { prices: [price(preciseMoney('EUR', 123_456, 7))] }),
  variant('has no image', { images: [] }),
  variant('has an image without encryption', {
    images: [{ url: 'http://images.example.com/plain.jpg', dimensions: { w: 1, h: 1 } }],
  }),
  {
    kind: 'has no SKU',
    change: (before) => ({ ...before, masterVariant: without(master(before), 'sku'), variants: [] }),
  },
  variant('has a SKU with blanks, slash and umlaut', { sku: 'Größe 42 / ½ "weit"' }),
  variant('has a SKU that looks like a number', { sku: '0012345678901' }),
  data('commas, quotes and an emoji in the name', { name: { en: 'Mug, "big" & <blue> ☕️', de: 'Becher; groß' } }),
  data('line break in the name', { name: { en: 'Two\nlines\tand tabs' } }),
  data('name in another language only', { name: { de: 'Nur deutsch' } }),
  data('no name at all', { name: {} }),
  data('empty name', { name: { en: '', de: '' } }),
  data('name of 1,500 characters', { name: { en: 'é'.repeat(1500) } }),
  data('slug in another language only', { slug: { de: 'nur-deutsch' } }),
  data('description of 20,000 characters', { description: { en: 'Long story. '.repeat(1700) } }),
  data('no category', { categories: [] }),
  { kind: '100 variants', change: withManyVariants },
  variant('no attributes', { attributes: [] }),
  variant('attributes that look like something else', {
    attributes: [
      { name: 'material', value: '' },
      { name: 'weightGrams', value: 0 },
      { name: 'isOrganic', value: false },
      { name: 'seasons', value: [] },
      { name: 'care', value: {} },
    ],
  }),
];

/** Applies it to both copies of a product. */
export function makeHostile(
  product: JsonObject & { id: string },
  hostile: HostileProduct,
): JsonObject & { id: string } {
  const masterData = product.masterData as JsonObject;
  const current = hostile.change(masterData.current as JsonObject);
  return {
    ...product,
    priceMode: 'Embedded',
    masterData: { published: true, hasStagedChanges: false, current, staged: current },
  };
}
