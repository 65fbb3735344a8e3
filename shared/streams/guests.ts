import type { ContactDestination } from '../domain/destination.ts';
import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Tenant } from '../domain/tenant.ts';
import { both, compileFilter } from '../mapping/filter.ts';
import { compileOrderContact, ORDER_CONTACT_FIELDS, orderContactFields } from '../mapping/order/contact.ts';
import { localesFor, mappingOf } from './mapping-of.ts';
import type { Stream } from './stream.ts';

/**
 * Contacts made from orders only fill blanks: a guest may also be a customer, and what a customer keeps in an account is
 * better than what somebody typed at a checkout.
 */
export const guestContacts = (tenant: Tenant): ContactDestination => ({
  kind: 'contact',
  name: 'contacts',
  listId: tenant.marketing.listId,
  fields: orderContactFields(mappingOf(tenant, 'guests').fields),
  mergeOption: 'overwriteIfEmpty',
});

/** Whoever ordered without an account becomes a contact in the tenant's list. */
export function guestsStream(tenant: Tenant): Stream {
  const { listId } = tenant.marketing;
  const mapping = mappingOf(tenant, 'guests');
  const toContact = compileOrderContact(listId, mapping.fields);
  const passes = compileFilter(mapping.filter);
  return {
    name: 'guests',
    fingerprint: fingerprintOf({
      listId,
      fields: ORDER_CONTACT_FIELDS.map(({ name, type }) => ({ name, type })),
      mapping,
    }),
    rejectsAs: 'guests',
    reads: { resource: 'orders', ...both('customerId is not defined', mapping.where) },
    requestSize: { start: 200, max: 500 },
    writes: guestContacts(tenant),
    after: [],
    mapRecord: (order) => {
      const locales = localesFor(order, tenant);
      const contact = toContact(order.id, order, locales);
      if (contact === undefined) return [{ outcome: 'skip', reason: 'noEmail' }];
      if (passes && !passes(order, locales)) return [{ outcome: 'skip', reason: 'filtered' }];
      return [{ outcome: 'send', ...contact }];
    },
  };
}
