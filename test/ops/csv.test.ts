import { describe, expect, it } from '@jest/globals';
import { writeCsv } from '../../infra/ops/output/csv.ts';

describe('comma-separated values', () => {
  it('quote what would break a line or a cell', () => {
    const lines = writeCsv(
      ['a', 'b'],
      [
        ['1,2', 'say "so"'],
        ['two\nlines', 3],
      ],
    );
    expect(lines).toEqual(['a,b', '"1,2","say ""so"""', '"two\nlines",3']);
  });

  it('hold no formula that a spreadsheet would carry out', () => {
    expect(writeCsv(['key'], [['=1+1'], ['@SUM(A1)'], ['-5'], ['plain']])).toEqual([
      'key',
      "'=1+1",
      "'@SUM(A1)",
      "'-5",
      'plain',
    ]);
  });
});
