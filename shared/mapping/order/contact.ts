import type { DataField } from '../../domain/destination.ts';
import type { Submission } from '../../ports.ts';
import { contactSubmission, readEmail } from '../contact.ts';
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

/** The contact of an order; its consent is nobody's to give here. */
export function orderContact(id: string, order: JsonObject, listId: number): Submission | undefined {
  const email = orderEmail(order);
  return email === undefined ? undefined : contactSubmission(id, email, nameFields(order), listId);
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
