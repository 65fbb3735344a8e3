import type { Catalog, Tenant } from '../domain/tenant.ts';
import type { SourceQuery } from '../ports.ts';
import { catalogRecords } from './catalog-records.ts';
import { resolveSkus } from './sku-rows.ts';
import type { Stream } from './stream.ts';

/**
 * Standalone prices that changed reach the catalog records of their SKUs, although the product's own `lastModifiedAt` never
 * moved. Which price then counts is the platform's choice when the product is read: one that was switched off, or has
 * lost to another, is a reason to look as well.
 */
export function pricesStream(tenant: Tenant, catalog: Catalog): Stream {
  return {
    ...catalogRecords(tenant, catalog),
    name: `prices#${catalog.name}`,
    reads: { resource: 'standalone-prices', ...pricesInQuestion(catalog) },
    // The first load of the products brings stock and prices as they are.
    isLiveOnly: true,
    requestSize: { start: 500, max: 500 },
    resolve: (prices, source, deadline) => resolveSkus(prices, catalog, source, deadline),
  };
}

/**
 * Prices that selection could ever choose for the catalog: those made for its country, channel and group, and those made
 * for no one in particular (commercetools: Product projections, Price selection).
 */
function pricesInQuestion({ currency, country, priceChannelId, customerGroupId }: Catalog) {
  const clauses = ['value(currencyCode = :currency)'];
  const parameters: Record<string, string> = { 'var.currency': currency };
  const narrow = (name: string, field: string, predicate: string, value: string | undefined): void => {
    clauses.push(value === undefined ? `${field} is not defined` : `(${predicate} or ${field} is not defined)`);
    if (value !== undefined) parameters[`var.${name}`] = value;
  };
  narrow('country', 'country', 'country = :country', country);
  narrow('channel', 'channel', 'channel(id = :channel)', priceChannelId);
  narrow('group', 'customerGroup', 'customerGroup(id = :group)', customerGroupId);
  return { where: clauses.join(' and '), parameters } satisfies Omit<SourceQuery, 'resource' | 'window'>;
}
