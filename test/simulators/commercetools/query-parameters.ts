import { malformedParameter } from './errors.ts';
import type { FieldSet } from './predicate/fields.ts';
import { compileFilter, type Filter } from './predicate/filter.ts';
import type { Variables } from './predicate/operands.ts';
import { parsePredicate } from './predicate/parse.ts';
import { PredicateError } from './predicate/tokens.ts';
import { readSort, type SortKey } from './sort.ts';

/** commercetools: General concepts, Limits and Offset. */
const MAX_LIMIT = 500;
const MAX_OFFSET = 10_000;
const DEFAULT_LIMIT = 20;

export interface Query {
  limit: number;
  offset: number;
  withTotal: boolean;
  sort: SortKey[];
  filter: Filter;
  /** `total` is capped when the caller filters. */
  hasPredicate: boolean;
}

const COMMON = new Set(['limit', 'offset', 'withTotal', 'sort', 'where', 'expand']);

const wholeNumber = (query: URLSearchParams, name: string, fallback: number, max: number): number => {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  if (!/^-?\d+$/.test(text)) throw malformedParameter(name, `'${text}' is not an integer.`);
  if (value < 0 || value > max) throw malformedParameter(name, `The ${name} must be within the range [0..${max}].`);
  return value;
};

/** @throws ReplyError 400 when the parameter is there and neither `true` nor `false`. */
export const readFlag = (query: URLSearchParams, name: string, fallback: boolean): boolean => {
  const text = query.get(name);
  if (text === null) return fallback;
  if (text !== 'true' && text !== 'false') throw malformedParameter(name, `'${text}' is neither true nor false.`);
  return text === 'true';
};

const readVariables = (query: URLSearchParams): Variables => {
  const variables = new Map<string, string[]>();
  for (const [name, value] of query) {
    if (!name.startsWith('var.')) continue;
    variables.set(name.slice(4), [...(variables.get(name.slice(4)) ?? []), value]);
  }
  return variables;
};

/** @throws ReplyError 400 for a parameter that is neither in the set nor of the pattern. */
export function refuseUnknown(query: URLSearchParams, known: ReadonlySet<string>, pattern?: RegExp): void {
  for (const name of query.keys()) {
    if (!known.has(name) && !pattern?.test(name)) throw malformedParameter(name, 'This parameter is not known here.');
  }
}

/**
 * Reads the parameters of a query endpoint as strictly as it can be told from outside: a limit or offset out of range, a
 * predicate or sort that names what does not exist and a parameter that nobody knows are all 400 `InvalidInput`.
 *
 * @param known parameters that the endpoint takes besides the common ones
 */
export function readQuery(query: URLSearchParams, fields: FieldSet, known: ReadonlySet<string>): Query {
  refuseUnknown(query, new Set([...COMMON, ...known]), /^var\.[a-zA-Z0-9]+$/);
  const where = query.getAll('where');
  try {
    return {
      limit: wholeNumber(query, 'limit', DEFAULT_LIMIT, MAX_LIMIT),
      offset: wholeNumber(query, 'offset', 0, MAX_OFFSET),
      withTotal: readFlag(query, 'withTotal', true),
      sort: query.getAll('sort').map((text) => readSort(text, fields)),
      filter: compileFilter(where.map(parsePredicate), fields, readVariables(query)),
      hasPredicate: where.length > 0,
    };
  } catch (error) {
    if (error instanceof PredicateError) throw malformedParameter('where', error.message);
    throw error;
  }
}
