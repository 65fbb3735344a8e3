import type { OpenApiDocument, Reference } from './openapi.ts';

export const isReference = (value: unknown): value is Reference =>
  typeof value === 'object' && value !== null && typeof (value as { $ref?: unknown }).$ref === 'string';

/**
 * What a local pointer such as `#/components/schemas/Customer` names; a pointer to a pointer is followed.
 * @throws Error when it leads nowhere, or out of the file
 */
export function resolvePointer<T>(document: OpenApiDocument, pointer: string): T {
  if (!pointer.startsWith('#/')) throw new Error(`${pointer} leads out of the file, and only that file is read.`);
  let value: unknown = document;
  for (const part of pointer.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  }
  if (value === undefined) throw new Error(`${pointer} leads nowhere.`);
  return isReference(value) ? resolvePointer<T>(document, value.$ref) : (value as T);
}

export const resolve = <T extends object>(document: OpenApiDocument, value: T | Reference): T =>
  isReference(value) ? resolvePointer<T>(document, value.$ref) : value;
