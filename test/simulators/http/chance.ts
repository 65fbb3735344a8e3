/**
 * Ids and random numbers of what a request brings about. As a rule they are new each time; within `withChance` they follow
 * from its key, so that a journal can bring the same about once more.
 */
import { createHash, randomUUID } from 'node:crypto';
import { type Random, seededRandom } from './seeded-random.ts';

interface Chance {
  readonly key: string;
  readonly random: Random;
  ids: number;
}

let current: Chance | undefined;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** @param work ends before it returns: what it would leave for later is no longer within. */
export function withChance<T>(key: string, work: () => T): T {
  const outer = current;
  current = { key, random: seededRandom(digest(key).readUInt32LE()), ids: 0 };
  try {
    return work();
  } finally {
    current = outer;
  }
}

/** A UUID. */
export function newId(): string {
  if (!current) return randomUUID();
  const hex = digest(`${current.key} ${current.ids++}`).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** `[0, 1)`, uniform. */
export const chance = (): number => (current ? current.random() : Math.random());
