import type { Json, JsonObject } from '../../http/exchange.ts';

const LOCALE = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/;
const LOCALIZED_FIELDS = [
  'name',
  'description',
  'slug',
  'metaTitle',
  'metaDescription',
  'metaKeywords',
  'searchKeywords',
];

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLocalized = (value: JsonObject): boolean => {
  const names = Object.keys(value);
  return names.length > 0 && names.every((name) => LOCALE.test(name));
};

const keep = (value: JsonObject, locales: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([locale]) => locales.has(locale)));

/** Localized texts and labels wherever they stand inside an attribute's value. */
export const filterAttributeValue = (value: Json, locales: ReadonlySet<string>): Json => {
  if (Array.isArray(value)) return value.map((element) => filterAttributeValue(element, locales));
  if (!isObject(value)) return value;
  if (isLocalized(value)) return keep(value, locales);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filterAttributeValue(inner, locales)]));
};

/** The localized fields of a product, in these locales only; commercetools: Product projections, Locale projection. */
export function filterLocales(product: JsonObject, locales: ReadonlySet<string>): JsonObject {
  const filtered: JsonObject = { ...product };
  for (const name of LOCALIZED_FIELDS) {
    const value = product[name];
    if (value !== undefined && isObject(value)) filtered[name] = keep(value, locales);
  }
  return filtered;
}
