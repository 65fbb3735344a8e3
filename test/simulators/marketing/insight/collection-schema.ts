import type { RecordFailureReason } from './insight-words.ts';

/**
 * The columns of a collection, frozen by what arrived first: later records may add properties and may not change a type
 * (Marketing: Insight data service, collection schema). A record that does not fit leaves no trace here.
 */
type ColumnType = 'STRING' | 'FLOAT' | 'TIMESTAMP' | 'BOOLEAN' | 'RECORD';

export interface ColumnView {
  readonly name: string;
  /** `INTEGER` is the type of the owner's id only: numbers in records are `FLOAT`. */
  readonly type: ColumnType | 'INTEGER';
  readonly mode?: 'REPEATED' | 'NULLABLE' | 'REQUIRED';
  readonly fields: readonly ColumnView[];
}

export interface RecordProblem {
  readonly reason: RecordFailureReason;
  /** Path of the property, such as `products.price`. */
  readonly path: string;
}

interface Column {
  /** Unknown while nothing but `null` or an empty array was seen. */
  type: ColumnType | undefined;
  isRepeated: boolean | undefined;
  readonly fields: Map<string, Column>;
}

type Json = Readonly<Record<string, unknown>>;

const NAME = /^[A-Za-z0-9_-]+$/;
const MAX_NAME_LENGTH = 255;
/** The vendor's connectors cut text at this length. */
const MAX_TEXT_LENGTH = 1_000;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?$/;

export class CollectionSchema {
  readonly #columns = new Map<string, Column>();
  #undo: (() => void)[] = [];

  /** Takes a record in, or says why it cannot be. */
  accept(json: Json): RecordProblem | undefined {
    const problem = this.#takeObject(this.#columns, json, '');
    if (problem !== undefined) for (const undo of this.#undo.reverse()) undo();
    if (this.#undo.length > 0) this.#undo = [];
    return problem;
  }

  view(): readonly ColumnView[] {
    return viewColumns(this.#columns);
  }

  #takeObject(columns: Map<string, Column>, json: Json, path: string): RecordProblem | undefined {
    for (const name in json) {
      let column = columns.get(name);
      if (column === undefined) {
        const reason = findNameProblem(columns, name);
        if (reason !== undefined) return { reason, path: path + name };
        column = { type: undefined, isRepeated: undefined, fields: new Map() };
        columns.set(name, column);
        this.#undo.push(() => columns.delete(name));
      }
      const value = json[name];
      if (value === null) continue;
      const problem = Array.isArray(value)
        ? this.#takeArray(column, value, path + name)
        : this.#takeOne(column, value, path + name, false);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #takeArray(column: Column, items: readonly unknown[], path: string): RecordProblem | undefined {
    if (!this.#setRepeated(column, true)) return { reason: 'JsonValueIncompatibleWithSchema', path };
    for (const item of items) {
      if (Array.isArray(item)) return { reason: 'JsonContainsNestedArray', path };
      const problem = item === null ? undefined : this.#takeOne(column, item, path, true);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  #takeOne(column: Column, value: unknown, path: string, isRepeated: boolean): RecordProblem | undefined {
    const problem = findSizeProblem(value);
    if (problem !== undefined) return { reason: problem, path };
    if (!this.#setRepeated(column, isRepeated) || !this.#setType(column, value)) {
      return { reason: 'JsonValueIncompatibleWithSchema', path };
    }
    return column.type === 'RECORD' ? this.#takeObject(column.fields, value as Json, `${path}.`) : undefined;
  }

  #setRepeated(column: Column, isRepeated: boolean): boolean {
    if (column.isRepeated === undefined) {
      column.isRepeated = isRepeated;
      this.#undo.push(() => {
        column.isRepeated = undefined;
      });
    }
    return column.isRepeated === isRepeated;
  }

  #setType(column: Column, value: unknown): boolean {
    if (column.type === undefined) {
      column.type = typeOf(value);
      this.#undo.push(() => {
        column.type = undefined;
      });
      return true;
    }
    if (column.type === 'STRING') return typeof value === 'string';
    return column.type === typeOf(value);
  }
}

function typeOf(value: unknown): ColumnType {
  if (typeof value === 'number') return 'FLOAT';
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value === 'string') return TIMESTAMP.test(value) ? 'TIMESTAMP' : 'STRING';
  return 'RECORD';
}

function findSizeProblem(value: unknown): RecordFailureReason | undefined {
  if (typeof value === 'string' && value.length > MAX_TEXT_LENGTH) return 'JsonValueTooLong';
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? 'JsonNumberValueTooLarge' : undefined;
}

function findNameProblem(columns: ReadonlyMap<string, Column>, name: string): RecordFailureReason | undefined {
  if (name.length > MAX_NAME_LENGTH) return 'JsonKeyTooLong';
  if (!NAME.test(name)) return 'JsonKeyInvalidCharacters';
  const dashed = name.replaceAll('_', '-');
  for (const known of columns.keys()) {
    if (known.replaceAll('_', '-') === dashed) return 'JsonContainsDashUnderscoreClash';
  }
  return undefined;
}

function viewColumns(columns: ReadonlyMap<string, Column>): readonly ColumnView[] {
  const views: ColumnView[] = [];
  for (const [name, { type, isRepeated, fields }] of columns) {
    if (type === undefined) continue;
    views.push({ name, type, ...(isRepeated === true && { mode: 'REPEATED' as const }), fields: viewColumns(fields) });
  }
  return views;
}
