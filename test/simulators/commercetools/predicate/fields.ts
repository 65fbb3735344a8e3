/**
 * Which fields a predicate or a sort may name, and what may be compared with them. An array is written `[element]`; in a
 * field set the name `*` admits any name, as in custom fields and localized strings.
 */
export type Field = 'text' | 'number' | 'boolean' | 'moment' | 'any' | readonly [Field] | FieldSet;
export interface FieldSet {
  readonly [name: string]: Field;
}

export const isFieldSet = (field: Field): field is FieldSet => typeof field === 'object' && !Array.isArray(field);

export const elementOf = (field: Field): Field => (Array.isArray(field) ? (field[0] as Field) : field);

export const fieldOf = (set: FieldSet, name: string): Field | undefined =>
  Object.hasOwn(set, name) ? set[name] : set['*'];

export const LOCALIZED: FieldSet = { '*': 'text' };
export const REFERENCE: FieldSet = { typeId: 'text', id: 'text' };
export const KEY_REFERENCE: FieldSet = { typeId: 'text', key: 'text' };
export const CUSTOM: FieldSet = { type: REFERENCE, fields: { '*': 'any' } };
export const MONEY: FieldSet = {
  type: 'text',
  currencyCode: 'text',
  centAmount: 'number',
  preciseAmount: 'number',
  fractionDigits: 'number',
};
/** Every resource has these; commercetools: General concepts, Base resource. */
export const BASE: FieldSet = {
  id: 'text',
  version: 'number',
  key: 'text',
  createdAt: 'moment',
  lastModifiedAt: 'moment',
  createdBy: { clientId: 'text', externalUserId: 'text' },
  lastModifiedBy: { clientId: 'text', externalUserId: 'text' },
};
