import type { Json, JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, wholeBetween } from '../choices.ts';
import { money } from '../money.ts';
import { referenceTo } from '../references.ts';
import { COLORS, SEASONS, SIZES } from './product-types.ts';

const MATERIALS = ['Cotton', 'Wool', 'Leather', 'Steel, brushed', 'Beech "raw"', 'Recycled PET'];

/** `[{ name, value }]`; an attribute that is not set has no entry; commercetools: Products, Attribute. */
export function makeAttributes(
  random: Random,
  product: { isFashion: boolean; euroCents: number; relatedId: string | undefined },
): JsonObject[] {
  const values: Record<string, Json | undefined> = {
    color: pick(random, COLORS),
    material: happens(random, 0.9) ? pick(random, MATERIALS) : undefined,
    care: { en: 'Wash with like colours', de: 'Mit ähnlichen Farben waschen' },
    weightGrams: wholeBetween(random, 1, 40) * 50,
    isOrganic: happens(random, 0.3),
    launchedOn: `20${wholeBetween(random, 18, 24)}-0${wholeBetween(random, 1, 9)}-15`,
    recommendedPrice: happens(random, 0.5) ? money('EUR', Math.round(product.euroCents * 1.2)) : undefined,
    goesWith: product.relatedId === undefined ? undefined : referenceTo('product', product.relatedId),
    size: product.isFashion ? pick(random, SIZES) : undefined,
    seasons: product.isFashion ? [pick(random, SEASONS), pick(random, SEASONS)] : undefined,
    dimensions: product.isFashion
      ? undefined
      : [
          { name: 'widthCm', value: wholeBetween(random, 5, 90) },
          { name: 'heightCm', value: wholeBetween(random, 5, 90) },
        ],
  };
  return Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}
