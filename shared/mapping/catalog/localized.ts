import { isObject } from './json-object.ts';

export interface LocalizedText {
  text: string;
  locale: string;
}

/**
 * The first text that is not blank, in the order of `locales` (commercetools: Types, LocalizedString). A locale stands for
 * itself alone: `de-AT` is not asked when `de` is meant, because which one may stand in for another is the merchant's choice.
 */
export function readLocalized(value: unknown, locales: readonly string[]): LocalizedText | undefined {
  if (!isObject(value)) return undefined;
  for (const locale of locales) {
    const text = value[locale];
    if (typeof text === 'string' && text.trim() !== '') return { text, locale };
  }
  return undefined;
}
