import { UnsupportedError } from '../metrics/statistic.ts';
import { type Token, tokenize } from './tokens.ts';

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'metric'; readonly id: string }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Expression[] };

/** Loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||', 'OR'],
  ['&&', 'AND'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/'],
];

/**
 * Reads an expression of metric math (CloudWatch: Metric math syntax and functions).
 * @throws UnsupportedError when it is none, saying where
 */
export function parseMath(expression: string): Expression {
  const tokens = tokenize(expression);
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const fail = (): never => {
    throw new UnsupportedError(`Metric math cannot be read at "${peek()?.text ?? 'its end'}" in: ${expression}`);
  };
  const take = (text: string): void => {
    if (peek()?.text !== text) fail();
    at += 1;
  };

  const level = (depth: number): Expression => {
    const signs = LEVELS[depth];
    if (!signs) return operand();
    let left = level(depth + 1);
    for (let token = peek(); token && token.kind !== 'text' && signs.includes(token.text); token = peek()) {
      at += 1;
      left = { kind: 'binary', sign: token.text, left, right: level(depth + 1) };
    }
    return left;
  };

  const operand = (): Expression => {
    const token = peek() ?? fail();
    at += 1;
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'text') return { kind: 'text', value: token.text };
    if (token.kind === 'name') return peek()?.text === '(' ? call(token.text) : { kind: 'metric', id: token.text };
    if (token.text === '-') return { kind: 'binary', sign: '-', left: { kind: 'number', value: 0 }, right: operand() };
    at -= 1;
    take('(');
    const inner = level(0);
    take(')');
    return inner;
  };

  const call = (name: string): Expression => {
    take('(');
    const given: Expression[] = [];
    while (peek()?.text !== ')') {
      if (given.length > 0) take(',');
      given.push(level(0));
    }
    take(')');
    return { kind: 'call', name: name.toUpperCase(), arguments: given };
  };

  const parsed = level(0);
  if (at < tokens.length) fail();
  return parsed;
}
