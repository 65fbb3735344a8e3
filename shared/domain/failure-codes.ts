/**
 * Why Marketing refuses a record or a whole import, and what a person can do about it. The set is open: the platform
 * may send a code that is not here, which is then kept as it came and explained as unknown.
 *
 * Codes come from the Contacts and Insight data API descriptions (import status) and, where marked v2, from their
 * predecessors; casing differs between the vendor's own pages, so it is not looked at.
 */
export interface FailureCode {
  /** Where the code is met: a contact, an Insight record, an import as a whole, or a verdict of this product. */
  about: 'contact' | 'record' | 'import' | 'sync';
  cause: string;
  /** One sentence in the imperative. */
  remedy: string;
  /** The same record, unchanged, can succeed at another time. */
  isRetryable: boolean;
}

const lasting = (about: FailureCode['about'], cause: string, remedy: string): FailureCode => ({
  about,
  cause,
  remedy,
  isRetryable: false,
});

const passing = (about: FailureCode['about'], cause: string, remedy: string): FailureCode => ({
  ...lasting(about, cause, remedy),
  isRetryable: true,
});

const CONTACTS = {
  ApiSchemaViolation: lasting(
    'contact',
    'The record does not have the shape Marketing asks for: a data field is missing or has another type, or a value is malformed.',
    'Compare the mapping with the data fields of the Marketing account, correct it, and retry the rejection.',
  ),
  Blocker: lasting(
    'contact',
    "The address is on Marketing's global block list.",
    'Ask the customer for another address; Marketing support can say why this one is blocked.',
  ),
  ConsentRecordsNotApplied: lasting(
    'contact',
    'The contact was saved, its consent record was not because it is incomplete.',
    'Map all five parts of a consent record, or none, and retry the rejection.',
  ),
  Duplicate: lasting(
    'contact',
    'The same contact was in the import twice.',
    'Give one of the two records another email address in commercetools.',
  ),
  DuplicateIdentifier: lasting(
    'contact',
    'An identifier of this contact already belongs to another contact, or was in the import twice.',
    'Look for the mobile number or custom identifier in Marketing and take it off one of the two contacts.',
  ),
  GloballySuppressed: lasting(
    'contact',
    'The address is suppressed for the whole Marketing account.',
    'Nothing is wrong: lift the suppression in Marketing only if the person has asked for it.',
  ),
  InvalidAddressBookIds: lasting(
    'contact',
    'The contact was saved but not added to the list, because the list does not exist or cannot be written.',
    "Check the list id in the tenant's settings, then retry the rejection.",
  ),
  InvalidContact: lasting(
    'contact',
    'Marketing could not make a contact of the record.',
    'Look at the record in a preview, correct it in commercetools, and retry the rejection.',
  ),
  InvalidContactId: lasting(
    'contact',
    'The contact id sent is not one of this account.',
    'Remove the contact id from the mapping; contacts are matched by email.',
  ),
  InvalidContactStatus: lasting(
    'contact',
    'The subscription status sent is not one Marketing accepts.',
    'Correct the opt-in mapping, then retry the rejection.',
  ),
  InvalidDomain: lasting(
    'contact',
    'The part of the address behind the @ cannot receive mail.',
    'Correct the email address in commercetools; it is sent again by itself.',
  ),
  InvalidEmail: lasting(
    'contact',
    'Marketing does not take this for an email address.',
    'Correct the email address in commercetools; it is sent again by itself.',
  ),
  InvalidMatchIdentifier: lasting(
    'contact',
    'The contact lacks the identifier it should be matched by.',
    'Report this with the record id: the sync matches by email and never sends a contact without one.',
  ),
  InvalidPhoneNumber: lasting(
    'contact',
    'The mobile number is not in international form.',
    'Correct the number in commercetools or take it out of the mapping.',
  ),
  NoValidIdentifiers: lasting(
    'contact',
    'None of the identifiers sent is usable.',
    'Correct the email address in commercetools; it is sent again by itself.',
  ),
  SuppressedByDomain: lasting(
    'contact',
    'The Marketing account suppresses every address of this domain.',
    'Nothing is wrong: change the domain suppression in Marketing only if these people shall be reached.',
  ),
} as const satisfies Record<string, FailureCode>;

const RECORDS = {
  ContactCustomIdentifierValueDoesNotExist: passing(
    'record',
    'The contact this record belongs to is not in Marketing (matched by a custom identifier).',
    'Let the contact be sent first, then retry the rejection.',
  ),
  ContactEmailDoesNotExist: passing(
    'record',
    'The contact this record belongs to is not in Marketing (matched by email).',
    'Find out why the contact was refused or deleted, then retry the rejection.',
  ),
  ContactIdDoesNotExist: passing(
    'record',
    'The contact this record belongs to is not in Marketing (matched by contact id).',
    'Find out why the contact was refused or deleted, then retry the rejection.',
  ),
  ContactPhoneNumberDoesNotExist: passing(
    'record',
    'The contact this record belongs to is not in Marketing (matched by mobile number).',
    'Let the contact be sent first, then retry the rejection.',
  ),
  DuplicateKey: lasting(
    'record',
    'Two records of one import had the same key.',
    'Make the key unique in the mapping, then retry the rejection.',
  ),
  InconsistentTypes: lasting(
    'record',
    'A property holds values of more than one type.',
    'Give the property one type in the mapping, then retry the rejection.',
  ),
  InvalidClientKey: lasting(
    'record',
    'The key is empty or has characters Marketing does not take.',
    'Use letters, digits, - and _ in ids and SKUs that become keys.',
  ),
  InvalidContactIdentifier: lasting(
    'record',
    'The email address the record is linked by is not one.',
    'Correct the email address in commercetools; the record is sent again by itself.',
  ),
  InvalidContactIdentifierType: lasting(
    'record',
    'The kind of identifier the record is linked by does not exist in the account.',
    'Create the custom identifier in Marketing, or link by email.',
  ),
  InvalidJson: lasting(
    'record',
    'The record is not an object Marketing can read.',
    'Look at the record in a preview, correct its mapping, and retry the rejection.',
  ),
  JsonContainsDashUnderscoreClash: lasting(
    'record',
    'Two property names differ only by - and _.',
    'Rename one of them in the mapping, then retry the rejection.',
  ),
  JsonContainsNestedArray: lasting(
    'record',
    'The record holds a list inside a list.',
    'Map the inner list to text or to an object, then retry the rejection.',
  ),
  JsonDoesNotMatchSchema: lasting(
    'record',
    'A property has another type than the collection holds it with.',
    'Correct the type in the mapping; a collection never changes a type, so the only other way is to delete it.',
  ),
  JsonKeyInvalidCharacters: lasting(
    'record',
    'A property name has characters other than letters, digits, - and _.',
    'Rename the property in the mapping, then retry the rejection.',
  ),
  JsonKeyTooLong: lasting(
    'record',
    'A property name is too long.',
    'Shorten the name in the mapping, then retry the rejection.',
  ),
  JsonNumberValueTooLarge: lasting(
    'record',
    'A number is larger than Marketing can hold.',
    'Map the value as text or leave it out, then retry the rejection.',
  ),
  JsonValueIncompatibleWithSchema: lasting(
    'record',
    'A property has another type than the collection holds it with.',
    'Correct the type in the mapping; a collection never changes a type, so the only other way is to delete it.',
  ),
  JsonValueTooLong: lasting(
    'record',
    'A text is longer than Marketing can hold.',
    'Shorten the text or leave it out in the mapping, then retry the rejection.',
  ),
  KeyExistingForDifferentContact: lasting(
    'record',
    'The collection already holds this key for another contact, as when an order has changed hands.',
    'Delete the old record in Marketing, then retry the rejection.',
  ),
  MissingCollection: lasting(
    'record',
    'The collection was deleted while records were on their way.',
    'Retry the rejection: the next import creates the collection again.',
  ),
  TooManyDistinctKeyValuePairs: lasting(
    'record',
    'The collection has no room for more properties.',
    'Map fewer properties, then retry the rejection.',
  ),
} as const satisfies Record<string, FailureCode>;

const IMPORTS = {
  ExceedsAllowedContactLimit: lasting(
    'import',
    'The Marketing account holds as many contacts as it may.',
    'Delete contacts in Marketing or have its contact limit raised; the sync then goes on by itself.',
  ),
  Failed: passing(
    'import',
    'Marketing could not carry the import out and does not say why.',
    'Wait: the page is sent again. If it goes on, give the import id to Marketing support.',
  ),
  RejectedByWatchdog: lasting(
    'import',
    "Marketing's data-quality check has blocked the import.",
    'Ask Marketing support to release the block for this account; the sync then goes on by itself.',
  ),
} as const satisfies Record<string, FailureCode>;

const OWN = {
  NotConfirmed: passing(
    'sync',
    'Marketing said it was finished and named the record neither as saved nor as refused.',
    'Retry the rejection.',
  ),
  NotSingledOut: passing(
    'sync',
    'Marketing refused an import because of a record among these and does not say which; looking for it took too many requests.',
    'Correct the records that are rejected with another code at the same time, then retry these.',
  ),
  OrderWithoutDate: lasting(
    'sync',
    'The order has no date of purchase that can be read.',
    'Look at completedAt and createdAt of the order in commercetools; it is sent again by itself when it changes.',
  ),
  OrderWithoutTotal: lasting(
    'sync',
    'The order has no total that can be read.',
    'Look at totalPrice of the order in commercetools; it is sent again by itself when it changes.',
  ),
  Unknown: passing(
    'sync',
    'Marketing refused the record without a reason that could be understood.',
    'Retry the rejection; if it comes back, give the import id to Marketing support.',
  ),
} as const satisfies Record<string, FailureCode>;

export const FAILURE_CODES: Readonly<Record<string, FailureCode>> = { ...CONTACTS, ...RECORDS, ...IMPORTS, ...OWN };

/** What is said of a refusal whose code tells nothing. */
export const UNKNOWN_FAILURE = 'Unknown';

/** The record may be fine: one of its import was refused, and it could not be told apart from the guilty one. */
export const NOT_SINGLED_OUT = 'NotSingledOut';

/** The record's shape is refused, before or after Marketing has taken the import. */
export const SCHEMA_VIOLATION = 'ApiSchemaViolation';

const BY_LOWER_CASE = new Map(Object.keys(FAILURE_CODES).map((code) => [code.toLowerCase(), code]));

/** Codes are words; anything else could be a value of the record and must not be stored. */
const CODE_SHAPE = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** The documented casing of a code, whatever casing it arrived in; `Unknown` for what is no code at all. */
export function canonicalCode(code: unknown): string {
  if (typeof code !== 'string') return UNKNOWN_FAILURE;
  return BY_LOWER_CASE.get(code.toLowerCase()) ?? (CODE_SHAPE.test(code) ? code : UNKNOWN_FAILURE);
}

/** The same record, unchanged, may be taken at another time. */
export const isPassing = (code: string): boolean => isDocumentedCode(code) && FAILURE_CODES[code]?.isRetryable === true;

/** Whether the canonical code is one this file explains. */
export const isDocumentedCode = (code: string): boolean => Object.hasOwn(FAILURE_CODES, code);

/** Codes of records whose contact has to be in Marketing first. */
export const MISSING_CONTACT_CODES: ReadonlySet<string> = new Set([
  'ContactCustomIdentifierValueDoesNotExist',
  'ContactEmailDoesNotExist',
  'ContactIdDoesNotExist',
  'ContactPhoneNumberDoesNotExist',
]);
