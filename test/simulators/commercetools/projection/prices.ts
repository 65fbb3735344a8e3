import type { Json, JsonObject } from '../../http/exchange.ts';
import type { Project } from '../store/project.ts';

/** Query parameters of price selection; commercetools: Product projections, Price selection. */
export interface PriceSelection {
  currency: string;
  country?: string;
  channel?: string;
  /** Any of these; the lowest price wins among several that match equally well. */
  customerGroups: readonly string[];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const referenced = (value: Json | undefined): string | undefined =>
  isObject(value) && typeof value.id === 'string' ? value.id : undefined;

const timeOf = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'string' ? Date.parse(value) : otherwise;

/** From `validFrom` on, and up to but not including `validUntil`. */
const isWithin = (validity: JsonObject, nowMs: number): boolean =>
  timeOf(validity.validFrom, Number.NEGATIVE_INFINITY) <= nowMs &&
  nowMs < timeOf(validity.validUntil, Number.POSITIVE_INFINITY);

/**
 * The price without a `discounted` whose product discount is switched off, not yet begun or over. The platform fills and
 * clears that field in the background, and it does so without touching the product's `lastModifiedAt`.
 */
export function withActiveDiscount(price: JsonObject, project: Project): JsonObject {
  const discountId = isObject(price.discounted) ? referenced(price.discounted.discount) : undefined;
  if (discountId === undefined) return price;
  const discount = project.collection('product-discounts').get(discountId)?.columns;
  if (!discount || (discount.isActive === true && isWithin(discount, project.clock.now()))) return price;
  const { discounted: _, ...rest } = price;
  return rest;
}

/** How closely a price fits, or undefined when it does not apply at all: group before channel before country. */
const rank = (price: JsonObject, wanted: PriceSelection, nowMs: number): number | undefined => {
  if (!isObject(price.value) || price.value.currencyCode !== wanted.currency || !isWithin(price, nowMs))
    return undefined;
  const group = referenced(price.customerGroup);
  const channel = referenced(price.channel);
  const { country } = price;
  if (group !== undefined && !wanted.customerGroups.includes(group)) return undefined;
  if (channel !== undefined && channel !== wanted.channel) return undefined;
  if (country !== undefined && country !== wanted.country) return undefined;
  const hasValidity = price.validFrom !== undefined || price.validUntil !== undefined;
  return (group ? 8 : 0) + (channel ? 4 : 0) + (country ? 2 : 0) + (hasValidity ? 1 : 0);
};

const centAmount = (price: JsonObject): number => (isObject(price.value) ? Number(price.value.centAmount) : 0);

/**
 * The price that applies at this moment: currency and validity must fit; a price for the customer group, the channel or
 * the country is preferred in this order, one with validity dates to one without; prices for others never apply.
 */
export function selectPrice(
  prices: readonly JsonObject[],
  wanted: PriceSelection,
  nowMs: number,
): JsonObject | undefined {
  let best: { price: JsonObject; rank: number } | undefined;
  for (const price of prices) {
    const at = rank(price, wanted, nowMs);
    if (at === undefined) continue;
    const isBetter = !best || at > best.rank || (at === best.rank && centAmount(price) < centAmount(best.price));
    if (isBetter) best = { price, rank: at };
  }
  return best?.price;
}

const PRICE_FIELDS = [
  'id',
  'key',
  'value',
  'country',
  'customerGroup',
  'channel',
  'validFrom',
  'validUntil',
  'discounted',
  'tiers',
  'custom',
];

/** The active standalone prices of a SKU, in the form of embedded ones. */
export function standalonePricesOf(sku: string, project: Project): JsonObject[] {
  const collection = project.collection('standalone-prices');
  return [...collection.withColumn(sku)]
    .filter((record) => record.columns.active === true)
    .map((record) => {
      const stored = collection.read(record);
      return Object.fromEntries(
        PRICE_FIELDS.flatMap((name) => (stored[name] === undefined ? [] : [[name, stored[name]]])),
      );
    });
}
