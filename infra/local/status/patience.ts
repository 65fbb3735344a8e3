import type { Snapshot } from './snapshot.ts';

/** Ticks by hand that lead to nothing before one may say that they never will. */
const FRUITLESS_TICKS = 30;

/** Live tracks move with every tick, also where nothing gets better for it. */
const progressOf = ({ streams }: Snapshot): string =>
  JSON.stringify(streams.map(({ tracks }) => tracks.filter(({ track }) => track !== 'live')));

/** Tells waiting from being stuck. */
export class Patience {
  readonly #limitMs: number;
  readonly #nowMs: () => number;
  #last: { readonly everything: string; readonly atMs: number } | undefined;
  #progress = '';
  #ticks = 0;

  /** @param limitMs for how long nothing at all may change */
  constructor(limitMs: number, nowMs: () => number = Date.now) {
    this.#limitMs = limitMs;
    this.#nowMs = nowMs;
  }

  noteSnapshot(snapshot: Snapshot): void {
    const everything = JSON.stringify(snapshot);
    if (everything !== this.#last?.everything) this.#last = { everything, atMs: this.#nowMs() };
    const progress = progressOf(snapshot);
    if (progress !== this.#progress) this.#ticks = 0;
    this.#progress = progress;
  }

  noteTick(): void {
    this.#ticks += 1;
  }

  /** What has been in vain, for a person to read; `undefined` while there is hope. */
  get complaint(): string | undefined {
    if (this.#ticks >= FRUITLESS_TICKS) return `${this.#ticks} ticks in a row have brought nothing further.`;
    if (this.#last && this.#nowMs() - this.#last.atMs > this.#limitMs) {
      return `Nothing at all has changed for ${Math.round(this.#limitMs / 60_000)} minutes.`;
    }
    return undefined;
  }
}
