import { type Cell, cellOf, mergeCells } from './cell.ts';
import { keyOf, type Measurement, type MetricIdentity } from './measurement.ts';

/** The finest period that can be drawn. */
export const CELL_MS = 5_000;

/** Six hours of a metric that is never silent. */
const MAX_CELLS = 4_320;
const MAX_SERIES = 2_000;

interface Series {
  readonly identity: MetricIdentity;
  /** By the start of the cell, oldest first but for stragglers. */
  readonly cells: Map<number, Cell>;
}

/** Metrics in memory, and no more of it than the bounds above allow: the oldest cells of a series give way. */
export class MetricStore {
  readonly #series = new Map<string, Series>();
  #refused = 0;

  add(measurement: Measurement): void {
    const { namespace, name, dimensions, timestampMs, values } = measurement;
    if (values.length === 0) return;
    const key = keyOf(measurement);
    let series = this.#series.get(key);
    if (!series) {
      if (this.#series.size === MAX_SERIES) {
        this.#refused += 1;
        return;
      }
      series = { identity: { namespace, name, dimensions }, cells: new Map() };
      this.#series.set(key, series);
    }
    const start = Math.floor(timestampMs / CELL_MS) * CELL_MS;
    const cell = cellOf(values);
    const known = series.cells.get(start);
    series.cells.set(start, known ? mergeCells(known, cell) : cell);
    const [oldest] = series.cells.size > MAX_CELLS ? series.cells.keys() : [];
    if (oldest !== undefined) series.cells.delete(oldest);
  }

  /** Measurements of series that there was no room for. */
  get refused(): number {
    return this.#refused;
  }

  has(identity: MetricIdentity): boolean {
    return this.#series.has(keyOf(identity));
  }

  list(): MetricIdentity[] {
    return [...this.#series.values()].map(({ identity }) => identity);
  }

  /**
   * What came in each of `count` periods; the first begins at `startMs`, which is a multiple of `CELL_MS` as is the period.
   */
  read(identity: MetricIdentity, { startMs, periodMs, count }: Grid): (Cell | undefined)[] {
    const found = new Array<Cell | undefined>(count).fill(undefined);
    for (const [start, cell] of this.#series.get(keyOf(identity))?.cells ?? []) {
      const place = Math.floor((start - startMs) / periodMs);
      if (place < 0 || place >= count) continue;
      const known = found[place];
      found[place] = known ? mergeCells(known, cell) : cell;
    }
    return found;
  }
}

/** Periods that follow each other. */
export interface Grid {
  readonly startMs: number;
  readonly periodMs: number;
  readonly count: number;
}

/** The periods of a time range, on the clock's own boundaries: the last one holds `endMs` and may not be over. */
export function gridOver(startMs: number, endMs: number, periodMs: number): Grid {
  const first = Math.floor(startMs / periodMs) * periodMs;
  return { startMs: first, periodMs, count: Math.max(1, Math.ceil((endMs - first) / periodMs)) };
}
