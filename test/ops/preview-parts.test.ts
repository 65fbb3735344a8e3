import { describe, expect, it } from '@jest/globals';
import { compareFields, compareRecords } from '../../infra/ops/verbs/preview/differences.ts';
import { mask } from '../../infra/ops/verbs/preview/mask.ts';

describe('differences of a record', () => {
  it('name each place: changed, new, gone', () => {
    const held = { id: '1', total: 5, old: true, address: { city: 'Bonn' }, products: [{ sku: 'a' }, { sku: 'b' }] };
    const sent = { id: '1', total: 6, address: { city: 'Köln' }, products: [{ sku: 'a', qty: 1 }] };
    expect(compareRecords(held, sent)).toEqual([
      { path: 'total', now: 5, next: 6 },
      { path: 'address.city', now: 'Bonn', next: 'Köln' },
      { path: 'products[0].qty', next: 1 },
      { path: 'old', now: true },
      { path: 'products[1].sku', now: 'b' },
    ]);
  });

  it('are none for one instant written in two ways, and some for 1 and "1"', () => {
    expect(compareRecords({ at: '2026-01-01T12:00:00Z' }, { at: '2026-01-01T12:00:00.000Z' })).toEqual([]);
    expect(compareRecords({ at: '2026-01-01T12:00:00Z' }, { at: '2026-01-01T13:00:00+01:00' })).toEqual([]);
    expect(compareRecords({ n: 1 }, { n: '1' })).toEqual([{ path: 'n', now: 1, next: '1' }]);
    expect(compareRecords({ list: [] }, {})).toEqual([{ path: 'list', now: [] }]);
  });
});

describe('differences of a contact', () => {
  const held = { FIRSTNAME: 'Ada', LASTNAME: '', Dob: '1990-12-10T12:00:00Z', POINTS: 3 };

  it('leave out what is not sent, and do not tell upper from lower case', () => {
    const sent = { FIRSTNAME: 'Eve', DOB: '1990-12-10T12:00:00.000Z', LASTNAME: 'Smith' };
    expect(compareFields(held, sent, false)).toEqual([
      { path: 'FIRSTNAME', now: 'Ada', next: 'Eve' },
      { path: 'LASTNAME', next: 'Smith' },
    ]);
  });

  it('fill blanks only, where that is how they are sent', () => {
    expect(compareFields(held, { FIRSTNAME: 'Eve', LASTNAME: 'Smith' }, true)).toEqual([
      { path: 'LASTNAME', next: 'Smith' },
    ]);
  });
});

describe('a masked value', () => {
  it('tells its kind and nothing of a person', () => {
    const value = {
      id: '0c1f7f7e-9f57-4e55-9a4c-0123456789ab',
      email: 'ada@example.com',
      names: ['Ada', ''],
      born: '1990-12-10',
      at: '1990-12-10T10:00:00.000Z',
      total: 12.5,
      isGift: true,
      page: 'https://example.com/ada',
      note: null,
    };
    expect(mask(value)).toEqual({
      id: value.id,
      email: '<email>',
      names: ['<text of 3>', '<empty text>'],
      born: '<date>',
      at: '<date>',
      total: '<number>',
      isGift: true,
      page: '<address>',
      note: null,
    });
  });
});
