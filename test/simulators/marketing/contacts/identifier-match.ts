import type { Account } from '../account/account.ts';
import type { Contact, Identifiers } from './contact.ts';
import type { EntryMatch, MergeOption } from './contact-entry.ts';
import { type ContactFailure, failureOf } from './contact-failures.ts';
import { isEmail, isMobileNumber, MAX_IDENTIFIER_LENGTH } from './identifier-rules.ts';

/** Everything that can be wrong with the identifiers of one entry, given the contact they matched. */
export function findIdentifierFailure(
  account: Account,
  identifiers: Readonly<Record<string, string | number>>,
  match: EntryMatch,
  existing: Contact | undefined,
): ContactFailure | undefined {
  if (match.identifier === 'contactId' && existing === undefined) {
    return failureOf.invalidContactId(Number(match.value));
  }
  for (const name in identifiers) {
    const value = identifiers[name];
    if (name === 'contactId' || value === undefined) continue;
    const failure = findValueFailure(account, name, String(value));
    if (failure !== undefined) return failure;
    if (name === match.identifier && value === match.value) continue;
    const owner = account.contacts.find(name, value);
    if (owner !== undefined && owner !== existing) return failureOf.identifierConflict(name, String(value));
  }
  return undefined;
}

function findValueFailure(account: Account, name: string, value: string): ContactFailure | undefined {
  if (name === 'email') {
    if (!isEmail(value)) return failureOf.invalidEmail();
    return account.isGloballySuppressed(value) ? failureOf.globallySuppressed(value) : undefined;
  }
  if (name === 'mobileNumber') return isMobileNumber(value) ? undefined : failureOf.invalidPhoneNumber();
  if (!account.customIdentifiers.has(name) || value === '' || value.length > MAX_IDENTIFIER_LENGTH) {
    return failureOf.unknownIdentifier(name);
  }
  return undefined;
}

/** The same object when nothing changes, so that the index need not be touched. */
export function mergeIdentifiers(
  held: Identifiers,
  incoming: Readonly<Record<string, string | number>> | undefined,
  mergeOption: MergeOption,
): Identifiers {
  let merged: Record<string, string | undefined> | undefined;
  for (const name in incoming) {
    const value = incoming[name];
    if (name === 'contactId' || value === undefined || held[name] === value) continue;
    if (mergeOption === 'overwriteIfEmpty' && held[name] !== undefined) continue;
    merged ??= { ...held };
    merged[name] = String(value);
  }
  return merged ?? held;
}
