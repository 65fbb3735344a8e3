import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type FieldType, toFieldValue, Unfit } from '../../shared/mapping/field-value.ts';

const JSON_TYPE: Record<FieldType, string> = {
  String: 'string',
  Numeric: 'number',
  Date: 'string',
  Boolean: 'boolean',
};

describe('field values', () => {
  it.each(Object.keys(JSON_TYPE) as FieldType[])(
    'of type %s have one JSON type for ever, whatever comes in',
    (type) => {
      fc.assert(
        fc.property(fc.anything(), (value) => {
          const mapped = toFieldValue(type, value);
          if (mapped === undefined || mapped instanceof Unfit) return;
          expect(typeof mapped).toBe(JSON_TYPE[type]);
          expect(mapped).not.toBe('');
          expect(Number.isNaN(mapped)).toBe(false);
        }),
      );
    },
  );

  it('keep false and 0', () => {
    expect(toFieldValue('Boolean', false)).toBe(false);
    expect(toFieldValue('Numeric', 0)).toBe(0);
    expect(toFieldValue('String', false)).toBe('false');
    expect(toFieldValue('String', 0)).toBe('0');
  });

  it('are never longer than Marketing takes and never end in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 900, maxLength: 1100 }), (text) => {
        const mapped = toFieldValue('String', text);
        if (typeof mapped !== 'string') return;
        expect(mapped.length).toBeLessThanOrEqual(1000);
        expect(/[\ud800-\udbff]$/.test(mapped)).toBe(/[\ud800-\udbff]$/.test(text) && text.length <= 1000);
      }),
    );
  });

  it('put a calendar date on the same day in every time zone from UTC-12 to UTC+11', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: -12, max: 11 }), (date, offsetHours) => {
        const text = date.toISOString().slice(0, 10);
        const sent = Date.parse(String(toFieldValue('Date', text)));
        expect(new Date(sent + offsetHours * 3_600_000).toISOString().slice(0, 10)).toBe(text);
      }),
    );
  });

  it.each(['2023-02-31', '2023-13-01', 'yesterday', 'T12:00:00Z', 20230101])('refuse %p as a date', (value) => {
    expect(toFieldValue('Date', value)).toBeInstanceOf(Unfit);
  });
});
