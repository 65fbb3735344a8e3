/**
 * A short word for a value: equal values have equal words, whatever the order of their properties, and different ones
 * all but certainly different words. It tells whether something has changed; it keeps no secret.
 *
 * FNV-1a with 64 bits over the canonical JSON text, so that it is the same in every container and release.
 * @param value anything that JSON can hold; `undefined` counts as not being there
 */
export function fingerprintOf(value: unknown): string {
  let hash = 0xcbf29ce484222325n;
  for (const char of canonicalJson(value)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/** JSON with the properties of every object in alphabetical order. */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? 'undefined';
