import { fingerprintOf } from '../domain/fingerprint.ts';
import type { Tenant } from '../domain/tenant.ts';
import { contactSubmission, readEmail } from '../mapping/contact.ts';
import { compileFields, type FieldMapping } from '../mapping/field-mapping.ts';
import type { Stream } from './stream.ts';

/** What a contact holds unless a tenant says otherwise. commercetools has no full name, so it is built. */
export const DEFAULT_CONTACT_FIELDS: readonly FieldMapping[] = [
  { to: 'FIRSTNAME', from: 'firstName', type: 'String' },
  { to: 'LASTNAME', from: 'lastName', type: 'String' },
  { to: 'FULLNAME', from: "join(' ', [firstName, lastName][?@])", type: 'String' },
  { to: 'DOB', from: 'dateOfBirth', type: 'Date' },
  { to: 'CUSTOMER_ID', from: 'id', type: 'String' },
];

/** Customers with an email address become contacts in the tenant's list. */
export function customersStream({ marketing: { listId } }: Tenant): Stream {
  const toFields = compileFields(DEFAULT_CONTACT_FIELDS);
  return {
    name: 'customers',
    fingerprint: fingerprintOf({ listId, fields: DEFAULT_CONTACT_FIELDS }),
    rejectsAs: 'customers',
    reads: { resource: 'customers' },
    requestSize: { start: 500, max: 500 },
    writes: {
      kind: 'contact',
      name: 'contacts',
      listId,
      fields: DEFAULT_CONTACT_FIELDS.map(({ to, type }) => ({ name: to, type })),
      mergeOption: 'overwrite',
    },
    after: [],
    mapRecord: (customer) => {
      const email = readEmail(customer.email);
      if (email === undefined) return [{ outcome: 'skip', reason: 'noEmail' }];
      const { values, unfit } = toFields(customer);
      return [{ outcome: 'send', submission: contactSubmission(customer.id, email, values, listId), flags: unfit }];
    },
  };
}
