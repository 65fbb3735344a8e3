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
