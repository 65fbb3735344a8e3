import type { OrderSettings } from '../../domain/tenant.ts';
import { type InsightObject, putNumber, putObject, putObjects, putText } from '../insight-record.ts';

export type Dialect = OrderSettings['dialect'];

/** One line of a mapping table: what a property is called, what it holds, and where that comes from. */
export type Property<From> = {
  /** Name in each dialect; the two share everything else, so they cannot drift apart. */
  names: Readonly<Record<Dialect, string>>;
  /** For people: where in commercetools' JSON the value comes from. */
  source: string;
  /** For people: when there is no value, and what happens then. */
  whenAbsent: string;
} & (
  | { type: 'string' | 'number'; read(from: From): unknown }
  /** In the form of `readInstant`, so that it need not be parsed twice. */
  | { type: 'date'; read(from: From): string | undefined }
  | { type: 'object'; read(from: From): InsightObject | undefined }
  | { type: 'list of objects'; read(from: From): readonly InsightObject[] }
);

/** @returns a function that writes what a table describes; a property without a value is left out. */
export function compileProperties<From>(
  table: readonly Property<From>[],
  dialect: Dialect,
): (from: From) => InsightObject {
  const writers = table.map((property) => compileProperty(property, dialect));
  return (from) => {
    const object: InsightObject = {};
    for (const write of writers) write(object, from);
    return object;
  };
}

function compileProperty<From>(property: Property<From>, dialect: Dialect): (into: InsightObject, from: From) => void {
  const name = property.names[dialect];
  switch (property.type) {
    case 'number':
      return (into, from) => putNumber(into, name, property.read(from));
    case 'string':
    case 'date':
      return (into, from) => putText(into, name, property.read(from));
    case 'object':
      return (into, from) => putObject(into, name, property.read(from));
    case 'list of objects':
      return (into, from) => putObjects(into, name, property.read(from));
  }
}

/** The same name in both dialects, as the platform has it for what is inside a line or an address. */
export const inBoth = (name: string): Record<Dialect, string> => ({ snake_case: name, camelCase: name });

export const inEach = (snakeCase: string, camelCase: string): Record<Dialect, string> => ({
  snake_case: snakeCase,
  camelCase,
});
