/**
 * Why a contact of an import failed. The codes are the documented ones, in the spelling of the page that names them
 * (Marketing: Contacts v3, import status and its example); the report can spell them otherwise on demand, since the
 * pages disagree. The descriptions carry the value, as the platform's do: whoever logs them leaks personal data.
 */
export interface ContactFailure {
  readonly failureCode: string;
  readonly description: string;
}

export const failureOf = {
  invalidEmail: (): ContactFailure => ({ failureCode: 'invalidEmail', description: "Invalid value for 'email'" }),
  invalidPhoneNumber: (): ContactFailure => ({
    failureCode: 'InvalidPhoneNumber',
    description: "Invalid value for 'mobileNumber'",
  }),
  invalidContactId: (contactId: number): ContactFailure => ({
    failureCode: 'InvalidContactId',
    description: `No contact has the contactId '${contactId}'`,
  }),
  invalidMatchIdentifier: (name: string): ContactFailure => ({
    failureCode: 'InvalidMatchIdentifier',
    description: `'${name}' is not an identifier of this account`,
  }),
  noValidIdentifiers: (name: string): ContactFailure => ({
    failureCode: 'NoValidIdentifiers',
    description: `The identifiers hold no value for '${name}'`,
  }),
  duplicateIdentifier: (name: string, value: string | number): ContactFailure => ({
    failureCode: 'duplicateIdentifier',
    description: `Another entry of this import has the ${name} '${value}'`,
  }),
  identifierConflict: (name: string, value: string): ContactFailure => ({
    failureCode: 'identifierConflict',
    description: `The ${name} '${value}' belongs to another contact`,
  }),
  schemaViolation: (field: string, problem: string): ContactFailure => ({
    failureCode: 'ApiSchemaViolation',
    description: `The data field '${field}' ${problem}`,
  }),
  unknownIdentifier: (name: string): ContactFailure => ({
    failureCode: 'ApiSchemaViolation',
    description: `'${name}' is not a custom identifier of this account`,
  }),
  globallySuppressed: (email: string): ContactFailure => ({
    failureCode: 'GloballySuppressed',
    description: `The email '${email}' is suppressed for the whole account`,
  }),
  invalidLists: (ids: readonly number[]): ContactFailure => ({
    failureCode: 'InvalidAddressBookIds',
    description: `The account has no list ${ids.join(', ')}`,
  }),
  unknownPreferences: (ids: readonly number[]): ContactFailure => ({
    failureCode: 'preferencesNotApplied',
    description: `The account has no preference ${ids.join(', ')}`,
  }),
  malformedConsent: (): ContactFailure => ({
    failureCode: 'consentRecordsNotApplied',
    description: 'A consent record has a malformed date, URL or IP address',
  }),
};

export type FailureSpelling = 'documented' | 'camelCase' | 'PascalCase';

export function spellFailureCode(code: string, spelling: FailureSpelling): string {
  if (spelling === 'documented') return code;
  const first = spelling === 'camelCase' ? code.charAt(0).toLowerCase() : code.charAt(0).toUpperCase();
  return first + code.slice(1);
}
