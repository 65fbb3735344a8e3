import type { FieldRule, FieldType, FieldValue, NullPolicy } from '../domain/stream-mapping.ts';
import { compileExpression } from './expression.ts';
import { toFieldValue, Unfit } from './field-value.ts';

/** One line of a mapping: where a value comes from and which data field it fills. */
export interface FieldMapping {
  /** Name of the data field in Marketing. */
  to: string;
  /** JMESPath over the commercetools JSON of the record. */
  from: string;
  type: FieldType;
  values?: Readonly<Record<string, FieldValue>>;
  default?: FieldValue;
  whenNull?: NullPolicy;
}

export interface MappedFields {
  /** `null` empties the field in Marketing. */
  values: Record<string, FieldValue | null>;
  /** Fields left out because their value did not fit, as `<field>.<code>`. */
  unfit: string[];
}

export type FieldMapper = (record: Readonly<Record<string, unknown>>, locales?: readonly string[]) => MappedFields;

/** A value that the rule's table does not name. */
const NOT_IN_TABLE = new Unfit('notInValues');

export type FieldReader = (
  record: Readonly<Record<string, unknown>>,
  locales: readonly string[],
) => FieldValue | Unfit | undefined;

/** Reads one field: looks the value up, brings it into its type, falls back to the default. */
export function compileField({ from, type, values, default: fallback }: Omit<FieldMapping, 'to'>): FieldReader {
  const read = compileExpression(from);
  return (record, locales) => {
    const found = read(record, locales);
    const value = toFieldValue(type, values ? lookUp(values, found) : found);
    if (value !== undefined && !(value instanceof Unfit)) return value;
    return fallback ?? value;
  };
}

/** What counts as no value is not looked up; `false` and `0` are values. */
function lookUp(values: Readonly<Record<string, FieldValue>>, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Unfit) return value;
  const name = typeof value === 'object' ? undefined : String(value);
  return name !== undefined && Object.hasOwn(values, name) ? values[name] : NOT_IN_TABLE;
}

/** Compiles once what runs for every record. @throws when a `from` is not JMESPath. */
export function compileFields(mappings: readonly FieldMapping[]): FieldMapper {
  const fields = mappings.map(({ to, whenNull, ...rule }) => ({ to, whenNull, read: compileField(rule) }));
  return (record, locales = []) => {
    const values: Record<string, FieldValue | null> = {};
    const unfit: string[] = [];
    for (const { to, whenNull, read } of fields) {
      const value = read(record, locales);
      if (value instanceof Unfit) unfit.push(`${to}.${value.code}`);
      else if (value !== undefined) values[to] = value;
      else if (whenNull === 'clear') values[to] = null;
      else if (whenNull === 'send') values[to] = '';
    }
    return { values, unfit };
  };
}

/**
 * The defaults as a tenant wants them: extended, replaced, renamed or switched off one by one. What is not said keeps its
 * default, in its place.
 */
export function mergeFields(defaults: readonly FieldMapping[], rules: readonly FieldRule[]): FieldMapping[] {
  const merged = new Map<string, FieldMapping | undefined>(defaults.map((field) => [field.to, field]));
  const added: FieldMapping[] = [];
  for (const { to, instead = to, enabled, from, type, values, default: fallback, whenNull } of rules) {
    const known = merged.get(instead);
    if (!enabled) {
      merged.set(instead, undefined);
      continue;
    }
    const source = from ?? known?.from;
    const kind = type ?? known?.type;
    if (source === undefined || kind === undefined) continue;
    const field: FieldMapping = {
      to,
      from: source,
      type: kind,
      ...(values && { values }),
      ...(fallback !== undefined && { default: fallback }),
      whenNull,
    };
    if (merged.has(instead)) merged.set(instead, field);
    else added.push(field);
  }
  return [...[...merged.values()].filter((field) => field !== undefined), ...added];
}
