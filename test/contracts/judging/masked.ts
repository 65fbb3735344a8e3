const MAX_LENGTH = 80;

/** Where a word of some vocabulary was expected, the word that was there is hardly a person's. */
const VOCABULARY_RULES: ReadonlySet<string> = new Set(['enum', 'const', 'discriminator']);
const CODE_WORD = /^[A-Za-z][A-Za-z_]{0,40}$/;

/**
 * A value made unrecognisable, its shape kept: letters become `x`, digits of a text `9`. Traffic may come from a real shop,
 * and reports are passed on.
 */
export function masked(value: unknown, rule: string): string {
  if (typeof value === 'string' && VOCABULARY_RULES.has(rule) && CODE_WORD.test(value)) return `"${value}"`;
  const text = JSON.stringify(withoutContent(value)) ?? 'nothing';
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

function withoutContent(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\p{L}/gu, 'x').replaceAll(/\p{N}/gu, '9');
  if (typeof value === 'number') return Number.isInteger(value) ? 9 : 9.9;
  if (Array.isArray(value)) return value.map(withoutContent);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutContent(part)]));
}

/** A path without what may be a person's: only segments that read like words of an API are kept. */
export const maskedPath = (path: string): string =>
  path
    .split('/')
    .map((segment) => (/^(?:[A-Za-z-]{0,30}|v\d)$/.test(segment) ? segment : '{…}'))
    .join('/');
