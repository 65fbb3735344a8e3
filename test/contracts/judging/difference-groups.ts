import type { Difference } from './difference.ts';

/** The same difference, met so many times. */
export interface DifferenceGroup extends Difference {
  readonly count: number;
}

/** Equal in everything but their examples, of which the first is kept. In the order in which they were first met. */
export class DifferenceGroups {
  readonly #groups = new Map<string, { difference: Difference; count: number }>();

  add(difference: Difference): void {
    const { api, operation, side, status, at, rule, problem } = difference;
    const key = JSON.stringify([api, operation, side, status, at, rule, problem]);
    const group = this.#groups.get(key) ?? { difference, count: 0 };
    group.count++;
    this.#groups.set(key, group);
  }

  all(): DifferenceGroup[] {
    return [...this.#groups.values()].map(({ difference, count }) => ({ ...difference, count }));
  }
}
