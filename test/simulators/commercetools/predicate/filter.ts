/**
 * A filter is a predicate made ready for walking a collection. What every sync asks for, ranges of id and of the two
 * timestamps, is taken out of the predicate and answered by comparing two numbers or by binary search; only the rest is
 * evaluated on the resource itself.
 */
import { compileTest, type Test } from './evaluate.ts';
import type { FieldSet } from './fields.ts';
import { resolveOperands, type Variables } from './operands.ts';
import type { Comparison, Predicate } from './parse.ts';

export interface Filter {
  /** Ids from here on; `isIdFromOpen` excludes the bound itself. */
  idFrom?: string;
  isIdFromOpen?: boolean;
  /** Ids up to here; `isIdToOpen` excludes the bound itself. */
  idTo?: string;
  isIdToOpen?: boolean;
  /** Inclusive bounds in epoch milliseconds. */
  createdAt: Range;
  lastModifiedAt: Range;
  /** What is left over, if anything. */
  test?: Test;
  /** Fields that `test` looks at, as dotted paths. */
  testedPaths: ReadonlySet<string>;
}

export interface Range {
  min: number;
  max: number;
}

const narrowRange = (range: Range, comparison: Comparison, bound: number): void => {
  if (comparison === '>' || comparison === '>=')
    range.min = Math.max(range.min, comparison === '>' ? bound + 1 : bound);
  else if (comparison === '<' || comparison === '<=')
    range.max = Math.min(range.max, comparison === '<' ? bound - 1 : bound);
  else Object.assign(range, { min: Math.max(range.min, bound), max: Math.min(range.max, bound) });
};

const narrowIds = (filter: Filter, comparison: Comparison, bound: string): void => {
  const isOpen = comparison === '>' || comparison === '<';
  if (comparison !== '<' && comparison !== '<=') {
    const isTighter = filter.idFrom === undefined || bound > filter.idFrom || (bound === filter.idFrom && isOpen);
    if (isTighter) Object.assign(filter, { idFrom: bound, isIdFromOpen: isOpen });
  }
  if (comparison !== '>' && comparison !== '>=') {
    const isTighter = filter.idTo === undefined || bound < filter.idTo || (bound === filter.idTo && isOpen);
    if (isTighter) Object.assign(filter, { idTo: bound, isIdToOpen: isOpen });
  }
};

/** @returns whether the condition went into the filter's ranges. */
const narrow = (filter: Filter, part: Predicate, fields: FieldSet, variables: Variables): boolean => {
  if (part.kind !== 'compare' || part.comparison === '!=') return false;
  const { field, comparison, operand } = part;
  if (field !== 'id' && field !== 'createdAt' && field !== 'lastModifiedAt') return false;
  const [bound, ...more] = resolveOperands([operand], fields[field] ?? 'text', field, variables);
  if (more.length > 0) return false;
  if (field === 'id' && typeof bound === 'string') narrowIds(filter, comparison, bound);
  else if (field !== 'id' && typeof bound === 'number') narrowRange(filter[field], comparison, bound);
  else return false;
  return true;
};

const conjuncts = (predicate: Predicate): Predicate[] =>
  predicate.kind === 'and' ? predicate.parts.flatMap(conjuncts) : [predicate];

const pathsOf = (predicate: Predicate): string[] => {
  if ('parts' in predicate) return predicate.parts.flatMap(pathsOf);
  if (predicate.kind === 'not') return pathsOf(predicate.part);
  if (predicate.kind === 'nested') return pathsOf(predicate.part).map((path) => `${predicate.field}.${path}`);
  return [predicate.field];
};

/** Several predicates hold together. @throws PredicateError as {@link compileTest} does. */
export function compileFilter(predicates: Predicate[], fields: FieldSet, variables: Variables): Filter {
  const unbounded = (): Range => ({ min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY });
  const filter: Filter = { createdAt: unbounded(), lastModifiedAt: unbounded(), testedPaths: new Set() };
  const rest = predicates.flatMap(conjuncts).filter((part) => !narrow(filter, part, fields, variables));
  if (rest.length === 0) return filter;
  const all: Predicate = { kind: 'and', parts: rest };
  return { ...filter, test: compileTest(all, fields, variables), testedPaths: new Set(pathsOf(all)) };
}
