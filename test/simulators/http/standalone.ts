/**
 * Runs a simulator as a process of its own: one JSON line on stdout once it listens, a clean exit on SIGTERM and SIGINT
 *.
 */
import { InvalidArgumentError } from 'commander';

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
