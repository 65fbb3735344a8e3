import type { Json, JsonObject } from '../http/exchange.ts';
import { malformedParameter } from './errors.ts';
import { elementOf, type Field, type FieldSet, fieldOf, isFieldSet } from './predicate/fields.ts';

export interface SortKey {
  path: readonly string[];
  isDescending: boolean;
  isMoment: boolean;
}

/** Reads `lastModifiedAt desc` or `name.en`. @throws ReplyError 400 for an unknown field or direction. */
export function readSort(text: string, fields: FieldSet): SortKey {
  const [dotted = '', direction = 'asc', ...more] = text.trim().split(/\s+/);
  if (more.length > 0 || !['asc', 'desc'].includes(direction)) {
    throw malformedParameter('sort', `'${text}' is not a field followed by asc or desc.`);
  }
  const path = dotted.split('.');
  let field: Field | undefined = fields;
  for (const name of path) field = field && isFieldSet(field) ? fieldOf(field, name) : undefined;
  if (field === undefined || isFieldSet(elementOf(field))) {
    throw malformedParameter('sort', `The field '${dotted}' does not exist or cannot be sorted by.`);
  }
  return { path, isDescending: direction === 'desc', isMoment: field === 'moment' };
}

const valueAt = (resource: JsonObject, key: SortKey): Json | undefined => {
  let value: Json | undefined = resource;
  for (const name of key.path) {
    value = typeof value === 'object' && value !== null && !Array.isArray(value) ? value[name] : undefined;
  }
  return key.isMoment && typeof value === 'string' ? Date.parse(value) : value;
};

/** Absent values come first, as the smallest. */
const order = (a: Json | undefined, b: Json | undefined): number => {
  if (a === b) return 0;
  if (a === undefined || a === null) return -1;
  if (b === undefined || b === null) return 1;
  return a < b ? -1 : 1;
};

/** Sorts by each key in turn; ties keep the order they come in. */
export function sortBy<T>(items: readonly T[], keys: readonly SortKey[], subject: (item: T) => JsonObject): T[] {
  const keyed = items.map((item) => ({ item, values: keys.map((key) => valueAt(subject(item), key)) }));
  keyed.sort((a, b) => {
    for (const [index, key] of keys.entries()) {
      const difference = order(a.values[index], b.values[index]);
      if (difference !== 0) return key.isDescending ? -difference : difference;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
