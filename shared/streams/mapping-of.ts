import { NO_MAPPING, type StreamMapping } from '../domain/stream-mapping.ts';
import type { Catalog, Tenant } from '../domain/tenant.ts';

/** What a tenant says about a stream of people or orders. */
export const mappingOf = ({ mappings }: Tenant, stream: 'customers' | 'guests' | 'orders'): StreamMapping =>
  mappings[stream] ?? NO_MAPPING;

/** Of a catalog: what is said of all of them, and then of this one, which has the last word. */
export function catalogMappingOf({ mappings }: Tenant, { name }: Catalog): StreamMapping {
  const general = mappings.products ?? NO_MAPPING;
  const own = mappings[`products#${name}`] ?? NO_MAPPING;
  const filter = own.filter ?? general.filter;
  const named = new Set(own.fields.map(({ to, instead = to }) => instead));
  const fields = [...general.fields.filter(({ to, instead = to }) => !named.has(instead)), ...own.fields];
  return { fields, ...(filter !== undefined && { filter }) };
}

/** Languages for texts of a record: its own before the tenant's. */
export const localesFor = (record: Readonly<Record<string, unknown>>, { orders }: Tenant): readonly string[] =>
  typeof record.locale === 'string' ? [record.locale, ...orders.locales] : orders.locales;
