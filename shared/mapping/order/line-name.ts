import { readLocalized } from '../catalog/localized.ts';
import { isText, type JsonObject, part } from './json-part.ts';

/**
 * The name of a line: in the language the customer bought in, else in one of the tenant's, else in any. Any is better than
 * none, since the platform lists lines by name.
 */
export function lineName({ name }: JsonObject, orderLocale: unknown, locales: readonly string[]): string | undefined {
  const own = typeof orderLocale === 'string' ? part(name)[orderLocale] : undefined;
  return isText(own) ? own : (readLocalized(name, locales)?.text ?? Object.values(part(name)).find(isText));
}
