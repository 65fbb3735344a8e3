import { CollectionSchema, type ColumnView, type RecordProblem } from './collection-schema.ts';
import type { CollectionScope, CollectionType } from './insight-words.ts';

export type RecordJson = Readonly<Record<string, unknown>>;

export interface InsightRecord {
  readonly key: string;
  /** Place in the collection's order, by which pages go on. */
  readonly place: number;
  readonly createdMs: number;
  readonly ownerContactId: number | undefined;
  json: RecordJson;
  updatedMs: number;
}

export interface CollectionSummary {
  readonly collectionName: string;
  readonly collectionType: CollectionType;
  readonly collectionScope: CollectionScope;
  readonly recordCount: number;
}

/** One collection of Insight data: records by key, and the schema that its first records froze. */
export class Collection {
  readonly name: string;
  readonly scope: CollectionScope;
  readonly type: CollectionType;
  readonly #byKey = new Map<string, InsightRecord>();
  /** Holes are deleted records. */
  readonly #inOrder: (InsightRecord | undefined)[] = [];
  readonly #schema = new CollectionSchema();

  constructor(name: string, scope: CollectionScope, type: CollectionType) {
    this.name = name;
    this.scope = scope;
    this.type = type;
  }

  get size(): number {
    return this.#byKey.size;
  }

  find(key: string): InsightRecord | undefined {
    return this.#byKey.get(key);
  }

  /** Creates or replaces the whole record, if its JSON fits the schema. */
  put(key: string, json: RecordJson, ownerContactId: number | undefined, nowMs: number): RecordProblem | undefined {
    const problem = this.#schema.accept(json);
    if (problem !== undefined) return problem;
    const held = this.#byKey.get(key);
    if (held !== undefined) {
      held.json = json;
      held.updatedMs = nowMs;
      return undefined;
    }
    const record = { key, place: this.#inOrder.length, createdMs: nowMs, updatedMs: nowMs, ownerContactId, json };
    this.#byKey.set(key, record);
    this.#inOrder.push(record);
    return undefined;
  }

  delete(key: string): boolean {
    const record = this.#byKey.get(key);
    if (record === undefined) return false;
    this.#byKey.delete(key);
    this.#inOrder[record.place] = undefined;
    return true;
  }

  /** All records, or those of one contact. The schema stays: only deleting the collection cures a wrong type. */
  empty(ownerContactId?: number): number {
    const before = this.size;
    for (const record of [...this.from(0)]) {
      if (ownerContactId === undefined || record.ownerContactId === ownerContactId) this.delete(record.key);
    }
    return before - this.size;
  }

  *from(place: number): Generator<InsightRecord> {
    for (let at = place; at < this.#inOrder.length; at++) {
      const record = this.#inOrder[at];
      if (record !== undefined) yield record;
    }
  }

  summarize(): CollectionSummary {
    return {
      collectionName: this.name,
      collectionType: this.type,
      collectionScope: this.scope,
      recordCount: this.size,
    };
  }

  /** The columns of the records' JSON. */
  columns(): readonly ColumnView[] {
    return this.#schema.view();
  }

  /** The whole table as the API describes it: the record's own columns, and its JSON as one of them. */
  describeSchema(): readonly ColumnView[] {
    const column = (name: string, type: ColumnView['type'], mode: ColumnView['mode'] = 'NULLABLE'): ColumnView => ({
      name,
      type,
      mode,
      fields: [],
    });
    return [
      column('key', 'STRING'),
      ...(this.scope === 'contact' ? [column('contactIdentifier', 'INTEGER', 'REQUIRED')] : []),
      column('dateModified', 'TIMESTAMP', 'REQUIRED'),
      { name: 'json', type: 'RECORD', mode: 'NULLABLE', fields: this.columns() },
    ];
  }
}

/** A collection, or one contact's share of it. */
export interface Shelf {
  readonly collection: Collection;
  readonly contactId: number | undefined;
}
