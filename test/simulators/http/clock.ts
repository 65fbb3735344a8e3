/** A simulator's own time: the process clock plus an offset, so that a test moves hours without waiting for them. */
export interface SimulatorClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the clock forwards; it never runs backwards. @throws RangeError on a negative or non-finite step. */
  advance(ms: number): void;
  readonly offsetMs: number;
  /** Does the work, which ends before it returns, while the clock stands at this instant (epoch milliseconds). */
  standAt<T>(ms: number, work: () => T): T;
}

export function createClock(offsetMs = 0, processNow: () => number = Date.now): SimulatorClock {
  let offset = offsetMs;
  let standing: number | undefined;
  return {
    now: () => standing ?? processNow() + offset,
    advance: (ms) => {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError('The clock advances by 0 or more milliseconds.');
      offset += ms;
    },
    get offsetMs() {
      return offset;
    },
    standAt: (ms, work) => {
      const before = standing;
      standing = ms;
      try {
        return work();
      } finally {
        standing = before;
      }
    },
  };
}
