import type { Account } from '../account/account.ts';
import type { DataFields } from '../account/data-fields.ts';
import type { Contact, Preference } from './contact.ts';

/** What ties contacts to the lists, preferences and data fields of their account. */

/** Adds, never removes; returns the ids that no list has. */
export function addToLists(account: Account, contact: Contact, listIds: readonly number[]): readonly number[] {
  const added: number[] = [];
  const unknown: number[] = [];
  for (const id of listIds) {
    if (!account.lists.has(id)) unknown.push(id);
    else if (!contact.listIds.includes(id) && !added.includes(id)) added.push(id);
  }
  if (added.length === 0) return unknown;
  for (const id of added) account.lists.count(id, 1);
  const isFirst = contact.listIds.length === 0 && added.length === 1;
  contact.listIds = isFirst ? shareList(account, added) : [...contact.listIds, ...added];
  return unknown;
}

/** A million contacts of one list hold one array. */
function shareList(account: Account, listIds: readonly number[]): readonly number[] {
  const id = listIds[0] as number;
  const shared = account.singleLists.get(id) ?? listIds;
  account.singleLists.set(id, shared);
  return shared;
}

/** Returns the ids that no preference has. */
export function setPreferences(
  account: Account,
  contact: Contact,
  preferences: readonly Preference[],
): readonly number[] {
  const known = preferences.filter(({ id }) => account.preferences.has(id));
  const kept = contact.preferences.filter((held) => !known.some(({ id }) => id === held.id));
  contact.preferences = [...kept, ...known];
  return preferences.filter(({ id }) => !account.preferences.has(id)).map(({ id }) => id);
}

/** Contacts stay, their membership goes. */
export function deleteList(account: Account, id: number): void {
  account.lists.delete(id);
  for (const contact of account.contacts.from()) {
    if (contact.listIds.includes(id)) contact.listIds = contact.listIds.filter((held) => held !== id);
  }
}

/** Contacts lose their values with it, unless something still uses it. */
export function deleteDataField(account: Account, name: string): ReturnType<DataFields['delete']> {
  const spelling = account.dataFields.find(name)?.name ?? name;
  const deletion = account.dataFields.delete(name);
  if (deletion.result) {
    for (const contact of account.contacts.from()) delete contact.dataFields[spelling];
  }
  return deletion;
}
