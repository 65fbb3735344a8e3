import type { FieldRule, FieldType } from '../domain/stream-mapping.ts';
import { compileField, type FieldReader, mergeFields } from './field-mapping.ts';
import { Unfit } from './field-value.ts';
import { type InsightObject, putBoolean, putDate, putNumber, putText } from './insight-record.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const PUT = { String: putText, Numeric: putNumber, Boolean: putBoolean, Date: putDate } as const;

/** What a tenant says about the properties of a record, compiled once. @returns the flags of values that did not fit */
export type RecordRefiner = (into: InsightObject, from: JsonObject, locales: readonly string[]) => string[];

/**
 * Adds, replaces and takes away properties of a record whose defaults are written by code. A property that a tenant maps
 * has the declared type or is not there at all.
 */
export function compileRecordFields(rules: readonly FieldRule[]): RecordRefiner | undefined {
  if (rules.length === 0) return undefined;
  const removed = rules.map(({ to, instead = to }) => instead);
  const fields = mergeFields([], rules).map(({ to, type, ...rule }) => ({
    to,
    type,
    read: compileField({ ...rule, type }) as FieldReader,
  }));
  return (into, from, locales) => {
    for (const name of removed) Reflect.deleteProperty(into, name);
    return fields.flatMap(({ to, type, read }) => putField(into, to, type, read(from, locales)));
  };
}

function putField(into: InsightObject, to: string, type: FieldType, value: ReturnType<FieldReader>): string[] {
  if (value instanceof Unfit) return [`${to}.${value.code}`];
  PUT[type](into, to, value);
  return [];
}
