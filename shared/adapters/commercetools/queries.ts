import type { LaneRange } from '../../domain/lane-range.ts';
import type { SourcePageQuery, SourceQuery } from '../../ports.ts';
import type { QueryArgs } from './resources.ts';

/** One condition of a predicate and the variables it names (commercetools: Query Predicates, Input variables). */
interface Clause {
  predicate: string;
  variables?: Record<string, string>;
}

const windowClauses = ({ window }: SourceQuery): Clause[] => [
  ...(window.from === undefined
    ? []
    : [{ predicate: 'lastModifiedAt >= :from', variables: { 'var.from': window.from } }]),
  ...(window.to === undefined ? [] : [{ predicate: 'lastModifiedAt < :to', variables: { 'var.to': window.to } }]),
];

/** A place in the range stands in for its start: behind the last id read there is nothing left to read before it. */
const rangeClauses = ({ start, end }: LaneRange, after: string | undefined): Clause[] => [
  ...(after !== undefined ? [{ predicate: 'id > :after', variables: { 'var.after': after } }] : []),
  ...(after === undefined && start !== undefined
    ? [{ predicate: 'id >= :start', variables: { 'var.start': start } }]
    : []),
  ...(end !== undefined ? [{ predicate: 'id < :end', variables: { 'var.end': end } }] : []),
];

/** In brackets, because the stream's predicate may hold an `or`. */
const fixedClauses = ({ where }: SourceQuery): Clause[] => (where === undefined ? [] : [{ predicate: `(${where})` }]);

/** All clauses in one `where`, so that nothing rests on how several are combined. */
const whereOf = (clauses: readonly Clause[]): QueryArgs =>
  clauses.length === 0
    ? {}
    : Object.assign(
        { where: clauses.map(({ predicate }) => predicate).join(' and ') },
        ...clauses.map(({ variables }) => variables),
      );

const parametersOf = ({ parameters = {} }: Pick<SourceQuery, 'parameters'>): QueryArgs =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );

/** The next page of a lane: by keyset on id, because paging by offset loses rows that change during the walk. */
export const pageArgs = (query: SourcePageQuery): QueryArgs => ({
  ...parametersOf(query),
  ...whereOf([...windowClauses(query), ...rangeClauses(query.range, query.after), ...fixedClauses(query)]),
  sort: 'id asc',
  limit: query.limit,
  withTotal: false,
});

/** How many there are, at the price of one record. */
export const probeArgs = (query: SourceQuery): QueryArgs => ({
  ...parametersOf(query),
  ...whereOf([...windowClauses(query), ...fixedClauses(query)]),
  limit: 1,
  withTotal: true,
});

/** The records that changed last, newest first. No keyset: a look at a few, not a walk. */
export const latestArgs = (query: SourceQuery, limit: number): QueryArgs => ({
  ...parametersOf(query),
  ...whereOf([...windowClauses(query), ...fixedClauses(query)]),
  sort: ['lastModifiedAt desc', 'id desc'],
  limit,
  withTotal: false,
});

/** More would make a URL longer than every server in between is sure to take. */
export const MAX_IDS = 100;

export const idsArgs = (ids: readonly string[], parameters?: SourceQuery['parameters']): QueryArgs => ({
  ...parametersOf(parameters ? { parameters } : {}),
  where: 'id in :ids',
  'var.ids': [...ids],
  sort: 'id asc',
  limit: ids.length,
  withTotal: false,
});
