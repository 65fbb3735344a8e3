import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMapping } from '../../../shared/contracts/mapping.ts';

const customers = (more: object) => ({ tenantId: 'acme', item: 'mapping#customers', ...more });
const orders = (more: object) => ({ tenantId: 'acme', item: 'mapping#orders', ...more });
const products = (more: object) => ({ tenantId: 'acme', item: 'mapping#products', ...more });
const NEWSLETTER = { to: 'NEWSLETTER', from: 'custom.fields.newsletter', type: 'String' };
const withField = (more: object) => customers({ fields: [{ ...NEWSLETTER, ...more }] });

describe('a mapping item', () => {
  it('is read with what it does not say filled in', () => {
    expect(parseMapping(withField({ values: { true: 'YES', false: 'NO' }, default: 'NO' }))).toEqual({
      mapping: {
        fields: [
          { ...NEWSLETTER, values: { true: 'YES', false: 'NO' }, default: 'NO', enabled: true, whenNull: 'skip' },
        ],
      },
    });
  });

  it.each([
    ['a default renamed', { fields: [{ to: 'BIRTHDATE', instead: 'DOB' }] }],
    ['a default switched off', { fields: [{ to: 'DOB', enabled: false }] }],
    [
      'a default from elsewhere',
      { fields: [{ to: 'FULLNAME', from: "joined(' ', [title, lastName])", type: 'String' }] },
    ],
    ['a filter and a predicate', { filter: "stores[?key == 'germany']", where: 'customerGroup is defined' }],
    ['consent from a field', { optIn: 'custom.fields.newsletter' }],
    ['a field to be emptied', { fields: [{ ...NEWSLETTER, whenNull: 'clear' }] }],
    ['nothing at all', {}],
  ])('may say %s', (_, more) => {
    expect(parseMapping(customers(more))).toHaveProperty('mapping');
  });

  /** Each as a person might write it, with where the problem is said to be and words that help. */
  it.each([
    ['JMESPath that does not end', withField({ from: 'custom.fields.[' }), 'fields.0.from', 'is not JMESPath'],
    ['JMESPath with a stray quote', withField({ from: "custom.fields['news" }), 'fields.0.from', 'is not JMESPath'],
    ['a function that does not exist', withField({ from: 'uppercase(firstName)' }), 'fields.0.from', 'uppercase()'],
    ['an expression that is no text', withField({ from: 5 }), 'fields.0.from', 'in quotes'],
    ['an empty expression', withField({ from: '' }), 'fields.0.from', 'must not be empty'],
    ['an unknown type', withField({ type: 'Text' }), 'fields.0.type', '"String", "Numeric"'],
    ['a name of 21 letters', withField({ to: 'A'.repeat(21) }), 'fields.0.to', 'has 21 characters'],
    ['a name with a blank', withField({ to: 'NEWS LETTER' }), 'fields.0.to', 'letters, digits, - and _'],
    ['a name Marketing keeps', withField({ to: 'EMAIL' }), 'fields.0.to', 'keeps for itself'],
    ['a target twice', customers({ fields: [NEWSLETTER, NEWSLETTER] }), 'fields.1.to', 'an earlier field'],
    [
      'a target twice in another case',
      customers({ fields: [NEWSLETTER, { ...NEWSLETTER, to: 'newsletter' }] }),
      'fields.1.to',
      'an earlier field',
    ],
    ['no source', customers({ fields: [{ to: 'VIP', type: 'Boolean' }] }), 'fields.0.from', 'is missing'],
    ['no type', customers({ fields: [{ to: 'VIP', from: 'key' }] }), 'fields.0.type', 'is missing'],
    ['a default of another type', withField({ default: 0 }), 'fields.0.default', 'not of the type String'],
    [
      'a value of another type',
      withField({ type: 'Numeric', values: { true: 'YES' } }),
      'fields.0.values.true',
      'not of the type Numeric',
    ],
    ['a list of values', withField({ values: ['YES'] }), 'fields.0.values', 'a map such as'],
    ['an unknown null policy', withField({ whenNull: 'ignore' }), 'fields.0.whenNull', '"skip"'],
    ['an empty text for a number', withField({ type: 'Numeric', whenNull: 'send' }), 'fields.0.whenNull', '"clear"'],
    ['a word of its own', withField({ form: 'x' }), 'fields.0', '"form"'],
    ['a setting it does not have', customers({ feilds: [] }), '', '"feilds"'],
    ['one field where a list belongs', customers({ fields: NEWSLETTER }), 'fields', 'a list of fields'],
    ['a text where a field belongs', customers({ fields: ['NEWSLETTER'] }), 'fields.0', 'a map such as'],
    [
      'another type for a default',
      customers({ fields: [{ to: 'CUSTOMER_ID', from: 'id', type: 'Numeric' }] }),
      'fields.0.type',
      '"String"',
    ],
    [
      'a default that is none',
      customers({ fields: [{ to: 'BIRTHDATE', instead: 'DOBB' }] }),
      'fields.0.instead',
      'DOB',
    ],
    [
      'switching off what is none',
      customers({ fields: [{ to: 'VIP', enabled: false }] }),
      'fields.0.enabled',
      'not a default',
    ],
    [
      'renaming onto a default',
      customers({ fields: [{ to: 'LASTNAME', instead: 'DOB' }] }),
      'fields.0.to',
      'another default',
    ],
    ['a filter that is no JMESPath', customers({ filter: '((' }), 'filter', 'is not JMESPath'],
    ['consent of guests', { ...customers({ optIn: 'x' }), item: 'mapping#guests' }, '', '"optIn"'],
    ['a predicate for products', products({ where: 'key is defined' }), '', '"where"'],
    ['an item of no stream', { tenantId: 'acme', item: 'mapping#customer' }, 'item', '"mapping#customers"'],
    [
      'a key of the platform',
      products({ fields: [{ to: 'price', from: 'x', type: 'Numeric' }] }),
      'fields.0.to',
      'rely on it',
    ],
    [
      'a property with a dot',
      orders({ fields: [{ to: 'a.b', from: 'x', type: 'String' }] }),
      'fields.0.to',
      'letters, digits',
    ],
    [
      'an empty property',
      orders({ fields: [{ to: 'x', from: 'x', type: 'String', whenNull: 'clear' }] }),
      'fields.0.whenNull',
      'no empty properties',
    ],
    [
      'two properties that Marketing takes for one',
      orders({
        fields: [
          { to: 'a-b', from: 'x', type: 'String' },
          { to: 'a_b', from: 'y', type: 'String' },
        ],
      }),
      'fields.1.to',
      'an earlier field',
    ],
  ])('that has %s says where and what to do', (_, item, path, words) => {
    const parsed = parseMapping(item);
    const problems = 'problems' in parsed ? parsed.problems : [];
    expect(problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ path, message: expect.stringContaining(words) })]),
    );
  });

  it('may be anything at all without anything breaking', () => {
    fc.assert(
      fc.property(fc.constantFrom('customers', 'guests', 'orders', 'products', 'x'), fc.object(), (entity, more) => {
        const parsed = parseMapping({ ...more, tenantId: 'acme', item: `mapping#${entity}` });
        expect('mapping' in parsed || parsed.problems.length > 0).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
