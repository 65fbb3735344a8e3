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
 * its own defaults. Nothing here may ever subscribe anybody.
 */
export const contactSubmission = (
  id: string,
  email: string,
  dataFields: Readonly<Record<string, FieldValue>>,
  listId: number,
): Submission => ({
  id,
  handle: email,
  json: JSON.stringify({ matchIdentifier: 'email', identifiers: { email }, dataFields, lists: [listId] }),
});
