import type { Account } from '../account/account.ts';
import type { DataFieldValue } from '../account/data-field-values.ts';
import type { Contact, EmailStatus } from './contact.ts';

/** Parts of a contact that a reader may ask for beside its identifiers. */
export const CONTACT_PARTS = ['channelProperties', 'lists', 'preferences', 'consentRecords'] as const;
export type ContactPart = (typeof CONTACT_PARTS)[number];

export interface ContactSelection {
  readonly parts: readonly ContactPart[];
  /** Names under the account's spelling; `all`: every one. */
  readonly dataFields: 'all' | readonly string[];
}

export const WHOLE_CONTACT: ContactSelection = { parts: CONTACT_PARTS, dataFields: 'all' };

export interface ContactView {
  readonly contactId: number;
  readonly status: string;
  readonly created: string;
  readonly updated: string;
  readonly identifiers: Readonly<Record<string, string | undefined>>;
  readonly dataFields?: Readonly<Record<string, DataFieldValue>>;
  readonly channelProperties?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly lists?: readonly { readonly id: number; readonly name: string; readonly status: string }[];
  readonly preferences?: readonly Readonly<Record<string, unknown>>[];
  readonly consentRecords?: readonly Readonly<Record<string, string>>[];
}

/** A contact as it is read (Marketing: Contacts v3): enums in PascalCase where writing has camelCase. */
export function viewContact(account: Account, contact: Contact, selection = WHOLE_CONTACT): ContactView {
  const { parts, dataFields } = selection;
  return {
    contactId: contact.contactId,
    status: overallStatus(contact),
    created: new Date(contact.createdMs).toISOString(),
    updated: new Date(contact.updatedMs).toISOString(),
    identifiers: contact.identifiers,
    ...((dataFields === 'all' || dataFields.length > 0) && { dataFields: selectDataFields(contact, dataFields) }),
    ...(parts.includes('channelProperties') && { channelProperties: viewChannels(contact) }),
    ...(parts.includes('lists') && { lists: viewLists(account, contact) }),
    // The published description allows no empty list of preferences.
    ...(parts.includes('preferences') &&
      contact.preferences.length > 0 && { preferences: viewPreferences(account, contact) }),
    ...(parts.includes('consentRecords') && {
      consentRecords: contact.consentRecords.map((record) => ({ ...record })),
    }),
  };
}

function selectDataFields(contact: Contact, names: 'all' | readonly string[]): Record<string, DataFieldValue> {
  if (names === 'all') return { ...contact.dataFields };
  const selected: Record<string, DataFieldValue> = {};
  for (const name of names) {
    const value = contact.dataFields[name];
    if (value !== undefined) selected[name] = value;
  }
  return selected;
}

function viewChannels(contact: Contact) {
  const { identifiers, emailType, optInType, emailStatus, smsStatus, whatsAppStatus } = contact;
  return {
    ...(identifiers.email !== undefined && { email: { emailType, optInType, status: emailStatus } }),
    ...(identifiers.mobileNumber !== undefined && {
      sms: { countryCode: countryOf(identifiers.mobileNumber), status: smsStatus ?? 'noSubscription' },
      whatsApp: { status: whatsAppStatus ?? 'noSubscription' },
    }),
  };
}

/** A handful is enough: nothing in a sync depends on it, the description only requires it. */
function countryOf(mobileNumber: string): string {
  const countries = { '44': 'GB', '49': 'DE', '33': 'FR', '31': 'NL', '1': 'US' };
  return Object.entries(countries).find(([prefix]) => mobileNumber.startsWith(prefix))?.[1] ?? 'GB';
}

function viewLists(account: Account, contact: Contact) {
  const status =
    contact.emailStatus === 'pendingOptIn' ? 'pending' : isReachable(contact) ? 'subscribed' : 'suppressed';
  return contact.listIds.map((id) => ({ id, name: account.lists.get(id).name, status }));
}

function viewPreferences(account: Account, contact: Contact) {
  return contact.preferences.map(({ id, isOptedIn }) => {
    const { publicName = '', privateName = publicName } = account.preferences.get(id) ?? {};
    // `name` is required by the description, which names only the other two.
    return { id, isOptedIn, publicName, privateName, name: publicName };
  });
}

const isReachable = (contact: Contact) => contact.emailStatus === 'subscribed';

const OVERALL: Partial<Record<EmailStatus, string>> = {
  noSubscription: 'noSubscription',
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
  pendingOptIn: 'pendingOptIn',
  deleted: 'deleted',
  binned: 'binned',
};

/** Of the many reasons not to be written to, the contact's own status knows only `suppressed`. */
function overallStatus(contact: Contact): string {
  if (contact.isBinned) return 'binned';
  return contact.identifiers.email === undefined ? 'noSubscription' : (OVERALL[contact.emailStatus] ?? 'suppressed');
}
