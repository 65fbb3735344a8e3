import { PredicateError, readTokens, type Token } from './tokens.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A literal, or a variable that the request's `var.<name>` parameters fill. */
export type Operand =
  | { kind: 'string'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'variable'; name: string };

export type Predicate =
  | { kind: 'and' | 'or'; parts: Predicate[] }
  | { kind: 'not'; part: Predicate }
  | { kind: 'compare'; field: string; comparison: Comparison; operand: Operand }
  | { kind: 'in' | 'contains-any' | 'contains-all'; field: string; operands: Operand[] }
  | { kind: 'defined' | 'empty'; field: string }
  | { kind: 'nested'; field: string; part: Predicate };

const COMPARISONS: Record<string, Comparison> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/**
 * Grammar (commercetools: Query predicates):
 *
 *     or     = and { "or" and }
 *     and    = unit { "and" unit }
 *     unit   = "not" "(" or ")" | "(" or ")" | field test
 *     test   = comparison value | ["not"] "in" list | "contains" ("all" | "any") list
 *            | "is" ["not"] ("defined" | "empty") | "(" or ")"
 *     list   = "(" value { "," value } ")" | variable
 *     value  = string | number | "true" | "false" | variable
 */
export function parsePredicate(text: string): Predicate {
  const tokens = readTokens(text);
  let position = 0;
  const peek = (ahead = 0): Token => tokens[Math.min(position + ahead, tokens.length - 1)] as Token;
  const is = (word: string, ahead = 0): boolean =>
    (peek(ahead).kind === 'name' || peek(ahead).kind === 'symbol') && peek(ahead).text === word;
  const accept = (word: string): boolean => {
    if (!is(word)) return false;
    position++;
    return true;
  };
  const fail = (expected: string): never => {
    throw new PredicateError(
      `Syntax error at position ${peek().at + 1}: expected ${expected}, found "${peek().text}".`,
    );
  };
  const expect = (word: string): void => {
    if (!accept(word)) fail(`"${word}"`);
  };

  const value = (): Operand => {
    const token = peek();
    position++;
    if (token.kind === 'string') return { kind: 'string', value: token.text };
    if (token.kind === 'number') return { kind: 'number', value: Number(token.text) };
    if (token.kind === 'variable') return { kind: 'variable', name: token.text };
    if (token.text === 'true' || token.text === 'false') return { kind: 'boolean', value: token.text === 'true' };
    position--;
    return fail('a value');
  };
  const list = (): Operand[] => {
    if (peek().kind === 'variable') return [value()];
    expect('(');
    const operands = [value()];
    while (accept(',')) operands.push(value());
    expect(')');
    return operands;
  };
  const nested = (): Predicate => {
    expect('(');
    const inner = or();
    expect(')');
    return inner;
  };
  const negateIf = (isNegated: boolean, part: Predicate): Predicate => (isNegated ? { kind: 'not', part } : part);

  const test = (field: string): Predicate => {
    const comparison = peek().kind === 'symbol' ? COMPARISONS[peek().text] : undefined;
    if (comparison) {
      position++;
      return { kind: 'compare', field, comparison, operand: value() };
    }
    if (is('(')) return { kind: 'nested', field, part: nested() };
    if (accept('is')) {
      const isNegated = accept('not');
      if (accept('defined')) return negateIf(isNegated, { kind: 'defined', field });
      if (accept('empty')) return negateIf(isNegated, { kind: 'empty', field });
      return fail('"defined" or "empty"');
    }
    if (accept('contains')) {
      const kind = accept('all') ? 'contains-all' : accept('any') ? 'contains-any' : fail('"all" or "any"');
      return { kind, field, operands: list() };
    }
    const isNegated = accept('not');
    if (accept('in')) return negateIf(isNegated, { kind: 'in', field, operands: list() });
    return fail('an operator');
  };
  const unit = (): Predicate => {
    if (is('not') && is('(', 1)) {
      position++;
      return { kind: 'not', part: nested() };
    }
    if (is('(')) return nested();
    if (peek().kind !== 'name' && peek().kind !== 'quoted') fail('a field name');
    const field = peek().text;
    position++;
    return test(field);
  };
  const chain = (kind: 'and' | 'or', next: () => Predicate): Predicate => {
    const parts = [next()];
    while (accept(kind)) parts.push(next());
    return parts.length === 1 && parts[0] ? parts[0] : { kind, parts };
  };
  const and = (): Predicate => chain('and', unit);
  const or = (): Predicate => chain('or', and);

  const predicate = or();
  if (peek().kind !== 'end') fail('"and", "or" or the end');
  return predicate;
}
