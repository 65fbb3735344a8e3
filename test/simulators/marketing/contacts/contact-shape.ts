import { findUnknownKey, isInt32, isObject, missing, type ShapeViolation, wrong } from '../shape.ts';
import { findChannelViolation } from './channel-shape.ts';
import { findConsentViolation } from './consent-shape.ts';
import { type ContactEntry, type ContactImportBody, MERGE_OPTIONS } from './contact-entry.ts';

/**
 * The shape of a contact import. Anything found here refuses the whole import, as the platform does; what is wrong only
 * in the light of the account (fields, lists, addresses) fails contact by contact later.
 */
const IMPORT_KEYS = new Set(['mergeOption', 'contacts']);
const PATCH_KEYS = new Set([
  'identifiers',
  'dataFields',
  'channelProperties',
  'lists',
  'preferences',
  'consentRecords',
]);
const ENTRY_KEYS = new Set([...PATCH_KEYS, 'matchIdentifier']);
const PREFERENCE_KEYS = new Set(['id', 'isOptedIn']);
const IDENTIFIER_NAME = /^[-A-Za-z0-9_]{1,50}$/;
const MAX_LISTS = 100;

/** Returns the body, or what breaks its shape. */
export function checkContactImport(body: unknown): ContactImportBody | ShapeViolation {
  if (!isObject(body)) return wrong('body', 'must be an object');
  const stranger = findUnknownKey('', body, IMPORT_KEYS);
  if (stranger !== undefined) return stranger;
  const { mergeOption = 'overwrite', contacts } = body;
  if (!(MERGE_OPTIONS as readonly unknown[]).includes(mergeOption)) {
    return wrong('mergeOption', `must be one of ${MERGE_OPTIONS.join(', ')}`);
  }
  if (contacts === undefined || contacts === null) return missing('contacts');
  if (!Array.isArray(contacts) || contacts.length === 0) return wrong('contacts', 'must hold at least one contact');
  for (let index = 0; index < contacts.length; index++) {
    const violation = findEntryViolation(contacts[index]);
    if (violation !== undefined) return { ...violation, path: `contacts[${index}].${violation.path}` };
  }
  return { mergeOption, contacts } as ContactImportBody;
}

/** Returns the body of a PATCH, or what breaks its shape. */
export function checkContactPatch(body: unknown): ContactEntry | ShapeViolation {
  if (!isObject(body)) return wrong('body', 'must be an object');
  const { identifiers } = body;
  // The id is in the path or nowhere: it never changes.
  const hasId = isObject(identifiers) && identifiers.contactId !== undefined;
  const violation = hasId ? wrong('identifiers.contactId', 'cannot be changed') : findPartViolation(body);
  return findUnknownKey('', body, PATCH_KEYS) ?? violation ?? body;
}

function findEntryViolation(entry: unknown): ShapeViolation | undefined {
  if (!isObject(entry)) return wrong('contact', 'must be an object');
  const stranger = findUnknownKey('', entry, ENTRY_KEYS);
  if (stranger !== undefined) return stranger;
  const { matchIdentifier } = entry;
  if (matchIdentifier === undefined || matchIdentifier === null) return missing('matchIdentifier');
  if (typeof matchIdentifier !== 'string' || !IDENTIFIER_NAME.test(matchIdentifier)) {
    return wrong('matchIdentifier', 'must be the name of an identifier');
  }
  if (entry.identifiers === undefined || entry.identifiers === null) return missing('identifiers');
  return findPartViolation(entry);
}

function findPartViolation(entry: Record<string, unknown>): ShapeViolation | undefined {
  const { identifiers, dataFields, channelProperties, lists, preferences, consentRecords } = entry;
  return (
    (identifiers === undefined ? undefined : findIdentifierViolation(identifiers)) ??
    (dataFields === undefined || isObject(dataFields) ? undefined : wrong('dataFields', 'must be an object')) ??
    (channelProperties === undefined ? undefined : findChannelViolation(channelProperties)) ??
    (lists === undefined ? undefined : findListViolation(lists)) ??
    (preferences === undefined ? undefined : findPreferenceViolation(preferences)) ??
    (consentRecords === undefined ? undefined : findConsentViolation(consentRecords))
  );
}

function findIdentifierViolation(identifiers: unknown): ShapeViolation | undefined {
  if (!isObject(identifiers)) return wrong('identifiers', 'must be an object');
  for (const name in identifiers) {
    const value = identifiers[name];
    if (name === 'contactId') {
      if (!Number.isSafeInteger(value) || (value as number) < 0) {
        return wrong('identifiers.contactId', 'must be a whole number');
      }
    } else if (typeof value !== 'string') {
      return wrong(`identifiers.${name}`, 'must be a string');
    }
  }
  return undefined;
}

function findListViolation(lists: unknown): ShapeViolation | undefined {
  if (!Array.isArray(lists) || lists.length === 0 || lists.length > MAX_LISTS) {
    return wrong('lists', `must hold 1 to ${MAX_LISTS} list ids`);
  }
  return lists.every(isInt32) ? undefined : wrong('lists', 'must hold whole numbers only');
}

function findPreferenceViolation(preferences: unknown): ShapeViolation | undefined {
  if (!Array.isArray(preferences) || preferences.length === 0) {
    return wrong('preferences', 'must hold at least one preference');
  }
  for (const [index, preference] of preferences.entries()) {
    const path = `preferences[${index}]`;
    if (!isObject(preference)) return wrong(path, 'must be an object');
    const stranger = findUnknownKey(path, preference, PREFERENCE_KEYS);
    if (stranger !== undefined) return stranger;
    if (!isInt32(preference.id)) return missing(`${path}.id`);
    if (typeof preference.isOptedIn !== 'boolean') return missing(`${path}.isOptedIn`);
  }
  return undefined;
}
