import { isObject, type JsonObject } from './json-object.ts';

/**
 * Available quantity of a variant at one supply channel, or without one; the platform keeps both apart and sums nothing
 * up (commercetools: Products, ProductVariantAvailability). `undefined` where nothing tracks the variant there, which is
 * not the same as none left: goods that are not tracked can always be bought.
 */
export function readStock({ availability }: JsonObject, channelId: string | undefined): unknown {
  if (!isObject(availability)) return undefined;
  if (channelId === undefined) return availability.availableQuantity;
  const place = isObject(availability.channels) ? availability.channels[channelId] : undefined;
  return isObject(place) ? place.availableQuantity : undefined;
}

/** The variant as if the platform had brought its stock up to date already. */
export function withStock(variant: JsonObject, channelId: string | undefined, availableQuantity: unknown): JsonObject {
  const availability = isObject(variant.availability) ? variant.availability : {};
  if (channelId === undefined) return { ...variant, availability: { ...availability, availableQuantity } };
  const channels = isObject(availability.channels) ? availability.channels : {};
  return {
    ...variant,
    availability: { ...availability, channels: { ...channels, [channelId]: { availableQuantity } } },
  };
}
