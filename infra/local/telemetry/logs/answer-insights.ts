import type { Column, Command, Condition, InsightsQuery } from './insights-query.ts';
import type { LogLine } from './log-book.ts';

export type CellValue = string | number | undefined;

export interface QueryAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
}

type Row = (field: string) => CellValue;

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** What Logs Insights returns at most unless told otherwise. */
const DEFAULT_LIMIT = 1_000;

/** Runs a query over lines, given oldest first. */
export function answerInsights({ logGroups, commands }: InsightsQuery, lines: readonly LogLine[]): QueryAnswer {
  const chosen = logGroups.length === 0 ? lines : lines.filter(({ logGroup }) => logGroups.includes(logGroup));
  let table: Table = { columns: ['@timestamp', '@message'], rows: chosen.map(rowOf) };
  for (const command of commands) table = apply(command, table);
  const { columns, rows } = table;
  return { columns, rows: rows.slice(0, DEFAULT_LIMIT).map((row) => columns.map(row)) };
}

const rowOf =
  ({ timestampMs, text, logGroup, fields }: LogLine): Row =>
  (field) => {
    if (field === '@timestamp') return new Date(timestampMs).toISOString();
    if (field === '@message') return text;
    if (field === '@log') return logGroup;
    return plain(field.split('.').reduce<unknown>(stepInto, fields));
  };

const stepInto = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

function plain(value: unknown): CellValue {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'number' || typeof value === 'string' ? value : JSON.stringify(value);
}

function apply(command: Command, { columns, rows }: Table): Table {
  switch (command.kind) {
    case 'filter':
      return { columns, rows: rows.filter((row) => holds(command.condition, row)) };
    case 'display':
      return { columns: command.fields, rows };
    case 'limit':
      return { columns, rows: rows.slice(0, command.count) };
    case 'sort': {
      const sign = command.isDescending ? -1 : 1;
      return { columns, rows: [...rows].sort((a, b) => sign * order(a(command.field), b(command.field))) };
    }
    case 'stats':
      return summarise(command.columns, command.by, rows);
  }
}

function holds(condition: Condition, row: Row): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, row));
    case 'or':
      return condition.parts.some((part) => holds(part, row));
    case 'in':
      return condition.values.some((value) => isSame(row(condition.field), value));
    case 'like':
      return condition.pattern.test(String(row(condition.field) ?? ''));
    case 'compare':
      return compare(row(condition.field), condition.sign, condition.value);
  }
}

const isSame = (found: CellValue, wanted: string | number): boolean =>
  found !== undefined && String(found) === String(wanted);

function compare(found: CellValue, sign: string, wanted: string | number): boolean {
  if (sign === '=') return isSame(found, wanted);
  if (sign === '!=') return !isSame(found, wanted);
  if (found === undefined) return false;
  const difference = order(found, wanted);
  return sign === '>'
    ? difference > 0
    : sign === '<'
      ? difference < 0
      : sign === '>='
        ? difference >= 0
        : difference <= 0;
}

function order(a: CellValue, b: CellValue): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

function summarise(columns: readonly Column[], by: readonly string[], rows: readonly Row[]): Table {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((field) => row(field) ?? null));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return {
    columns: [...by, ...columns.map(({ name }) => name)],
    rows: [...groups.values()].map((group): Row => {
      const known = new Map<string, CellValue>(by.map((field) => [field, group[0]?.(field)]));
      for (const column of columns) known.set(column.name, aggregate(column, group));
      return (field) => known.get(field);
    }),
  };
}

function aggregate({ aggregate: kind, field, dividedBy }: Column, group: readonly Row[]): CellValue {
  const values = field === '*' ? group.map(() => 1) : group.map((row) => row(field)).filter((v) => v !== undefined);
  const numbers = values.map(Number).filter((value) => !Number.isNaN(value));
  const sum = numbers.reduce((total, value) => total + value, 0);
  const results: Readonly<Record<Column['aggregate'], () => CellValue>> = {
    count: () => values.length,
    sum: () => sum,
    avg: () => (numbers.length === 0 ? undefined : sum / numbers.length),
    min: () => (numbers.length === 0 ? undefined : Math.min(...numbers)),
    max: () => (numbers.length === 0 ? undefined : Math.max(...numbers)),
    latest: () => values.at(-1),
    earliest: () => values[0],
  };
  const result = results[kind]();
  return typeof result === 'number' ? result / dividedBy : result;
}
