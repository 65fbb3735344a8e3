/** One place in which what would be sent is not what Marketing holds. */
export interface Difference {
  readonly path: string;
  /** Absent: Marketing has nothing there. */
  readonly now?: unknown;
  /** Absent: what is there will be gone. */
  readonly next?: unknown;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;

/** Marketing may write an instant in another way than it was sent. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  if (typeof a !== 'string' || typeof b !== 'string' || !INSTANT.test(a) || !INSTANT.test(b)) return false;
  return Date.parse(a) === Date.parse(b);
};

/** Every leaf of a JSON value by its path, as in `billing_address.city` and `products[0].sku`. */
export function leavesOf(value: unknown, path = ''): Map<string, unknown> {
  if (Array.isArray(value) && value.length > 0) {
    return new Map(value.flatMap((part, at) => [...leavesOf(part, `${path}[${at}]`)]));
  }
  if (isObject(value) && (Object.keys(value).length > 0 || path === '')) {
    const name = (key: string) => (path === '' ? key : `${path}.${key}`);
    return new Map(Object.entries(value).flatMap(([key, part]) => [...leavesOf(part, name(key))]));
  }
  return new Map([[path, value]]);
}

/** A record replaces the one that is there: what is not sent any more is gone. */
export function compareRecords(held: unknown, sent: unknown): Difference[] {
  const [before, after] = [leavesOf(held), leavesOf(sent)];
  const paths = [...new Set([...after.keys(), ...before.keys()])];
  return paths.flatMap((path) => {
    const [now, next] = [before.get(path), after.get(path)];
    if (isSame(now, next)) return [];
    return [{ path, ...(before.has(path) && { now }), ...(after.has(path) && { next }) }];
  });
}

/**
 * A contact keeps every data field that is not sent. Names of data fields are the same in upper and lower case.
 * @param onlyBlanks what is there already wins (merge option `overwriteIfEmpty`)
 */
export function compareFields(
  held: Readonly<Record<string, unknown>>,
  sent: Readonly<Record<string, unknown>>,
  onlyBlanks: boolean,
): Difference[] {
  const byName = new Map(Object.entries(held).map(([name, value]) => [name.toUpperCase(), value]));
  return Object.entries(sent).flatMap(([name, next]) => {
    const now = byName.get(name.toUpperCase()) ?? undefined;
    const isBlank = now === undefined || now === '';
    if (isSame(now, next) || (onlyBlanks && !isBlank)) return [];
    if (isBlank && (next === null || next === '')) return [];
    return [{ path: name, ...(!isBlank && { now }), next }];
  });
}
