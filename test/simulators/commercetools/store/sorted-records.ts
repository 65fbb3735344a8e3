import type { StoredRecord } from './stored-record.ts';

/** Records by id and in id order. Many additions cost one sort at the next reading, a single one costs a shift. */
export interface SortedRecords {
  readonly size: number;
  get(id: string): StoredRecord | undefined;
  set(record: StoredRecord): void;
  delete(id: string): boolean;
  /** In ascending order of id. */
  inOrder(): readonly StoredRecord[];
  /** Those whose index column holds this value, in no order. */
  withColumn(value: string): Iterable<StoredRecord>;
  /** Index of the first record whose id is not below the given one; above it when `isAfter`. */
  indexOf(id: string, isAfter?: boolean): number;
}

/** So many additions are sorted in together rather than one by one. */
const BULK = 64;

/** @param indexColumn column by which {@link SortedRecords.withColumn} finds records */
export function createSortedRecords(indexColumn?: string): SortedRecords {
  const byId = new Map<string, StoredRecord>();
  let sorted: StoredRecord[] = [];
  let added: StoredRecord[] = [];
  const byColumn = new Map<unknown, Set<StoredRecord>>();

  const enlist = (record: StoredRecord | undefined, isAdded: boolean): void => {
    if (indexColumn === undefined || record === undefined) return;
    const value = record.columns[indexColumn];
    const group = byColumn.get(value) ?? new Set();
    if (isAdded) group.add(record);
    else group.delete(record);
    if (group.size > 0) byColumn.set(value, group);
    else byColumn.delete(value);
  };
  const position = (id: string, isAfter: boolean): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = (sorted[middle] as StoredRecord).id;
      if (at < id || (isAfter && at === id)) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const settle = (): void => {
    if (added.length === 0) return;
    if (added.length <= BULK) {
      for (const record of added) sorted.splice(position(record.id, false), 0, byId.get(record.id) ?? record);
    } else {
      sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    }
    added = [];
  };

  return {
    get size() {
      return byId.size;
    },
    get: (id) => byId.get(id),
    set: (record) => {
      const isKnown = byId.has(record.id);
      enlist(byId.get(record.id), false);
      enlist(record, true);
      byId.set(record.id, record);
      if (!isKnown) {
        added.push(record);
        return;
      }
      const index = position(record.id, false);
      if (sorted[index]?.id === record.id) sorted[index] = record;
    },
    delete: (id) => {
      if (!byId.has(id)) return false;
      settle();
      enlist(byId.get(id), false);
      byId.delete(id);
      sorted.splice(position(id, false), 1);
      return true;
    },
    inOrder: () => {
      settle();
      return sorted;
    },
    withColumn: (value) => byColumn.get(value) ?? [],
    indexOf: (id, isAfter = false) => {
      settle();
      return position(id, isAfter);
    },
  };
}
