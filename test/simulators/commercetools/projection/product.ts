import type { Json, JsonObject } from '../../http/exchange.ts';
import type { Project } from '../store/project.ts';
import { availabilityOf } from './availability.ts';
import { filterAttributeValue, filterLocales } from './localized.ts';
import { type PriceSelection, selectPrice, standalonePricesOf, withActiveDiscount } from './prices.ts';

/** What the query parameters make of a product. */
export interface ProductShape {
  prices?: PriceSelection;
  /** Empty keeps all locales. */
  locales: ReadonlySet<string>;
  keepsAttribute(name: string): boolean;
}

const objectsOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

const shapeAttributes = (value: Json | undefined, shape: ProductShape): JsonObject[] =>
  objectsOf(value)
    .filter((attribute) => shape.keepsAttribute(String(attribute.name)))
    .map((attribute) =>
      shape.locales.size === 0 || attribute.value === undefined
        ? attribute
        : { ...attribute, value: filterAttributeValue(attribute.value, shape.locales) },
    );

const shapeVariant = (
  variant: JsonObject,
  priceMode: Json | undefined,
  shape: ProductShape,
  project: Project,
): JsonObject => {
  const { price: _price, availability: _availability, ...stored } = variant;
  const sku = typeof stored.sku === 'string' ? stored.sku : undefined;
  const embedded = objectsOf(stored.prices).map((price) => withActiveDiscount(price, project));
  const candidates =
    priceMode === 'Standalone' ? (sku === undefined ? [] : standalonePricesOf(sku, project)) : embedded;
  const selected = shape.prices && selectPrice(candidates, shape.prices, project.clock.now());
  const availability = sku === undefined ? undefined : availabilityOf(sku, project);
  return {
    ...stored,
    prices: embedded,
    ...(selected && { price: withActiveDiscount(selected, project) }),
    attributes: shapeAttributes(stored.attributes, shape),
    ...(availability && { availability }),
  };
};

/** One copy of a product's data with selected prices, stock, and only the locales and attributes asked for. */
export function shapeData(
  data: JsonObject,
  priceMode: Json | undefined,
  shape: ProductShape,
  project: Project,
): JsonObject {
  const variant = (stored: JsonObject) => shapeVariant(stored, priceMode, shape, project);
  const shaped: JsonObject = {
    ...data,
    masterVariant: variant((data.masterVariant ?? {}) as JsonObject),
    variants: objectsOf(data.variants).map(variant),
    attributes: shapeAttributes(data.attributes, shape),
  };
  return shape.locales.size === 0 ? shaped : filterLocales(shaped, shape.locales);
}

/** A product flattened to its current or staged data; commercetools: Product projections. */
export function projectProduct(product: JsonObject, isStaged: boolean): JsonObject {
  const { masterData, ...head } = product;
  const { published, hasStagedChanges, current, staged } = (masterData ?? {}) as JsonObject;
  const data = (isStaged ? staged : current) as JsonObject;
  return { ...head, ...data, published: published ?? false, hasStagedChanges: hasStagedChanges ?? false };
}
