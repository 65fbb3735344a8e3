/**
 * Virtual time. Everything that waits is an event; the earliest one runs, and what it sets free runs until it waits again.
 * The order of events is all there is to chance, so a seed repeats a world to the last step.
 */
interface Event {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

export class Loop {
  nowMs: number;
  #order = 0;
  #events: Event[] = [];

  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  at(atMs: number, run: () => void): void {
    const event = { atMs: Math.max(atMs, this.nowMs), order: this.#order++, run };
    // A heap in an array; a sorted list would cost most of the time that a seed takes.
    const heap = this.#events;
    let place = heap.push(event) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(event, heap[parent])) break;
      heap[place] = heap[parent] as Event;
      place = parent;
    }
    heap[place] = event;
  }

  after(ms: number, run: () => void): void {
    this.at(this.nowMs + ms, run);
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs until nothing waits or the time has come. */
  async runUntil(endMs: number): Promise<void> {
    for (let next = this.#events[0]; next && next.atMs <= endMs; next = this.#events[0]) {
      this.#removeFirst();
      this.nowMs = next.atMs;
      next.run();
      await drained();
    }
    this.nowMs = Math.max(this.nowMs, endMs);
  }

  #removeFirst(): void {
    const heap = this.#events;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right], heap[left]) ? right : left;
      if (!isBefore(heap[child], last)) break;
      heap[place] = heap[child] as Event;
      place = child;
    }
    heap[place] = last;
  }
}

const isBefore = (a: Event | undefined, b: Event | undefined): boolean =>
  a !== undefined && b !== undefined && (a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order));

/** After this everything that was set free has run as far as it can: promises come before the next turn of the real loop. */
const drained = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
