import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addSeconds, toInstant } from '../../shared/domain/instant.ts';
import { liveWindow, OVERLAP_SECONDS, SAFETY_LAG_SECONDS } from '../../shared/domain/window.ts';

const instant = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }).map(toInstant);
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

describe('live windows', () => {
  it('begin before the watermark and end after it, so no gap opens and the watermark never moves back', () => {
    fc.assert(
      fc.property(
        instant,
        instant,
        optional(instant),
        fc.array(instant, { maxLength: 2 }),
        (watermark, serverNow, heldSince, ceilings) => {
          const window = liveWindow({ watermark, serverNow, heldSince, ceilings });
          if (!window) return;
          expect(window.to > watermark).toBe(true);
          expect(window.from !== undefined && window.from < watermark).toBe(true);
        },
      ),
    );
  });

  it('end at least the safety lag behind the clock of commercetools and never beyond a ceiling', () => {
    fc.assert(
      fc.property(instant, instant, fc.array(instant, { maxLength: 3 }), (watermark, serverNow, ceilings) => {
        const window = liveWindow({ watermark, serverNow, ceilings });
        if (!window) return;
        expect(window.to <= addSeconds(serverNow, -SAFETY_LAG_SECONDS)).toBe(true);
        for (const ceiling of ceilings) expect(window.to <= ceiling).toBe(true);
      }),
    );
  });

  it('reach back behind what is held, overlap included', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 61, max: 100_000 }), instant, (watermark, seconds, heldSince) => {
        const window = liveWindow({ watermark, serverNow: addSeconds(watermark, seconds), heldSince });
        expect(window?.from !== undefined && window.from <= addSeconds(heldSince, -OVERLAP_SECONDS)).toBe(true);
      }),
    );
  });

  it('of any sequence of ticks cover every moment between the first watermark and the last', () => {
    fc.assert(
      fc.property(instant, fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 30 }), (start, steps) => {
        let watermark = start;
        let serverNow = start;
        let covered = start;
        for (const step of steps) {
          serverNow = addSeconds(serverNow, step);
          const window = liveWindow({ watermark, serverNow });
          if (!window) continue;
          expect(window.from !== undefined && window.from <= covered).toBe(true);
          covered = window.to;
          watermark = window.to;
        }
        expect(covered).toBe(watermark);
      }),
    );
  });
});
