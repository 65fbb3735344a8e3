import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fingerprintOf } from '../../../shared/domain/fingerprint.ts';

describe('a fingerprint', () => {
  it('is the same for the same value, in whatever order its properties come', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(fingerprintOf(turned)).toBe(fingerprintOf(value));
      }),
    );
  });

  it('is another one for another value', () => {
    const values = [{}, [], '', 'a', 'b', 0, 1, null, { a: 1 }, { a: 2 }, { b: 1 }, [1, 2], [2, 1], { a: { b: 1 } }];
    expect(new Set(values.map(fingerprintOf)).size).toBe(values.length);
  });

  it('stays what it was in earlier releases, because tracks remember it', () => {
    expect(fingerprintOf({ list: 7, fields: ['é'] })).toBe('e71c89fcbe4a431b');
  });

  it('does not see what is not there', () => {
    expect(fingerprintOf({ a: 1, b: undefined })).toBe(fingerprintOf({ a: 1 }));
    expect(fingerprintOf(undefined)).toMatch(/^[0-9a-f]{16}$/);
  });
});
