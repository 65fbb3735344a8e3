import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Tenant } from '../domain/tenant.ts';
import { both, compileFilter } from '../mapping/filter.ts';
import { compileOrderContact } from '../mapping/order/contact.ts';
import { compileOrder } from '../mapping/order/map-order.ts';
import { namesOfOtherDialect, ORDER_PROPERTIES } from '../mapping/order/properties.ts';
import { compileRecordFields } from '../mapping/record-fields.ts';
import { guestContacts } from './guests.ts';
import { localesFor, mappingOf } from './mapping-of.ts';
import type { Stream } from './stream.ts';

/**
 * All orders that anybody's email address goes with become records of their contacts (Marketing: orders collection).
 * Marketing refuses an order whose contact it does not know, so contacts go first.
 */
export function ordersStream(tenant: Tenant): Stream {
  const { orders, marketing, catalogs } = tenant;
  // Lines name their product as the catalog does; several catalogs may differ, and the first one is the one that stays.
  const level = catalogs[0]?.level ?? 'variant';
  const mapping = mappingOf(tenant, 'orders');
  const mapOrder = compileOrder(orders, level, compileRecordFields(mapping.fields));
  const toContact = compileOrderContact(marketing.listId, mappingOf(tenant, 'guests').fields);
  const passes = compileFilter(mapping.filter);
  return {
    name: 'orders',
    fingerprint: fingerprintOf({ orders, level, properties: ORDER_PROPERTIES.map(({ names }) => names), mapping }),
    rejectsAs: 'orders',
    reads: { resource: 'orders', ...both(undefined, mapping.where) },
    requestSize: { start: 200, max: 500 },
    writes: {
      kind: 'insight',
      name: orders.collection,
      scope: 'contact',
      type: 'orders',
      foreignColumns: namesOfOtherDialect(orders.dialect),
    },
    after: ['customers', 'guests'],
    mapRecord: (order) => {
      const locales = localesFor(order, tenant);
      const mapped = mapOrder(order.id, order, locales);
      const isLeftOut = mapped.outcome === 'send' && passes !== undefined && !passes(order, locales);
      return [isLeftOut ? { outcome: 'skip', reason: 'filtered' } : mapped];
    },
    contacts: {
      writes: guestContacts(tenant),
      contactOf: (order) => toContact(order.id, order, localesFor(order, tenant))?.submission,
    },
  };
}
