/** A simulator's own time: the process clock plus an offset, so that a test moves hours without waiting for them. */
export interface SimulatorClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the clock forwards; it never runs backwards. @throws RangeError on a negative or non-finite step. */
  advance(ms: number): void;
  readonly offsetMs: number;
}

export function createClock(offsetMs = 0, processNow: () => number = Date.now): SimulatorClock {
  let offset = offsetMs;
  return {
    now: () => processNow() + offset,
    advance: (ms) => {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError('The clock advances by 0 or more milliseconds.');
      offset += ms;
    },
    get offsetMs() {
      return offset;
    },
  };
}
