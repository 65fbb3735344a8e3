import { describe, expect, it } from '@jest/globals';
import {
  canonicalCode,
  FAILURE_CODES,
  isDocumentedCode,
  MISSING_CONTACT_CODES,
  NOT_SINGLED_OUT,
  SCHEMA_VIOLATION,
  UNKNOWN_FAILURE,
} from '../../../shared/domain/failure-codes.ts';
import { NOT_CONFIRMED } from '../../../shared/domain/rejection.ts';
import { ORDER_WITHOUT_DATE, ORDER_WITHOUT_TOTAL } from '../../../shared/mapping/order/map-order.ts';

/** Import status, table of failure codes; and the codes of the published example. */
const CONTACT_CODES =
  'ApiSchemaViolation Blocker Duplicate GloballySuppressed InvalidEmail InvalidContactId InvalidPhoneNumber InvalidDomain ' +
  'InvalidContact InvalidAddressBookIds InvalidMatchIdentifier InvalidContactStatus NoValidIdentifiers SuppressedByDomain ' +
  'invalidEmail duplicateIdentifier consentRecordsNotApplied';

/** Insight data service, `failureReason`; and those of its v2 predecessor. */
const RECORD_CODES =
  'Unknown InvalidClientKey InvalidContactIdentifier InvalidJson DuplicateKey ContactIdDoesNotExist ContactEmailDoesNotExist ' +
  'JsonContainsNestedArray JsonKeyTooLong JsonKeyInvalidCharacters JsonValueTooLong JsonValueIncompatibleWithSchema ' +
  'JsonNumberValueTooLarge JsonDoesNotMatchSchema JsonContainsDashUnderscoreClash MissingCollection InconsistentTypes ' +
  'TooManyDistinctKeyValuePairs ContactPhoneNumberDoesNotExist InvalidContactIdentifierType KeyExistingForDifferentContact ' +
  'ContactCustomIdentifierValueDoesNotExist';

const IMPORT_CODES = 'Failed RejectedByWatchdog ExceedsAllowedContactLimit';
const OWN_CODES = [
  ORDER_WITHOUT_DATE,
  ORDER_WITHOUT_TOTAL,
  NOT_CONFIRMED,
  NOT_SINGLED_OUT,
  SCHEMA_VIOLATION,
  UNKNOWN_FAILURE,
];

describe('the registry of failure codes', () => {
  it.each([...`${CONTACT_CODES} ${RECORD_CODES} ${IMPORT_CODES}`.split(' '), ...OWN_CODES])('explains %s', (code) => {
    expect(isDocumentedCode(canonicalCode(code))).toBe(true);
  });

  it.each(Object.entries(FAILURE_CODES))(
    '%s says in whole sentences what is wrong and what to do',
    (_, { cause, remedy }) => {
      expect(cause).toMatch(/^[A-Z].{15,}\.$/);
      expect(remedy).toMatch(/^[A-Z].{10,}\.$/);
    },
  );

  it('knows which refusals another attempt can end', () => {
    const retryable = Object.keys(FAILURE_CODES).filter((code) => FAILURE_CODES[code]?.isRetryable);
    expect(retryable).toEqual(expect.arrayContaining(['ContactEmailDoesNotExist', 'ContactIdDoesNotExist', 'Unknown']));
    expect(retryable).not.toEqual(expect.arrayContaining(['InvalidEmail']));
    expect([...MISSING_CONTACT_CODES].every((code) => retryable.includes(code))).toBe(true);
  });
});

describe('canonicalCode', () => {
  it.each([
    ['invalidEmail', 'InvalidEmail'],
    ['INVALIDEMAIL', 'InvalidEmail'],
    ['jsonValueTooLong', 'JsonValueTooLong'],
    ['somethingNew_2', 'somethingNew_2'],
    ['ada@example.com', 'Unknown'],
    ['Ada Lovelace', 'Unknown'],
    ['x'.repeat(65), 'Unknown'],
    ['', 'Unknown'],
    [undefined, 'Unknown'],
    [42, 'Unknown'],
    ['toString', 'toString'],
  ])('%j is %s', (code, expected) => {
    expect(canonicalCode(code)).toBe(expected);
  });

  it('is not fooled by names that every object has', () => {
    expect(isDocumentedCode('constructor')).toBe(false);
  });
});
