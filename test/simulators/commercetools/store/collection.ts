import type { JsonObject } from '../../http/exchange.ts';
import { createSortedRecords } from './sorted-records.ts';
import { parseRow, type StoredRecord } from './stored-record.ts';

/** All resources of one type in one project, as they are visible to readers at this moment. */
export interface Collection {
  readonly size: number;
  get(id: string): StoredRecord | undefined;
  /** In ascending order of id. */
  inOrder(): readonly StoredRecord[];
  indexOf(id: string, isAfter?: boolean): number;
  /** Those whose index column holds this value, in no order. */
  withColumn(value: string): Iterable<StoredRecord>;
  /** No record was modified after this; epoch milliseconds. */
  readonly newestMs: number;
  /** The newest version, visible or not. */
  latest(id: string): StoredRecord | undefined;
  /** Becomes visible at once, or when the clock reaches `visibleAtMs`. */
  put(record: StoredRecord, visibleAtMs?: number): void;
  remove(id: string, visibleAtMs?: number): void;
  /** The parsed resource; parsed ones are kept up to a bound, and are not to be changed. */
  read(record: StoredRecord): JsonObject;
}

/** Rows whose parsed form is kept, by the bytes of their JSON. */
const PARSED_BYTES = 64 << 20;

interface LateWrite {
  id: string;
  visibleAtMs: number;
  /** Absent for a deletion. */
  record?: StoredRecord;
}

export function createCollection(now: () => number, indexColumn?: string): Collection {
  const visible = createSortedRecords(indexColumn);
  let late: LateWrite[] = [];
  let newestMs = Number.NEGATIVE_INFINITY;
  const parsed = new Map<StoredRecord, JsonObject>();
  let parsedBytes = 0;

  const apply = (write: LateWrite): void => {
    if (write.record) visible.set(write.record);
    else visible.delete(write.id);
  };
  /** Writes to one id appear in the order they were made, however late the first of them was. */
  const write = (change: LateWrite): void => {
    const waiting = late.filter((other) => other.id === change.id).map((other) => other.visibleAtMs);
    const visibleAtMs = Math.max(change.visibleAtMs, ...waiting);
    if (visibleAtMs <= now()) apply(change);
    else late.push({ ...change, visibleAtMs });
  };
  const surface = (): void => {
    if (late.length === 0) return;
    const nowMs = now();
    const due = late.filter((change) => change.visibleAtMs <= nowMs);
    late = late.filter((change) => change.visibleAtMs > nowMs);
    for (const change of due) apply(change);
  };

  return {
    get size() {
      surface();
      return visible.size;
    },
    get: (id) => {
      surface();
      return visible.get(id);
    },
    inOrder: () => {
      surface();
      return visible.inOrder();
    },
    indexOf: (id, isAfter) => visible.indexOf(id, isAfter),
    withColumn: (value) => {
      surface();
      return visible.withColumn(value);
    },
    get newestMs() {
      return newestMs;
    },
    latest: (id) => {
      surface();
      const newest = late.findLast((change) => change.id === id);
      return newest ? newest.record : visible.get(id);
    },
    put: (record, visibleAtMs = 0) => {
      surface();
      newestMs = Math.max(newestMs, record.lastModifiedAtMs);
      write({ id: record.id, record, visibleAtMs });
    },
    remove: (id, visibleAtMs = 0) => {
      surface();
      write({ id, visibleAtMs });
    },
    read: (record) => {
      const known = parsed.get(record);
      if (known) return known;
      const resource = parseRow(record);
      parsed.set(record, resource);
      parsedBytes += record.row.length;
      while (parsedBytes > PARSED_BYTES) {
        const [oldest] = parsed.keys();
        if (oldest === undefined) break;
        parsed.delete(oldest);
        parsedBytes -= oldest.row.length;
      }
      return resource;
    },
  };
}
