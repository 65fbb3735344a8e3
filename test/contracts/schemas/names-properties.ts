import type { OpenApiDocument, Schema } from '../descriptions/openapi.ts';
import { isReference, resolvePointer } from '../descriptions/resolve-pointer.ts';

/**
 * Whether a schema, or a part of it, says which properties an object has. One that does not is free: `type: object` alone
 * is how descriptions say "any object".
 */
export function namesProperties(document: OpenApiDocument, schema: Schema): boolean {
  if (typeof schema === 'boolean') return false;
  if (isReference(schema)) return namesProperties(document, resolvePointer<Schema>(document, schema.$ref));
  if (Object.keys(schema.properties ?? {}).length > 0) return true;
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  return parts.some((part) => namesProperties(document, part));
}
