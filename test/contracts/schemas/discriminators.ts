import type { OpenApiDocument, Schema, SchemaObject } from '../descriptions/openapi.ts';
import { isReference, resolvePointer } from '../descriptions/resolve-pointer.ts';

export type Discriminator = NonNullable<SchemaObject['discriminator']>;

/** That of the schema itself; one that it has inherited does not tell its own values apart. */
export function findDiscriminator(schema: SchemaObject): Discriminator | undefined {
  if (schema.discriminator) return schema.discriminator;
  for (const part of schema.allOf ?? []) {
    if (typeof part === 'object' && !isReference(part) && part.discriminator) return part.discriminator;
  }
  return undefined;
}

/** A mapping names a schema by its pointer or, in short, by its name. */
export const toPointer = (target: string): string =>
  target.startsWith('#/') ? target : `#/components/schemas/${target}`;

/** The schema that a discriminator's value stands for; undefined when it stands for none. */
export function findTarget(document: OpenApiDocument, { mapping }: Discriminator, value: string): string | undefined {
  const mapped = mapping?.[value];
  if (mapped !== undefined) return toPointer(mapped);
  if (mapping !== undefined && Object.keys(mapping).length > 0) return undefined;
  return document.components?.schemas?.[value] === undefined ? undefined : toPointer(value);
}

/**
 * What the discriminators of its ancestors call a schema, as property and values: a reference to a customer says
 * `typeId: customer`, although only the schema of all references says so.
 */
export function valuesThatName(document: OpenApiDocument, pointer: string): [property: string, values: string[]][] {
  const found: [string, string[]][] = [];
  const visit = (schema: Schema): void => {
    if (typeof schema === 'boolean') return;
    for (const part of schema.allOf ?? []) {
      if (!isReference(part)) continue;
      const ancestor = resolvePointer<Schema>(document, part.$ref);
      if (typeof ancestor === 'boolean') continue;
      const { propertyName, mapping = {} } = findDiscriminator(ancestor) ?? { propertyName: '' };
      const values = Object.keys(mapping).filter((value) => toPointer(mapping[value] ?? '') === pointer);
      if (values.length > 0) found.push([propertyName, values]);
      visit(ancestor);
    }
  };
  visit(resolvePointer<Schema>(document, pointer));
  return found;
}
