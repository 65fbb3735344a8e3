import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutRanges, type LaneRange, rangeProgress } from '../../shared/domain/lane-range.ts';

const holds = ({ start, end }: LaneRange, id: string) =>
  (start === undefined || id >= start) && (end === undefined || id < end);
const anyId = fc.oneof(fc.uuid(), fc.string({ minLength: 1 }));

describe('lane ranges', () => {
  it('hold every id exactly once, whatever it looks like', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), anyId, (count, id) => {
        expect(cutRanges(count).filter((range) => holds(range, id))).toHaveLength(1);
      }),
    );
  });

  it('give each lane about the same share of evenly spread ids', () => {
    const ids = fc.sample(fc.uuid(), { numRuns: 8000, seed: 1 });
    for (const range of cutRanges(8)) {
      const share = ids.filter((id) => holds(range, id)).length / ids.length;
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.25);
    }
  });

  it('report progress between 0 and 1 that grows with the cursor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.uuid(), fc.uuid(), (count, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        for (const range of cutRanges(count).filter((candidate) => holds(candidate, low) && holds(candidate, high))) {
          expect(rangeProgress(range, low)).toBeGreaterThanOrEqual(0);
          expect(rangeProgress(range, high)).toBeLessThanOrEqual(1);
          expect(rangeProgress(range, low)).toBeLessThanOrEqual(rangeProgress(range, high));
        }
      }),
    );
  });
});
