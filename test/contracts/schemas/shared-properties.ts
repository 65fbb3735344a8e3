import type { OpenApiDocument, Schema } from '../descriptions/openapi.ts';
import { isReference, resolvePointer } from '../descriptions/resolve-pointer.ts';

/**
 * Properties that several parts of a schema describe, each in another way and none completely: what one part does not
 * name, another may. By name, with all their schemas.
 */
export function sharedProperties(document: OpenApiDocument, schema: Schema): Map<string, Schema[]> {
  const found = new Map<string, Schema[]>();
  const visit = (part: Schema): void => {
    if (typeof part === 'boolean') return;
    if (isReference(part)) {
      visit(resolvePointer<Schema>(document, part.$ref));
      return;
    }
    for (const [name, property] of Object.entries(part.properties ?? {})) {
      const before = found.get(name) ?? [];
      const isNew = before.every((one) => JSON.stringify(one) !== JSON.stringify(property));
      if (isNew) found.set(name, [...before, property]);
    }
    for (const one of part.allOf ?? []) visit(one);
  };
  visit(schema);
  return new Map([...found].filter(([, schemas]) => schemas.length > 1));
}
