import { createWriteStream, type WriteStream } from 'node:fs';

/** Lines of one kind: what a handler warned of, and how often. */
export interface LogTally {
  readonly level: 'WARN' | 'ERROR';
  readonly message: string;
  readonly count: number;
}

export interface HandlerLogOptions {
  readonly file: string;
  /** Sees every line as well, with the logical id of the function it is from. */
  readonly onLine?: ((line: string, functionName: string) => void) | undefined;
}

/**
 * What the functions write, in one file of JSON lines. Lines that are JSON stay as they are; others, such as a stack trace
 * of Node's own, are wrapped. Warnings and errors are counted by their message, which is a fixed word in our logs.
 */
export class HandlerLog {
  readonly file: string;
  readonly #stream: WriteStream;
  readonly #onLine: HandlerLogOptions['onLine'];
  readonly #tallies = new Map<string, LogTally>();

  constructor({ file, onLine }: HandlerLogOptions) {
    this.file = file;
    this.#onLine = onLine;
    this.#stream = createWriteStream(file, { flags: 'a' });
  }

  /** @param functionName as the template's logical id */
  write(functionName: string, line: string): void {
    if (line.trim() === '') return;
    const parsed = parseLine(line);
    const text = parsed ? line : JSON.stringify({ level: 'ERROR', function: functionName, message: line });
    this.#stream.write(`${text}\n`);
    this.#onLine?.(text, functionName);
    if (parsed) this.#count(parsed);
  }

  /** A line of the runner's own about a function. */
  fail(functionName: string, details: Readonly<Record<string, unknown>>): void {
    this.write(
      functionName,
      JSON.stringify({ level: 'ERROR', message: 'invocationFailed', function: functionName, ...details }),
    );
  }

  /** Most frequent first. */
  tallies(): LogTally[] {
    return [...this.#tallies.values()].sort((a, b) => b.count - a.count);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#stream.end(resolve));
  }

  #count({ level, message }: Readonly<Record<string, unknown>>): void {
    if (level !== 'WARN' && level !== 'ERROR') return;
    const key = `${level} ${message}`;
    this.#tallies.set(key, { level, message: String(message), count: (this.#tallies.get(key)?.count ?? 0) + 1 });
  }
}

function parseLine(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
