import { isText, part } from './json-part.ts';

/**
 * A text of commercetools in the first language there is: the preferred ones in their order (`de-AT`, then its language
 * `de`), then whatever comes first. (commercetools: Common, LocalizedString.)
 */
export function readLocalized(value: unknown, preferred: unknown, others: readonly string[]): string | undefined {
  const texts = part(value);
  const best = typeof preferred === 'string' ? inLocale(texts, preferred) : undefined;
  if (best !== undefined) return best;
  for (const locale of others) {
    const text = inLocale(texts, locale);
    if (text !== undefined) return text;
  }
  for (const locale in texts) {
    const text = texts[locale];
    if (isText(text)) return text;
  }
  return undefined;
}

function inLocale(texts: Readonly<Record<string, unknown>>, locale: string): string | undefined {
  const text = texts[locale];
  if (isText(text)) return text;
  const dash = locale.indexOf('-');
  const inLanguage = dash > 0 ? texts[locale.slice(0, dash)] : undefined;
  return isText(inLanguage) ? inLanguage : undefined;
}
