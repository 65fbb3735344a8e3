import type { ShapeViolation } from '../shape.ts';

/** Where a refused body broke its shape, which the answer does not tell. */
export interface RefusalNote extends ShapeViolation {
  readonly at: string;
  readonly endpoint: string;
}

const KEPT = 100;

/** The newest hundred, oldest first. */
export class RefusalNotes {
  readonly #notes: RefusalNote[] = [];

  add(endpoint: string, { path, description }: ShapeViolation, nowMs: number): void {
    this.#notes.push({ at: new Date(nowMs).toISOString(), endpoint, path, description });
    if (this.#notes.length > KEPT) this.#notes.shift();
  }

  list(): readonly RefusalNote[] {
    return [...this.#notes];
  }
}
