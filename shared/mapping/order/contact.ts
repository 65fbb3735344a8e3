import type { DataField } from '../../domain/destination.ts';
import type { FieldRule } from '../../domain/stream-mapping.ts';
import type { Submission } from '../../ports.ts';
import { contactSubmission, readEmail } from '../contact.ts';
import { compileFields, mergeFields } from '../field-mapping.ts';
import { type FieldValue, toFieldValue, Unfit } from '../field-value.ts';
import { deliveryAddress } from './delivery.ts';
import { isText, type JsonObject, part } from './json-part.ts';

/**
 * What an order tells of the person behind it, besides the address that is the contact's identity. Names are taken from
 * one address and never put together from two: they may be two people's.
 */
export const ORDER_CONTACT_FIELDS: readonly (DataField & { type: 'String'; source: string; whenAbsent: string })[] = [
  {
    name: 'FIRSTNAME',
    type: 'String',
    source: '`firstName` of the billing address, or of the shipping address where the billing address has no name',
    whenAbsent: 'left out',
  },
  {
    name: 'LASTNAME',
    type: 'String',
    source: '`lastName` of the same address',
    whenAbsent: 'left out',
  },
  {
    name: 'FULLNAME',
    type: 'String',
    source: 'both, joined by a blank',
    whenAbsent: 'left out',
  },
];

/** Whose order it is: the address given for the order, else for its bill, else for its delivery. */
export const orderEmail = (order: JsonObject): string | undefined =>
  readEmail(order.customerEmail) ??
  readEmail(part(order.billingAddress).email) ??
  readEmail(part(deliveryAddress(order)).email);

export interface MappedContact {
  submission: Submission;
  /** Fields left out because their value did not fit. */
  flags: string[];
}

export type ContactMapper = (id: string, order: JsonObject, locales?: readonly string[]) => MappedContact | undefined;

/** Prepares once what makes the contact of an order; its consent is nobody's to give here. */
export function compileOrderContact(listId: number, rules: readonly FieldRule[] = []): ContactMapper {
  const dropped = rules.map(({ to, instead = to }) => instead);
  const toFields = compileFields(mergeFields([], rules));
  return (id, order, locales = []) => {
    const email = orderEmail(order);
    if (email === undefined) return undefined;
    const { values, unfit } = toFields(order, locales);
    const names = nameFields(order);
    for (const name of dropped) Reflect.deleteProperty(names, name);
    return { submission: contactSubmission(id, email, { ...names, ...values }, listId), flags: unfit };
  };
}

/** Data fields that such contacts fill, those of the rules included. */
export function orderContactFields(rules: readonly FieldRule[]): DataField[] {
  const dropped = new Set(rules.map(({ to, instead = to }) => instead));
  const own = ORDER_CONTACT_FIELDS.filter(({ name }) => !dropped.has(name)).map(({ name, type }) => ({ name, type }));
  return [...own, ...mergeFields([], rules).map(({ to, type }) => ({ name: to, type }))];
}

function nameFields(order: JsonObject): Record<string, FieldValue> {
  const { firstName, lastName } = namedAddress(order);
  const fields: Record<string, FieldValue> = {};
  putField(fields, 'FIRSTNAME', firstName);
  putField(fields, 'LASTNAME', lastName);
  putField(fields, 'FULLNAME', [firstName, lastName].filter(isText).join(' '));
  return fields;
}

function namedAddress(order: JsonObject): JsonObject {
  const billing = part(order.billingAddress);
  return isText(billing.firstName) || isText(billing.lastName) ? billing : part(deliveryAddress(order));
}

function putField(into: Record<string, FieldValue>, name: string, value: unknown): void {
  const fitting = isText(value) ? toFieldValue('String', value) : undefined;
  if (fitting !== undefined && !(fitting instanceof Unfit)) into[name] = fitting;
}
