import { UnsupportedError } from '../metrics/statistic.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign';
  readonly text: string;
}

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|'((?:[^'\\]|\\.)*)'|(<=|>=|==|!=|&&|\|\||[-+*/^()<>,]))/y;

/** @throws UnsupportedError at the first character that is none of metric math's */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  const end = expression.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const [, number, name, text, sign] = TOKEN.exec(expression) ?? [];
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else
      throw new UnsupportedError(`Metric math cannot be read at "${expression.slice(at, at + 12)}" in: ${expression}`);
  }
  return tokens;
}
