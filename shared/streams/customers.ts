import type { Tenant } from '../domain/tenant.ts';
import { compileFields, type FieldMapping } from '../mapping/field-mapping.ts';
import type { SourceRecord } from '../ports.ts';
import type { MappedRecord, Stream } from './stream.ts';

/** What a contact holds unless a tenant says otherwise. commercetools has no full name, so it is built. */
export const DEFAULT_CONTACT_FIELDS: readonly FieldMapping[] = [
  { to: 'FIRSTNAME', from: 'firstName', type: 'String' },
  { to: 'LASTNAME', from: 'lastName', type: 'String' },
  { to: 'FULLNAME', from: "join(' ', [firstName, lastName][?@])", type: 'String' },
  { to: 'DOB', from: 'dateOfBirth', type: 'Date' },
  { to: 'CUSTOMER_ID', from: 'id', type: 'String' },
];

/** Customers with an email address become contacts in the tenant's list. */
export function customersStream(tenant: Tenant): Stream {
  const toFields = compileFields(DEFAULT_CONTACT_FIELDS);
  const lists = [tenant.marketing.listId];
  return {
    name: 'customers',
    reads: { resource: 'customers' },
    requestSize: { start: 500, max: 500 },
    writes: {
      kind: 'contact',
      name: 'contacts',
      listId: tenant.marketing.listId,
      fields: DEFAULT_CONTACT_FIELDS.map(({ to, type }) => ({ name: to, type })),
    },
    after: [],
    mapRecord: (customer) => mapCustomer(customer, toFields, lists),
  };
}

/**
 * No `status` and no `optInType` is sent: Marketing then leaves an existing contact's consent alone and gives a new
 * one its own defaults. Nothing here may ever subscribe anybody.
 */
function mapCustomer(
  customer: SourceRecord,
  toFields: ReturnType<typeof compileFields>,
  lists: readonly number[],
): MappedRecord {
  const email = typeof customer.email === 'string' ? customer.email.trim().toLowerCase() : '';
  if (email === '') return { outcome: 'skip', reason: 'noEmail' };
  const { values, unfit } = toFields(customer);
  const contact = { matchIdentifier: 'email', identifiers: { email }, dataFields: values, lists };
  return {
    outcome: 'send',
    submission: { id: customer.id, handle: email, json: JSON.stringify(contact) },
    flags: unfit,
  };
}
