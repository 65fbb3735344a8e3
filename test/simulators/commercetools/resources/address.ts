import type { FieldSet } from '../predicate/fields.ts';
import { CUSTOM } from './common-fields.ts';

/** commercetools: Customers, Address. */
export const ADDRESS: FieldSet = {
  id: 'text',
  key: 'text',
  country: 'text',
  title: 'text',
  salutation: 'text',
  firstName: 'text',
  lastName: 'text',
  streetName: 'text',
  streetNumber: 'text',
  additionalStreetInfo: 'text',
  postalCode: 'text',
  city: 'text',
  region: 'text',
  state: 'text',
  company: 'text',
  department: 'text',
  building: 'text',
  apartment: 'text',
  pOBox: 'text',
  phone: 'text',
  mobile: 'text',
  email: 'text',
  fax: 'text',
  additionalAddressInfo: 'text',
  externalId: 'text',
  custom: CUSTOM,
};
