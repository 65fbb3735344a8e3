import type { Account } from '../account/account.ts';
import { isUnknownIdentifier } from '../contacts/contact-import.ts';
import type { RecordEntry } from './insight-shape.ts';
import type { CollectionScope, RecordFailureReason } from './insight-words.ts';

/** Whose record it is; the reason when it cannot be anyone's. A contact whose own import has not ended does not exist. */
export function findOwner(
  account: Account,
  scope: CollectionScope,
  identity: RecordEntry['contactIdentity'],
): { readonly contactId: number | undefined } | RecordFailureReason {
  if (scope === 'account') return identity === undefined ? NO_OWNER : 'InvalidContactIdentifier';
  const { identifier = '', value = null } = identity ?? {};
  if (value === null || isUnknownIdentifier(account, identifier)) return 'InvalidContactIdentifier';
  if (identifier === 'contactId' && !/^\d+$/.test(value)) return 'InvalidContactIdentifier';
  const contact = account.contacts.find(identifier, value);
  if (contact !== undefined && !contact.isBinned) return contact;
  return MISSING[identifier] ?? 'ContactCustomIdentifierValueDoesNotExist';
}

const NO_OWNER = { contactId: undefined };

const MISSING: Readonly<Record<string, RecordFailureReason>> = {
  contactId: 'ContactIdDoesNotExist',
  email: 'ContactEmailDoesNotExist',
  mobileNumber: 'ContactPhoneNumberDoesNotExist',
};
