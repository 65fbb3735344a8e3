import type { JsonObject } from '../../http/exchange.ts';

/** What the kind of customer puts to the test. */
export interface HostileCustomer {
  kind: string;
  /** Whether Marketing refuses the email for good. */
  isRefused: boolean;
  /** Replaces fields of a believable customer; `undefined` takes a field away. */
  fields: Record<string, JsonObject[string] | undefined>;
}

const BLANK = { firstName: undefined, lastName: undefined };

const refused = (kind: string, email: string): HostileCustomer => ({ kind, isRefused: true, fields: { email } });
const awkward = (kind: string, fields: HostileCustomer['fields']): HostileCustomer => ({
  kind,
  isRefused: false,
  fields,
});

/**
 * Customers as real shops hold them: of each kind one, known by name. Two share an email in different stores, which
 * commercetools allows and Marketing does not.
 */
export const HOSTILE_CUSTOMERS: readonly HostileCustomer[] = [
  refused('email without a top-level domain', 'someone@invalid'),
  refused('email with a blank inside', 'a b@x'),
  refused('email without an at sign', 'no-at-sign.example.com'),
  refused('email with two at signs', 'two@@example.com'),
  refused('email with nothing before the at sign', '@example.com'),
  refused('email that ends in a dot', 'dot-at-the-end@example.com.'),
  awkward('email in upper case', { email: 'UPPER.CASE@EXAMPLE.COM' }),
  awkward('email padded with blanks', { email: '  padded@example.com ' }),
  awkward('email with a plus and an apostrophe', { email: "o'brien+shop@example.com" }),
  awkward('emoji in the name', { firstName: 'Zoë 🌸', lastName: '李雷' }),
  awkward('commas and quotes in the name', { firstName: 'Anna, "Annie"', lastName: "O'Neil; <b>x</b>" }),
  awkward('line break and tab in the name', { firstName: 'Two\nLines', lastName: 'Tab\tbed' }),
  awkward('name of 1,500 characters', { firstName: 'Ü'.repeat(1500), lastName: 'Long' }),
  awkward('name looks like a formula', { firstName: '=1+1', lastName: '@SUM(A1)' }),
  awkward('no names', BLANK),
  awkward('first name only', { lastName: undefined }),
  awkward('last name only', { firstName: undefined }),
  awkward('empty strings', { firstName: '', lastName: '', companyName: '', title: '' }),
  awkward('blank strings', { firstName: '   ', lastName: ' ' }),
  awkward('born in 1900', { dateOfBirth: '1900-01-01' }),
  awkward('born on a leap day', { dateOfBirth: '2000-02-29' }),
  awkward('born long before any calendar form expects', { dateOfBirth: '0001-01-01' }),
  awkward('born in the future', { dateOfBirth: '2199-12-31' }),
  awkward('no custom fields', { custom: undefined }),
  awkward('guest checkout turned account, without a password', {
    password: undefined,
    authenticationMode: 'ExternalAuth',
  }),
  awkward('twin in the German store', {
    email: 'twin@example.com',
    lastName: 'Zwilling',
    stores: [{ typeId: 'store', key: 'germany' }],
  }),
  awkward('twin in the British store', {
    email: 'twin@example.com',
    lastName: 'Twin',
    stores: [{ typeId: 'store', key: 'united-kingdom' }],
  }),
];
