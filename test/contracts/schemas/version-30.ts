import type { SchemaObject } from '../descriptions/openapi.ts';

/** 3.0 says `nullable` for one more type, and `exclusiveMinimum: true` for what became a number later. */
export function fromVersion30(
  strict: { [keyword: string]: unknown },
  { nullable, type, enum: values }: SchemaObject,
): { [keyword: string]: unknown } {
  const changed = { ...strict };
  if (nullable === true && type !== undefined) {
    changed.type = [type, 'null'].flat();
    if (values) changed.enum = [...values, null];
  }
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof changed[exclusive] !== 'boolean') continue;
    if (changed[exclusive]) changed[exclusive] = changed[bound];
    else delete changed[exclusive];
  }
  return changed;
}
