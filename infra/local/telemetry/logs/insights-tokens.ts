import { UnsupportedError } from '../metrics/statistic.ts';

export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'pattern' | 'sign';
  readonly text: string;
}

const TOKEN =
  /\s*(?:([@A-Za-z_][\w@.]*)|(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|>=|<=|[|,()[\]=<>*/+-]))/y;
const PATTERN = /\s*\/((?:[^/\\]|\\.)*)\//y;

/** @throws UnsupportedError at the first character that no query has */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const end = query.trimEnd().length;
  let at = 0;
  while (at < end) {
    // A slash divides, but behind `like` it begins a pattern.
    const isPattern = tokens.at(-1)?.text.toLowerCase() === 'like';
    const expected = isPattern ? PATTERN : TOKEN;
    expected.lastIndex = at;
    const found = expected.exec(query);
    if (!found) throw new UnsupportedError(`The query cannot be read at "${query.slice(at, at + 16).trim()}".`);
    at = expected.lastIndex;
    const [, first, number, double, single, sign] = found;
    if (isPattern) tokens.push({ kind: 'pattern', text: first ?? '' });
    else if (first !== undefined) tokens.push({ kind: 'name', text: first });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'text', text: double ?? single ?? '' });
  }
  return tokens;
}
