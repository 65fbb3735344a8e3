import type { Submission } from '../ports.ts';
import type { FieldValue } from './field-value.ts';

/** Marketing matches contacts by address regardless of case and of blanks around it; so does everything here. */
export function readEmail(value: unknown): string | undefined {
  const email = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return email === '' ? undefined : email;
}

/**
 * One element of a bulk contact import (Marketing: contacts v3, bulk import).
 *
 * No `status` and no `optInType` is sent: Marketing then leaves an existing contact's consent alone and gives a new one
 * its own defaults. A tenant may map a field that says no, and that alone is ever sent: nothing here subscribes anybody.
 * @param dataFields `null` empties a field
 */
export const contactSubmission = (
  id: string,
  email: string,
  dataFields: Readonly<Record<string, FieldValue | null>>,
  listId: number,
  isUnsubscribed = false,
): Submission => ({
  id,
  handle: email,
  json: JSON.stringify({
    matchIdentifier: 'email',
    identifiers: { email },
    dataFields,
    ...(isUnsubscribed && { channelProperties: { email: { status: 'unsubscribed' } } }),
    lists: [listId],
  }),
});

const NO = new Set(['false', 'no', 'n', '0', 'off', 'unsubscribed']);

/** Whether a value says no in so many words. Nothing at all, and anything else, says nothing. */
export const saysNo = (value: unknown): boolean =>
  ['string', 'number', 'boolean'].includes(typeof value) && NO.has(String(value).trim().toLowerCase());
