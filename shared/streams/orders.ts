import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Tenant } from '../domain/tenant.ts';
import { orderContact } from '../mapping/order/contact.ts';
import { compileOrder } from '../mapping/order/map-order.ts';
import { namesOfOtherDialect, ORDER_PROPERTIES } from '../mapping/order/properties.ts';
import { guestContacts } from './guests.ts';
import type { Stream } from './stream.ts';

/**
 * All orders that anybody's email address goes with become records of their contacts (Marketing: orders collection).
 * Marketing refuses an order whose contact it does not know, so contacts go first.
 */
export function ordersStream(tenant: Tenant): Stream {
  const { orders, marketing, catalogs } = tenant;
  // Lines name their product as the catalog does; several catalogs may differ, and the first one is the one that stays.
  const level = catalogs[0]?.level ?? 'variant';
  const mapOrder = compileOrder(orders, level);
  return {
    name: 'orders',
    fingerprint: fingerprintOf({ orders, level, properties: ORDER_PROPERTIES.map(({ names }) => names) }),
    rejectsAs: 'orders',
    reads: { resource: 'orders' },
    requestSize: { start: 200, max: 500 },
    writes: {
      kind: 'insight',
      name: orders.collection,
      scope: 'contact',
      type: 'orders',
      foreignColumns: namesOfOtherDialect(orders.dialect),
    },
    after: ['customers', 'guests'],
    mapRecord: (order) => [mapOrder(order.id, order)],
    contacts: {
      writes: guestContacts(tenant),
      contactOf: (order) => orderContact(order.id, order, marketing.listId),
    },
  };
}
