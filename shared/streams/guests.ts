import type { ContactDestination } from '../domain/destination.ts';
import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Tenant } from '../domain/tenant.ts';
import { ORDER_CONTACT_FIELDS, orderContact } from '../mapping/order/contact.ts';
import type { Stream } from './stream.ts';

/**
 * Contacts made from orders only fill blanks: a guest may also be a customer, and what a customer keeps in an account is
 * better than what somebody typed at a checkout.
 */
export const guestContacts = ({ marketing: { listId } }: Tenant): ContactDestination => ({
  kind: 'contact',
  name: 'contacts',
  listId,
  fields: ORDER_CONTACT_FIELDS.map(({ name, type }) => ({ name, type })),
  mergeOption: 'overwriteIfEmpty',
});

/** Whoever ordered without an account becomes a contact in the tenant's list. */
export function guestsStream(tenant: Tenant): Stream {
  const { listId } = tenant.marketing;
  return {
    name: 'guests',
    fingerprint: fingerprintOf({ listId, fields: ORDER_CONTACT_FIELDS.map(({ name, type }) => ({ name, type })) }),
    rejectsAs: 'guests',
    reads: { resource: 'orders', where: 'customerId is not defined' },
    requestSize: { start: 200, max: 500 },
    writes: guestContacts(tenant),
    after: [],
    mapRecord: (order) => {
      const submission = orderContact(order.id, order, listId);
      return [submission ? { outcome: 'send', submission, flags: [] } : { outcome: 'skip', reason: 'noEmail' }];
    },
  };
}
