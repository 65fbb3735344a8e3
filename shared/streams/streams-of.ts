import type { Tenant } from '../domain/tenant.ts';
import { customersStream } from './customers.ts';
import { guestsStream } from './guests.ts';
import { inventoryStream } from './inventory.ts';
import { ordersStream } from './orders.ts';
import { pricesStream } from './prices.ts';
import { productsStream } from './products.ts';
import type { Stream } from './stream.ts';

const made = new WeakMap<Tenant, Stream[]>();

/**
 * Every stream of a tenant, made once for as long as a container knows these very settings: compiling mappings for every
 * message would cost more than most messages do.
 */
export function streamsOf(tenant: Tenant): Stream[] {
  const known = made.get(tenant) ?? makeStreams(tenant);
  made.set(tenant, known);
  return known;
}

/**
 * In the order in which they open: contacts before what belongs to contacts. A stream waits
 * for others only while those are switched on.
 */
function makeStreams(tenant: Tenant): Stream[] {
  const { streams: on, catalogs } = tenant;
  const streams = [
    ...(on.customers ? [customersStream(tenant)] : []),
    ...(on.guests ? [guestsStream(tenant)] : []),
    ...(on.orders ? [ordersStream(tenant)] : []),
    ...catalogs.flatMap((catalog) => [
      productsStream(tenant, catalog),
      inventoryStream(tenant, catalog),
      pricesStream(tenant, catalog),
    ]),
  ];
  const names = new Set(streams.map(({ name }) => name));
  return streams.map((stream) => ({ ...stream, after: stream.after.filter((name) => names.has(name)) }));
}
