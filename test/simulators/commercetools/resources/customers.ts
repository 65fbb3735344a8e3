import { ADDRESS } from './address.ts';
import { BASE, CUSTOM, KEY_REFERENCE, REFERENCE } from './common-fields.ts';
import type { Resource } from './resource.ts';

/** commercetools: Customers. */
export const customers: Resource = {
  fields: {
    ...BASE,
    customerNumber: 'text',
    externalId: 'text',
    email: 'text',
    firstName: 'text',
    lastName: 'text',
    middleName: 'text',
    title: 'text',
    salutation: 'text',
    dateOfBirth: 'text',
    companyName: 'text',
    vatId: 'text',
    addresses: [ADDRESS],
    defaultShippingAddressId: 'text',
    shippingAddressIds: ['text'],
    defaultBillingAddressId: 'text',
    billingAddressIds: ['text'],
    isEmailVerified: 'boolean',
    customerGroup: REFERENCE,
    customerGroupAssignments: [{ customerGroup: REFERENCE }],
    stores: [KEY_REFERENCE],
    locale: 'text',
    authenticationMode: 'text',
    custom: CUSTOM,
  },
  columns: ['email', 'stores', 'customerGroup'],
  scopes: ['view_customers'],
  typeId: 'customer',
  defaults: {
    email: 'someone@example.com',
    addresses: [],
    shippingAddressIds: [],
    billingAddressIds: [],
    isEmailVerified: false,
    customerGroupAssignments: [],
    stores: [],
    authenticationMode: 'Password',
  },
};
