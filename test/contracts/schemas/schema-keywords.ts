/** The keywords that say something about values, by what they hold. All others are prose, or somebody's extension. */

export const COPIED: ReadonlySet<string> = new Set([
  'type',
  'enum',
  'const',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
  'required',
  'dependentRequired',
]);

/** Names or patterns to schemas of values. */
export const MAPS: ReadonlySet<string> = new Set(['properties', 'patternProperties']);

/** One schema of values. */
export const SINGLES: ReadonlySet<string> = new Set([
  'items',
  'additionalProperties',
  'contains',
  'propertyNames',
  'unevaluatedItems',
]);

/** Schemas of values, by position. */
export const LISTS: ReadonlySet<string> = new Set(['prefixItems']);

/** Schemas of the very value that is described: its parts and alternatives. */
export const CASES: ReadonlySet<string> = new Set(['allOf', 'oneOf', 'anyOf', 'not', 'if', 'then', 'else']);
