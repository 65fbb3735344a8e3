import type { Random } from '../http/seeded-random.ts';

/** A whole number from `min` to `max`, both included. */
export const wholeBetween = (random: Random, min: number, max: number): number =>
  min + Math.floor(random() * (max - min + 1));

/** @throws RangeError for an empty list. */
export function pick<T>(random: Random, options: readonly T[]): T {
  const index = Math.floor(random() * options.length);
  if (index >= options.length) throw new RangeError('There is nothing to pick from.');
  return options[index] as T;
}

export const happens = (random: Random, probability: number): boolean => random() < probability;

/** Spreads `fields` when it happens, nothing otherwise. */
export const sometimes = <T extends object>(
  random: Random,
  probability: number,
  fields: () => T,
): T | Record<string, never> => (happens(random, probability) ? fields() : {});
