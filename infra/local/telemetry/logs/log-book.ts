/** A line that a function has logged. */
export interface LogLine {
  readonly timestampMs: number;
  readonly logGroup: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const MAX_LINES = 20_000;

/** The latest lines of the functions, as many as there is room for. */
export class LogBook {
  readonly #lines: LogLine[] = [];
  #version = 0;

  add(line: LogLine): void {
    this.#lines.push(line);
    this.#version += 1;
    // In bulk: taking single lines off the front of a long list is slow.
    if (this.#lines.length > MAX_LINES * 1.25) this.#lines.splice(0, this.#lines.length - MAX_LINES);
  }

  /** Changes with every line. */
  get version(): number {
    return this.#version;
  }

  /** Oldest first. */
  between(startMs: number, endMs: number): LogLine[] {
    return this.#lines.filter(({ timestampMs }) => timestampMs >= startMs && timestampMs <= endMs);
  }
}
