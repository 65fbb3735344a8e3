import { describe, expect, it } from '@jest/globals';
import {
  findNameProblems,
  type InsightObject,
  insightSubmission,
  isRecordKey,
  putBoolean,
  putDate,
  putNumber,
  putObject,
  putObjects,
  putText,
  putTexts,
} from '../../../shared/mapping/insight-record.ts';

type Put = (into: InsightObject, property: string, value: never) => boolean;

function put(write: Put, value: unknown): unknown {
  const record: InsightObject = {};
  const isPut = write(record, 'p', value as never);
  expect(isPut).toBe('p' in record);
  return record.p;
}

const WRONG_TYPES = [undefined, null, {}, [], Symbol('x'), () => 1];

describe('an Insight record', () => {
  it('leaves out what is not of the property’s type', () => {
    for (const value of [...WRONG_TYPES, 5, true, '', ' \n\t']) expect(put(putText, value)).toBeUndefined();
    for (const value of [...WRONG_TYPES, '5', true, Number.NaN, Number.POSITIVE_INFINITY, 1e18, -1e18])
      expect(put(putNumber, value)).toBeUndefined();
    for (const value of [...WRONG_TYPES, 'true', 1, 0]) expect(put(putBoolean, value)).toBeUndefined();
    for (const value of [
      ...WRONG_TYPES,
      5,
      '',
      '2024',
      '2024-05-01',
      'May 1, 2024',
      '2024-05-01T10:00:00',
      '2024-13-01T00:00:00Z',
    ])
      expect(put(putDate, value)).toBeUndefined();
  });

  it('keeps zero and false', () => {
    expect(put(putNumber, 0)).toBe(0);
    expect(put(putBoolean, false)).toBe(false);
    expect(put(putText, '0')).toBe('0');
  });

  it('leaves out empty objects and lists, and empty members of lists', () => {
    expect(put(putObject, {})).toBeUndefined();
    expect(put(putObject, undefined)).toBeUndefined();
    expect(put(putObject, { a: 1 })).toEqual({ a: 1 });
    expect(put(putObjects, [])).toBeUndefined();
    expect(put(putObjects, [{}, {}])).toBeUndefined();
    expect(put(putObjects, [{}, { a: 1 }])).toEqual([{ a: 1 }]);
    expect(put(putTexts, ['', ' ', null])).toBeUndefined();
    expect(put(putTexts, ['a', '', 7, 'b'])).toEqual(['a', 'b']);
  });

  it('keeps what was there when there is nothing to put', () => {
    const record: InsightObject = { name: 'before' };
    expect(putText(record, 'name', '')).toBe(false);
    expect(record).toEqual({ name: 'before' });
  });

  it('cuts text at 1,000 characters without splitting one', () => {
    expect(put(putText, 'x'.repeat(1001))).toBe('x'.repeat(1000));
    expect(put(putText, `${'x'.repeat(999)}😀`)).toBe('x'.repeat(999));
    expect(put(putText, `${'x'.repeat(998)}😀`)).toBe(`${'x'.repeat(998)}😀`);
  });

  it('replaces half characters that were sent to it', () => {
    expect(put(putText, 'a\ud83db')).toBe('a\ufffdb');
  });

  it('writes every instant in one form', () => {
    const form = '2024-05-01T10:00:00.000Z';
    for (const same of ['2024-05-01T10:00:00Z', '2024-05-01T12:00:00.000+02:00', '2024-05-01T10:00:00.000Z'])
      expect(put(putDate, same)).toBe(form);
  });

  it('is serialised with its key and, when it belongs to a contact, with the contact', () => {
    const owner = { identifier: 'email', value: 'ada@example.com' } as const;
    expect(insightSubmission('o1', 'k1', { total: 1.5 }, owner)).toEqual({
      id: 'o1',
      handle: 'k1',
      json: '{"contactIdentity":{"identifier":"email","value":"ada@example.com"},"key":"k1","json":{"total":1.5}}',
    });
    expect(insightSubmission('p1', 'k2', { a: 'b' }).json).toBe('{"key":"k2","json":{"a":"b"}}');
  });
});

describe('names of properties', () => {
  it.each(['a', 'order_total', 'orderTotal', 'x-1'])('may be %p', (name) => {
    expect(findNameProblems([name])).toEqual([]);
  });

  it.each(['', 'a b', 'größe', 'a.b', '__proto__'])('may not be %p', (name) => {
    expect(findNameProblems([name])).toEqual([[name, 'characters']]);
  });

  it('may not differ only by - and _, nor not at all', () => {
    expect(findNameProblems(['a-b', 'c', 'a_b'])).toEqual([['a_b', 'clash']]);
    expect(findNameProblems(['a', 'a'])).toEqual([['a', 'clash']]);
  });
});

describe('keys of records', () => {
  it('are letters, digits, - and _', () => {
    expect(isRecordKey('0c1f-A_9')).toBe(true);
    for (const key of ['', 'a/b', 'a b', 'ä', 'a\n']) expect(isRecordKey(key)).toBe(false);
  });
});
