import { type Random, seededRandom } from '../simulators/http/seeded-random.ts';

/** Everything that is left to chance in one world, drawn from its seed, and how often it struck. */
export class Chances {
  readonly random: Random;
  /** Faults that struck, by kind. */
  readonly struck: Record<string, number> = {};
  /** From now on nothing goes wrong. */
  areFaultsOver = false;
  readonly #rates = new Map<string, number>();

  constructor(seed: number) {
    this.random = seededRandom(seed);
  }

  /** Whether a fault of this kind strikes now. Each world has its own mood: some kinds are rare in it, some frequent. */
  strikes(kind: string, usual: number): boolean {
    if (this.areFaultsOver) return false;
    let rate = this.#rates.get(kind);
    if (rate === undefined) {
      const mood = this.random();
      rate = mood < 0.3 ? 0 : usual * (mood < 0.85 ? 1 : 6);
      this.#rates.set(kind, rate);
    }
    if (rate === 0 || this.random() >= rate) return false;
    this.struck[kind] = (this.struck[kind] ?? 0) + 1;
    return true;
  }

  happens(probability: number): boolean {
    return this.random() < probability;
  }

  between(from: number, to: number): number {
    return from + Math.floor(this.random() * (to - from + 1));
  }

  pick<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.random() * all.length)];
  }
}
