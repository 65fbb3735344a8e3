import type { FieldMapping } from './field-mapping.ts';

/** What a contact holds unless a tenant says otherwise. commercetools has no full name, so it is built. */
export const DEFAULT_CONTACT_FIELDS: readonly FieldMapping[] = [
  { to: 'FIRSTNAME', from: 'firstName', type: 'String' },
  { to: 'LASTNAME', from: 'lastName', type: 'String' },
  { to: 'FULLNAME', from: "join(' ', [firstName, lastName][?@])", type: 'String' },
  { to: 'DOB', from: 'dateOfBirth', type: 'Date' },
  { to: 'CUSTOMER_ID', from: 'id', type: 'String' },
];
