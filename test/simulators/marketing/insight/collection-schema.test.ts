import { beforeEach, describe, expect, it } from '@jest/globals';
import { CollectionSchema } from './collection-schema.ts';

let schema: CollectionSchema;
beforeEach(() => {
  schema = new CollectionSchema();
});

const accept = (...records: Record<string, unknown>[]) => {
  const problems = records.map((json) => schema.accept(json));
  expect(problems.slice(0, -1).every((problem) => problem === undefined)).toBe(true);
  return problems.at(-1);
};

describe('the schema of a collection', () => {
  it('is what the first records held, and grows by properties', () => {
    accept(
      { id: '1', total: 5, paid: true, at: '2026-01-01T00:00:00Z', tags: ['a'], lines: [{ sku: 'A', sizes: [1, 2] }] },
      { id: '2', address: { city: 'Ulm' } },
    );
    expect(schema.view()).toEqual([
      { name: 'id', type: 'STRING', fields: [] },
      { name: 'total', type: 'FLOAT', fields: [] },
      { name: 'paid', type: 'BOOLEAN', fields: [] },
      { name: 'at', type: 'TIMESTAMP', fields: [] },
      { name: 'tags', type: 'STRING', mode: 'REPEATED', fields: [] },
      {
        name: 'lines',
        type: 'RECORD',
        mode: 'REPEATED',
        fields: [
          { name: 'sku', type: 'STRING', fields: [] },
          { name: 'sizes', type: 'FLOAT', mode: 'REPEATED', fields: [] },
        ],
      },
      { name: 'address', type: 'RECORD', fields: [{ name: 'city', type: 'STRING', fields: [] }] },
    ]);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['a number into text', { a: 10 }, { a: '10' }, 'a'],
    ['text into a number', { a: '10' }, { a: 10 }, 'a'],
    ['a scalar into a list', { a: 'x' }, { a: ['x'] }, 'a'],
    ['a list into a scalar', { a: ['x'] }, { a: 'x' }, 'a'],
    ['an object into text', { a: 'x' }, { a: {} }, 'a'],
    ['text into an object', { a: { b: 1 } }, { a: '' }, 'a'],
    ['nothing into a date', { a: '2026-01-01T00:00:00Z' }, { a: '' }, 'a'],
    ['a word into a date', { a: '2026-01-01 10:00:00' }, { a: 'soon' }, 'a'],
    ['a flag into a number', { a: true }, { a: 1 }, 'a'],
    ['an empty list into text', { a: 'x' }, { a: [] }, 'a'],
    ['a type within a list', { a: [{ b: 1 }] }, { a: [{ b: 2 }, { b: '3' }] }, 'a.b'],
    ['a type within an object', { a: { b: { c: 1 } } }, { a: { b: { c: true } } }, 'a.b.c'],
  ])('refuses %s', (_what, first, second, path) => {
    expect(accept(first, second)).toEqual({ reason: 'JsonValueIncompatibleWithSchema', path });
    expect(accept(first)).toBeUndefined();
  });

  it('takes text that looks like a date where text is, and any number where one is', () => {
    expect(accept({ a: 'x', n: 1 }, { a: '2026-01-01T00:00:00Z', n: 1.5 })).toBeUndefined();
  });

  it('takes null for nothing said', () => {
    expect(accept({ a: null }, { a: 5 }, { a: null })).toBeUndefined();
    expect(schema.view()).toEqual([{ name: 'a', type: 'FLOAT', fields: [] }]);
  });

  it('keeps no trace of a record that it refused', () => {
    accept({ a: 1 });
    const before = schema.view();
    expect(accept({ fresh: 'x', deep: { er: [1] }, a: 'no' })).toMatchObject({ path: 'a' });
    expect(schema.view()).toEqual(before);
    expect(accept({ fresh: 5, deep: 'other' })).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['a list in a list', { a: [[1]] }, 'JsonContainsNestedArray', 'a'],
    ['a blank in a name', { 'a b': 1 }, 'JsonKeyInvalidCharacters', 'a b'],
    ['a dot in a name', { a: { 'b.c': 1 } }, 'JsonKeyInvalidCharacters', 'a.b.c'],
    ['an empty name', { '': 1 }, 'JsonKeyInvalidCharacters', ''],
    ['a long name', { ['x'.repeat(256)]: 1 }, 'JsonKeyTooLong', 'x'.repeat(256)],
    ['a long text', { a: { b: 'x'.repeat(1_001) } }, 'JsonValueTooLong', 'a.b'],
    ['a long text in a list', { a: ['x'.repeat(1_001)] }, 'JsonValueTooLong', 'a'],
    ['a huge number', { a: 2 ** 53 }, 'JsonNumberValueTooLarge', 'a'],
    ['names that differ by - and _ only', { 'a-b': 1, a_b: 2 }, 'JsonContainsDashUnderscoreClash', 'a_b'],
  ])('refuses %s', (_what, json, reason, path) => {
    expect(accept(json)).toEqual({ reason, path });
    expect(schema.view()).toEqual([]);
  });

  it('lets objects in a list hold lists, and text be 1,000 long', () => {
    expect(accept({ a: [{ b: [1], c: 'x'.repeat(1_000) }] })).toBeUndefined();
  });
});
