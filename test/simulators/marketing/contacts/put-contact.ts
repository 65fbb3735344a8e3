import { z } from 'zod';
import type { Account } from '../account/account.ts';
import { type Contact, EMAIL_STATUSES } from './contact.ts';
import { binContact, createContact, restoreContact } from './contact-life.ts';
import { findDataFieldFailures, mergeDataFields } from './data-field-merge.ts';
import { addToLists } from './memberships.ts';

/**
 * A contact that is simply there, with any past the platform's own interface could have given it: opted in, bounced,
 * unsubscribed, in the bin. What is not said keeps its value, or its default when the contact is new.
 */
export const ExistingContactSchema = z.strictObject({
  email: z.string().exactOptional(),
  mobileNumber: z.string().exactOptional(),
  customIdentifiers: z.record(z.string(), z.string()).exactOptional(),
  dataFields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).exactOptional(),
  emailType: z.enum(['PlainText', 'Html']).exactOptional(),
  optInType: z.enum(['Unknown', 'Single', 'Double', 'VerifiedDouble']).exactOptional(),
  status: z.enum(EMAIL_STATUSES).exactOptional(),
  /** Ids or names. */
  lists: z.array(z.union([z.int(), z.string()])).exactOptional(),
  isBinned: z.boolean().exactOptional(),
  /** ISO 8601. */
  created: z.iso.datetime().exactOptional(),
  updated: z.iso.datetime().exactOptional(),
});
export type ExistingContact = z.infer<typeof ExistingContactSchema>;

/** Matches by email, else by mobile number. @throws RangeError when the account lacks a named field or list. */
export function putContact(account: Account, input: ExistingContact): Contact {
  const { email, mobileNumber } = input;
  const identifiers = {
    ...(email !== undefined && { email }),
    ...(mobileNumber !== undefined && { mobileNumber }),
    ...input.customIdentifiers,
  };
  const match = email === undefined ? (['mobileNumber', mobileNumber] as const) : (['email', email] as const);
  if (match[1] === undefined) throw new RangeError('A contact needs an email or a mobile number.');
  const failures = findDataFieldFailures(account.dataFields, input.dataFields ?? {});
  if (failures !== undefined) throw new RangeError(failures.map(({ description }) => description).join('; '));
  const listIds = (input.lists ?? []).map((list) => resolveList(account, list));
  const nowMs = account.clock.now();
  const held = account.contacts.find(match[0], match[1]);
  const contact = held ?? createContact(account, identifiers, nowMs);
  if (held !== undefined) account.contacts.setIdentifiers(held, { ...held.identifiers, ...identifiers });
  mergeDataFields(account.dataFields, contact.dataFields, input.dataFields ?? {}, 'overwrite');
  addToLists(account, contact, listIds);
  contact.emailType = input.emailType ?? contact.emailType;
  contact.optInType = input.optInType ?? contact.optInType;
  contact.emailStatus = input.status ?? contact.emailStatus;
  contact.createdMs = input.created === undefined ? contact.createdMs : Date.parse(input.created);
  contact.updatedMs = input.updated === undefined ? nowMs : Date.parse(input.updated);
  if (input.isBinned === true) binContact(account, contact);
  if (input.isBinned === false) restoreContact(account, contact);
  return contact;
}

function resolveList(account: Account, list: number | string): number {
  const found = account.lists.list().find(({ id, name }) => id === list || name === list);
  if (found === undefined) throw new RangeError(`The account has no list ${list}.`);
  return found.id;
}
