import type { Account } from '../account/account.ts';
import { mergeChannels } from './channel-merge.ts';
import { isWellFormedConsent } from './consent-shape.ts';
import type { Contact, Identifiers } from './contact.ts';
import type { ContactEntry, EntryContext, EntryMatch } from './contact-entry.ts';
import { type ContactFailure, failureOf } from './contact-failures.ts';
import { createContact, restoreContact } from './contact-life.ts';
import { findDataFieldFailures, mergeDataFields } from './data-field-merge.ts';
import { findIdentifierFailure, mergeIdentifiers } from './identifier-match.ts';
import { addToLists, setPreferences } from './memberships.ts';

/** What became of one entry. A contact may be saved and yet carry failures: of its lists, preferences or consent. */
export interface EntryOutcome {
  readonly contact: Contact | undefined;
  readonly isNew: boolean;
  readonly failures: readonly ContactFailure[];
}

const NONE: readonly ContactFailure[] = [];

export function applyEntry(
  account: Account,
  entry: ContactEntry,
  match: EntryMatch,
  context: EntryContext,
): EntryOutcome {
  const { mergeOption, importSerial, nowMs } = context;
  const existing = account.contacts.find(match.identifier, match.value);
  const failures = findFailures(account, entry, match, existing, importSerial);
  if (failures !== undefined) return { contact: undefined, isNew: false, failures };
  const contact = existing ?? createFrom(account, match, entry, nowMs);
  const isNew = existing === undefined;
  if (!isNew) {
    restoreContact(account, contact);
    const identifiers = mergeIdentifiers(contact.identifiers, entry.identifiers, mergeOption);
    if (identifiers !== contact.identifiers) account.contacts.setIdentifiers(contact, identifiers);
  }
  contact.updatedMs = nowMs;
  contact.lastImportSerial = importSerial;
  if (entry.dataFields !== undefined) {
    mergeDataFields(account.dataFields, contact.dataFields, entry.dataFields, mergeOption);
  }
  if (entry.channelProperties !== undefined) mergeChannels(contact, entry.channelProperties, mergeOption, isNew);
  return { contact, isNew, failures: applyAssociations(account, contact, entry, nowMs) };
}

function findFailures(
  account: Account,
  entry: ContactEntry,
  match: EntryMatch,
  existing: Contact | undefined,
  importSerial: number,
): readonly ContactFailure[] | undefined {
  const planned = account.plannedRejections.find(entry.identifiers ?? {}, match);
  if (planned !== undefined) return [planned];
  const failure = findIdentifierFailure(account, entry.identifiers ?? {}, match, existing);
  if (failure !== undefined) return [failure];
  if (existing !== undefined && existing.lastImportSerial === importSerial) {
    return [failureOf.duplicateIdentifier(match.identifier, match.value)];
  }
  return entry.dataFields === undefined ? undefined : findDataFieldFailures(account.dataFields, entry.dataFields);
}

function createFrom(account: Account, match: EntryMatch, entry: ContactEntry, nowMs: number): Contact {
  const identifiers = mergeIdentifiers({ [match.identifier]: String(match.value) }, entry.identifiers, 'overwrite');
  return createContact(account, identifiers as Identifiers, nowMs);
}

function applyAssociations(
  account: Account,
  contact: Contact,
  entry: ContactEntry,
  nowMs: number,
): readonly ContactFailure[] {
  const { lists, preferences, consentRecords } = entry;
  if (lists === undefined && preferences === undefined && consentRecords === undefined) return NONE;
  let failures = NONE;
  if (lists !== undefined) {
    const unknown = addToLists(account, contact, lists);
    if (unknown.length > 0) failures = [...failures, failureOf.invalidLists(unknown)];
  }
  if (preferences !== undefined) {
    const unknown = setPreferences(account, contact, preferences);
    if (unknown.length > 0) failures = [...failures, failureOf.unknownPreferences(unknown)];
  }
  if (consentRecords !== undefined) {
    const dateTimeCreated = new Date(nowMs).toISOString();
    if (consentRecords.every(isWellFormedConsent)) {
      const added = consentRecords.map((record) => ({ ...record, dateTimeCreated }));
      contact.consentRecords = [...contact.consentRecords, ...added];
    } else {
      failures = [...failures, failureOf.malformedConsent()];
    }
  }
  return failures;
}
