/**
 * The few shape checks that request bodies need, by hand: an import of thousands of entries is checked in its hot path,
 * where a schema library would cost more than everything else together.
 */
export interface ShapeViolation {
  /** Where in the body, such as `contacts[17].lists`. The platform does not tell; the simulator's control does. */
  readonly path: string;
  /** What the platform's answer says. Never holds the value itself. */
  readonly description: string;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isInt32(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647;
}

export function missing(path: string): ShapeViolation {
  return { path, description: `The ${fieldName(path)} field is required.` };
}

export function wrong(path: string, rule: string): ShapeViolation {
  return { path, description: `The ${fieldName(path)} field ${rule}.` };
}

export function unknownKey(path: string): ShapeViolation {
  return { path, description: `The ${fieldName(path)} field is not part of this request.` };
}

/** Refuses a value outside the given words. Case counts, as it does in the published enums. */
export function findEnumViolation(path: string, value: unknown, words: readonly string[]): ShapeViolation | undefined {
  if (value === undefined || words.includes(value as string)) return undefined;
  return wrong(path, `must be one of ${words.join(', ')}`);
}

/** First key of the object that is not among the allowed ones. */
export function findUnknownKey(
  path: string,
  object: Readonly<Record<string, unknown>>,
  allowed: ReadonlySet<string>,
): ShapeViolation | undefined {
  for (const key in object) {
    if (!allowed.has(key)) return unknownKey(path === '' ? key : `${path}.${key}`);
  }
  return undefined;
}

/** `contacts[17].identifiers` -> `Identifiers`: the platform's messages name the field in capitals, without its place. */
function fieldName(path: string): string {
  const last = path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '');
  return last.charAt(0).toUpperCase() + last.slice(1);
}
