import type { FieldSet } from '../predicate/fields.ts';

export const LOCALIZED: FieldSet = { '*': 'text' };
export const REFERENCE: FieldSet = { typeId: 'text', id: 'text' };
export const KEY_REFERENCE: FieldSet = { typeId: 'text', key: 'text' };
export const CUSTOM: FieldSet = { type: REFERENCE, fields: { '*': 'any' } };
/** commercetools: General concepts, Money. */
export const MONEY: FieldSet = {
  type: 'text',
  currencyCode: 'text',
  centAmount: 'number',
  preciseAmount: 'number',
  fractionDigits: 'number',
};
/** Every resource has these; commercetools: General concepts, BaseResource. */
export const BASE: FieldSet = {
  id: 'text',
  version: 'number',
  key: 'text',
  createdAt: 'moment',
  lastModifiedAt: 'moment',
  createdBy: { clientId: 'text', externalUserId: 'text' },
  lastModifiedBy: { clientId: 'text', externalUserId: 'text' },
};
