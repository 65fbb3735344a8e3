import type { Random } from '../http/seeded-random.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

const hexOf = (word: number): string =>
  `${HEX[word >>> 24]}${HEX[(word >>> 16) & 255]}${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;

const word = (random: Random): number => Math.floor(random() * 4_294_967_296);

/** A version 4 UUID from the seeded generator: evenly spread, as the platform's ids are. */
export function makeId(random: Random): string {
  const [a, b, c, d] = [hexOf(word(random)), hexOf(word(random)), hexOf(word(random)), hexOf(word(random))];
  const variant = '89ab'[Math.floor(random() * 4)];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
