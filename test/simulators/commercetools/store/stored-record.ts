import type { JsonObject } from '../../http/exchange.ts';
import type { Resource } from '../resources/resource.ts';

/** A resource that was stored, so these two are there. */
export type StoredResource = JsonObject & { id: string; version: number };

/**
 * One version of a resource. It is kept as the JSON that goes over the wire, outside the JavaScript heap, beside the few
 * values that walks compare; so a page of 500 is a copy of bytes, and a million customers fit into memory.
 */
export interface StoredRecord {
  readonly id: string;
  readonly version: number;
  readonly createdAtMs: number;
  readonly lastModifiedAtMs: number;
  /** UTF-8 JSON of the whole resource. */
  readonly row: Buffer;
  /** The top-level fields that queries often look at, so that they need not parse the row. */
  readonly columns: JsonObject;
}

export class RecordError extends Error {
  override readonly name = 'RecordError';
}

const SLAB_BYTES = 1 << 20;
let slab = Buffer.alloc(0);
let used = 0;

/** Copies text into shared slabs: one allocation per megabyte instead of one per record. */
const toRow = (text: string): Buffer => {
  const length = Buffer.byteLength(text);
  if (length > SLAB_BYTES / 16) return Buffer.from(text);
  if (used + length > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB_BYTES);
    used = 0;
  }
  slab.write(text, used, length, 'utf8');
  used += length;
  return slab.subarray(used - length, used);
};

const instant = (resource: JsonObject, field: 'createdAt' | 'lastModifiedAt'): number => {
  const value = resource[field];
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(ms)) throw new RecordError(`A record needs "${field}" as an ISO 8601 date and time.`);
  return ms;
};

/** Columns of every record; a resource type adds its own. */
export const ALWAYS_COLUMNS = ['id', 'version', 'createdAt', 'lastModifiedAt'] as const;

/** @throws RecordError when id, version or a timestamp is missing. */
export function toRecord(resource: JsonObject, type: Pick<Resource, 'columns' | 'deriveColumns'>): StoredRecord {
  const { id, version } = resource;
  if (typeof id !== 'string' || id === '') throw new RecordError('A record needs an "id".');
  if (typeof version !== 'number') throw new RecordError('A record needs a numeric "version".');
  const columns: JsonObject = type.deriveColumns?.(resource) ?? {};
  for (const name of [...ALWAYS_COLUMNS, ...type.columns]) {
    const value = resource[name];
    if (value !== undefined) columns[name] = value;
  }
  return {
    id,
    version,
    createdAtMs: instant(resource, 'createdAt'),
    lastModifiedAtMs: instant(resource, 'lastModifiedAt'),
    row: toRow(JSON.stringify(resource)),
    columns,
  };
}

export const parseRow = (record: StoredRecord): StoredResource =>
  JSON.parse(record.row.toString('utf8')) as StoredResource;
