import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';

/**
 * Runs a simulator as a process of its own: one JSON line on stdout once it listens, a clean exit on SIGTERM and SIGINT,
 * and, when it was started with a channel to its parent, also when the parent is gone, however that came about.
 */
export async function runStandalone(start: () => Promise<{ url: string; close(): Promise<void> }>): Promise<void> {
  const simulator = await start();
  process.stdout.write(`${JSON.stringify({ ready: true, url: simulator.url })}\n`);
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.once('disconnect', stop);
}

/** Parser of a commander option: a number of at least `min` and at most `max`. */
export const numberOption =
  (min: number, max: number, kind: 'whole' | 'any' = 'whole') =>
  (text: string): number => {
    const value = Number(text);
    const isFit = text.trim() !== '' && value >= min && value <= max && (kind === 'any' || Number.isInteger(value));
    if (!isFit)
      throw new InvalidArgumentError(`Give a ${kind === 'whole' ? 'whole ' : ''}number from ${min} to ${max}.`);
    return value;
  };

/** Where a simulator keeps its journal when it is given a directory for its data; the directory is made if need be. */
export function journalIn(directory: string | undefined, name: string): { journalFile?: string } {
  if (directory === undefined) return {};
  mkdirSync(directory, { recursive: true });
  return { journalFile: join(directory, `${name}.journal.jsonl`) };
}
