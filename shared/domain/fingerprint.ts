/**
 * A short word for a value: equal values have equal words, whatever the order of their properties, and different ones
 * all but certainly different words. It tells whether something has changed; it keeps no secret.
 *
 * Two hashes of 32 bits over the canonical JSON text (FNV-1a, and one with another factor), so that it is the same in every
 * container and release.
 * @param value anything that JSON can hold; `undefined` counts as not being there
 */
export function fingerprintOf(value: unknown): string {
  const text = canonicalJson(value);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return hex(a) + hex(b);
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** JSON with the properties of every object in alphabetical order. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';
