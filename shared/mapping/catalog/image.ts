import { type JsonObject, objectsOf } from './json-object.ts';
import { toSecureAddress } from './web-address.ts';

/** The variant's first picture that can be shown; a variant without one is shown as its master is, as shops do. */
export const readImage = (variant: JsonObject, masterVariant: JsonObject | undefined): string | undefined =>
  firstImage(variant) ?? (masterVariant && masterVariant !== variant ? firstImage(masterVariant) : undefined);

function firstImage({ images }: JsonObject): string | undefined {
  for (const { url } of objectsOf(images)) {
    const address = toSecureAddress(url);
    if (address !== undefined) return address;
  }
  return undefined;
}
