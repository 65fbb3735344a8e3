import type { JsonObject } from '../http/exchange.ts';
import type { Filter } from './predicate/filter.ts';
import type { Query } from './query-parameters.ts';
import { type SortKey, sortBy } from './sort.ts';
import type { Collection } from './store/collection.ts';
import type { StoredRecord } from './store/stored-record.ts';

/** commercetools: the total of a paged query result ends at the greatest offset when a predicate is present. */
const MAX_TOTAL = 10_000;

export interface Found {
  records: StoredRecord[];
  total?: number;
}

export interface Source {
  collection: Collection;
  /** Dotted paths that `StoredRecord.columns` answers as the endpoint would. */
  columns: ReadonlySet<string>;
  /** A further condition of the endpoint itself. */
  isServed?(record: StoredRecord): boolean;
  /** What predicates and sorts look at; the stored resource unless given. */
  subject?(record: StoredRecord): JsonObject;
}

const subjectOf = (source: Source): ((record: StoredRecord) => JsonObject) => source.subject ?? source.collection.read;

/** A path is answered by a column of its own or by one of something it lies in. */
const isColumn = (path: string, columns: ReadonlySet<string>): boolean => {
  const names = path.split('.');
  return names.some((_, index) => columns.has(names.slice(0, index + 1).join('.')));
};

/** The cheapest object that has these fields. */
const subjectFor = (paths: Iterable<string>, source: Source): ((record: StoredRecord) => JsonObject) =>
  [...paths].every((path) => isColumn(path, source.columns)) ? (record) => record.columns : subjectOf(source);

const matcher = (filter: Filter, source: Source): ((record: StoredRecord) => boolean) => {
  const { createdAt, lastModifiedAt, test } = filter;
  const subject = subjectFor(filter.testedPaths, source);
  return (record) =>
    record.lastModifiedAtMs >= lastModifiedAt.min &&
    record.lastModifiedAtMs <= lastModifiedAt.max &&
    record.createdAtMs >= createdAt.min &&
    record.createdAtMs <= createdAt.max &&
    (source.isServed?.(record) ?? true) &&
    (test?.(subject(record)) ?? true);
};

/** Primes: one of them shares no factor with any collection's size. */
const STRIDES = [7919, 104_729, 1_299_709];

/**
 * `count` records from `offset` on, in an order that is stable but that nobody could mistake for one: the platform
 * promises none without `sort`, and a walk that forgets it must fail here rather than in production.
 */
const inNoOrder = (records: readonly StoredRecord[], offset: number, count: number): StoredRecord[] => {
  const size = records.length;
  const stride = STRIDES.find((prime) => size % prime !== 0) ?? 1;
  const found: StoredRecord[] = [];
  for (let place = offset; place < Math.min(size, offset + count); place++) {
    const record = records[((size >>> 1) + place * stride) % size];
    if (record) found.push(record);
  }
  return found;
};

/** Ties stay in no order, as the platform leaves them. */
const inOrderOf = (keys: readonly SortKey[], records: readonly StoredRecord[], source: Source): StoredRecord[] => {
  const paths = keys.map((key) => key.path.join('.'));
  return sortBy(inNoOrder(records, 0, records.length), keys, subjectFor(paths, source));
};

/** The stretch of the id order that the filter leaves. */
const bounds = (collection: Collection, filter: Filter): [number, number] => {
  const all = collection.inOrder();
  const from = filter.idFrom === undefined ? 0 : collection.indexOf(filter.idFrom, filter.isIdFromOpen === true);
  const to = filter.idTo === undefined ? all.length : collection.indexOf(filter.idTo, filter.isIdToOpen !== true);
  return collection.newestMs < filter.lastModifiedAt.min ? [0, 0] : [from, to];
};

const isIdOrder = (keys: readonly SortKey[]): boolean => keys[0]?.path.join('.') === 'id' && !keys[0].isDescending;

const pageOf = (matched: StoredRecord[], query: Query, source: Source): StoredRecord[] => {
  const { limit, offset, sort } = query;
  if (limit === 0) return [];
  if (sort.length === 0) return inNoOrder(matched, offset, limit);
  const ordered = isIdOrder(sort) ? matched : inOrderOf(sort, matched, source);
  return ordered.slice(offset, offset + limit);
};

/** Answers a query. In id order it reads no further than the page needs, unless a total is asked for. */
export function findRecords(query: Query, source: Source): Found {
  const { filter, limit, offset, sort } = query;
  const matches = matcher(filter, source);
  const all = source.collection.inOrder();
  const [from, to] = bounds(source.collection, filter);
  const needed = isIdOrder(sort) && !query.withTotal ? offset + limit : Number.POSITIVE_INFINITY;
  const matched: StoredRecord[] = [];
  for (let i = from; i < to && matched.length < needed; i++) {
    const record = all[i];
    if (record && matches(record)) matched.push(record);
  }
  return {
    records: pageOf(matched, query, source),
    ...(query.withTotal && { total: query.hasPredicate ? Math.min(matched.length, MAX_TOTAL) : matched.length }),
  };
}
