import { describe, expect, it } from '@jest/globals';
import { addSeconds } from '../../../shared/domain/instant.ts';
import { nextRhythm, quietTimesUsual, type Rhythm } from '../../../shared/domain/rhythm.ts';

const START = '2026-03-01T00:00:00.000Z';
const HOUR = 3600;

/** A stream that had changed records at these hours. */
const rhythmOf = (...hours: number[]): Rhythm =>
  hours.reduce((rhythm: Rhythm | undefined, hour) => nextRhythm(rhythm, addSeconds(START, hour * HOUR)), undefined) ?? {
    lastAt: START,
  };

describe('rhythm', () => {
  it('says nothing of what is usual until there were two runs with records', () => {
    expect(nextRhythm(undefined, START)).toEqual({ lastAt: START });
    expect(quietTimesUsual([rhythmOf(0)], addSeconds(START, 900 * HOUR))).toBeUndefined();
    expect(quietTimesUsual([], START)).toBeUndefined();
  });

  it('takes a long gap into its mean by a fiftieth', () => {
    const steady = rhythmOf(0, 1, 2, 3);
    expect(steady.usualGapSeconds).toBe(HOUR);
    expect(nextRhythm(steady, addSeconds(START, 54 * HOUR)).usualGapSeconds).toBe(HOUR + (50 * HOUR) / 50);
  });

  it('ignores a run that did not open later than the last', () => {
    const known = rhythmOf(0, 1);
    expect(nextRhythm(known, START)).toBe(known);
  });

  it('measures silence in what is usual: a day is long for a busy stream and nothing for a slow one', () => {
    const busy = rhythmOf(0, 1, 2, 3);
    const slow = rhythmOf(0, 100, 200);
    expect(quietTimesUsual([busy], addSeconds(busy.lastAt, 24 * HOUR))).toBe(24);
    expect(quietTimesUsual([slow], addSeconds(slow.lastAt, 24 * HOUR))).toBeCloseTo(0.24);
  });

  it('counts a stream that is busy all the time as one that is busy by the hour', () => {
    const frantic = rhythmOf(0, 0.25, 0.5, 0.75, 1);
    expect(quietTimesUsual([frantic], addSeconds(frantic.lastAt, 8 * HOUR))).toBe(8);
  });

  it('takes a tenant for quiet only when all of its streams are', () => {
    const busy = rhythmOf(0, 1, 2, 3);
    const stillGoing = rhythmOf(0, 30);
    expect(quietTimesUsual([busy, stillGoing], addSeconds(START, 31 * HOUR))).toBe(1);
  });
});
