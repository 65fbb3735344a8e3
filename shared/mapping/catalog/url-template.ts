import type { JsonObject } from './json-object.ts';
import { readLocalized } from './localized.ts';
import { toWebAddress } from './web-address.ts';

/** The address of a variant in the shop; `undefined` when something that the template names is not known. */
export type UrlWriter = (product: JsonObject, variant: JsonObject) => string | undefined;

/** A name in braces; splitting by it leaves the names at the odd places. */
const PLACEHOLDER = /\{([^{}]*)\}/;

/**
 * Prepares a template such as `https://shop.example/{locale}/p/{slug}?variant={sku}`. Values are percent-encoded, so no
 * name or SKU can break out of its place. Next to a slug, `{locale}` is the locale that the slug was found in, because a
 * shop knows a slug under its own language only; otherwise it is the first of `locales`.
 */
export function compileUrlTemplate(template: string, locales: readonly string[]): UrlWriter {
  const parts = template.split(PLACEHOLDER);
  const hasSlug = parts.some((part, place) => isName(place) && part === 'slug');
  return (product, variant) => {
    const slug = hasSlug ? readLocalized(product.slug, locales) : undefined;
    const values: JsonObject = {
      slug: slug?.text,
      locale: hasSlug ? slug?.locale : locales[0],
      sku: variant.sku,
      key: product.key,
      id: product.id,
    };
    let url = '';
    for (const [place, part] of parts.entries()) {
      const text = isName(place) ? encode(values[part]) : part;
      if (text === undefined) return undefined;
      url += text;
    }
    return toWebAddress(url);
  };
}

const isName = (place: number): boolean => place % 2 === 1;

/** Half a character, which JSON can hold, has no encoding. */
const encode = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? encodeURIComponent(value.toWellFormed()) : undefined;
