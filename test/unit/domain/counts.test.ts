import { describe, expect, it } from '@jest/globals';
import { addCounts, isBalanced, noCounts, subtractCounts } from '../../../shared/domain/counts.ts';

const BOOKS = { ...noCounts(), read: 5, imported: 2, rejected: 2, unsent: 1, skipped: { noEmail: 1 } };

describe('records that the mapping itself refuses', () => {
  it('are part of those rejected and told apart in every sum', () => {
    expect(isBalanced(BOOKS)).toBe(true);
    expect(addCounts(BOOKS, noCounts())).toEqual(BOOKS);
    expect(addCounts(BOOKS, BOOKS)).toMatchObject({ rejected: 4, unsent: 2 });
    expect(subtractCounts(addCounts(BOOKS, BOOKS), BOOKS)).toEqual(BOOKS);
  });

  it('are not spoken of where there are none', () => {
    expect(addCounts(noCounts(), noCounts())).toEqual(noCounts());
    expect(subtractCounts(BOOKS, BOOKS)).not.toHaveProperty('unsent');
  });
});
