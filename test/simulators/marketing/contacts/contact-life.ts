import type { Account } from '../account/account.ts';
import type { Contact, Identifiers } from './contact.ts';

const NOTHING: readonly never[] = [];

/** With the platform's consent defaults: opt-in type Unknown, and subscribed because nothing else was said. */
export function createContact(account: Account, identifiers: Identifiers, nowMs: number): Contact {
  const contact: Contact = {
    contactId: account.contacts.nextId,
    createdMs: nowMs,
    updatedMs: nowMs,
    identifiers,
    dataFields: {},
    emailType: 'Html',
    optInType: 'Unknown',
    emailStatus: account.enforcesDoubleOptIn ? 'pendingOptIn' : 'subscribed',
    smsStatus: undefined,
    whatsAppStatus: undefined,
    listIds: NOTHING,
    preferences: NOTHING,
    consentRecords: NOTHING,
    isBinned: false,
    lastImportSerial: 0,
  };
  for (const field of account.dataFields.withDefault) {
    if (field.defaultValue !== null) contact.dataFields[field.name] = field.defaultValue;
  }
  account.contacts.add(contact);
  return contact;
}

/** To the recycle bin: no longer read, no longer counted in its lists. */
export function binContact(account: Account, contact: Contact): void {
  if (contact.isBinned) return;
  account.contacts.setBinned(contact, true);
  for (const id of contact.listIds) account.lists.count(id, -1);
}

export function restoreContact(account: Account, contact: Contact): void {
  if (!contact.isBinned) return;
  account.contacts.setBinned(contact, false);
  for (const id of contact.listIds) account.lists.count(id, 1);
}
