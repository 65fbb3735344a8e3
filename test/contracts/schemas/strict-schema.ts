import { isVersion30 } from '../descriptions/description.ts';
import type { OpenApiDocument, Schema, SchemaObject } from '../descriptions/openapi.ts';
import { isReference, resolvePointer } from '../descriptions/resolve-pointer.ts';
import { findDiscriminator, valuesThatName } from './discriminators.ts';
import { namesProperties } from './names-properties.ts';
import { CASES, COPIED, LISTS, MAPS, SINGLES } from './schema-keywords.ts';
import { sharedProperties } from './shared-properties.ts';
import { fromVersion30 } from './version-30.ts';

/** What is sent to the provider, or what it answers: it decides which properties belong there. */
export type Direction = 'request' | 'answer';

/** JSON Schema 2020-12 with the keywords of `schema-validators.ts`. */
export type StrictSchema = boolean | StrictSchemaObject;
type StrictSchemaObject = { [keyword: string]: unknown };

/**
 * Turns schemas as OpenAPI writes them into strict JSON Schema: a property that no part of a schema names is a fault,
 * unless the schema says otherwise (`additionalProperties`, or an object of which nothing is said at all).
 *
 * A schema is met in one of two roles. As the description of a *value* it is closed, and another one that it refers to
 * is left as a pointer, `describedBy`, to be compiled when a value is met: of some thousands only a few ever are. As
 * a *part* of a composition it is put in its place and left open, because only the whole knows all of its properties.
 */
export class StrictSchemas {
  readonly #document: OpenApiDocument;
  readonly #direction: Direction;

  constructor(document: OpenApiDocument, direction: Direction) {
    this.#document = document;
    this.#direction = direction;
  }

  /** The description of a value. */
  ofValue(schema: Schema): StrictSchema {
    if (typeof schema === 'boolean') return schema;
    return this.#isPlainReference(schema) ? { describedBy: schema.$ref } : this.#dispatching(schema);
  }

  /** A schema by its pointer; `own` leaves its discriminator aside, for values that are known to be of this very schema. */
  named(pointer: string, role: 'any' | 'own' = 'any'): StrictSchema {
    const schema = resolvePointer<Schema>(this.#document, pointer);
    if (typeof schema === 'boolean') return schema;
    if (role === 'any' && findDiscriminator(schema)) return this.#dispatching(schema, pointer);
    const names = valuesThatName(this.#document, pointer).map(([property, values]) => ({
      properties: { [property]: { enum: values } },
    }));
    const closed = this.#closed(schema);
    return names.length === 0 ? closed : { allOf: [closed, ...names] };
  }

  /** A discriminator's property tells by which schema its object is described; `untold` is for those without it. */
  #dispatching(schema: SchemaObject, self?: string): StrictSchema {
    const discriminator = findDiscriminator(schema);
    if (discriminator === undefined) return this.#closed(schema);
    const { propertyName, mapping } = discriminator;
    const isChoice = schema.oneOf !== undefined || schema.anyOf !== undefined;
    const untold = isChoice ? { type: 'object', required: [propertyName] } : this.#closed(schema);
    return { dispatchedBy: { propertyName, mapping, self, untold } };
  }

  #closed(schema: SchemaObject): StrictSchema {
    if (isMereChoice(schema)) {
      const [keyword, schemas] = schema.oneOf ? (['oneOf', schema.oneOf] as const) : (['anyOf', schema.anyOf] as const);
      return { [keyword]: schemas?.map((one) => this.ofValue(one)) };
    }
    if (isVersion30(this.#document) && schema.nullable === true && schema.type === undefined) {
      return { if: { type: 'null' }, else: this.#closed({ ...schema, nullable: false }) };
    }
    const shared = sharedProperties(this.#document, schema);
    const open = this.#part(schema, new Set(shared.keys()));
    if (typeof open === 'boolean' || !namesProperties(this.#document, schema)) return open;
    const merged = [...shared].map(([name, allOf]) => [name, this.#property({ allOf })] as const);
    const whole = merged.length === 0 ? open : { allOf: [open, { properties: Object.fromEntries(merged) }] };
    return { ...whole, unevaluatedProperties: false };
  }

  /** @param elsewhere properties that the whole describes itself */
  #part(schema: Schema, elsewhere: ReadonlySet<string>): StrictSchema {
    if (typeof schema === 'boolean') return schema;
    if (!isReference(schema)) return this.#keywords(schema, elsewhere);
    const { $ref, ...rest } = schema;
    const part = this.#part(resolvePointer<Schema>(this.#document, $ref), elsewhere);
    return this.#isPlainReference(schema) ? part : { allOf: [part, this.#part(rest, elsewhere)] };
  }

  #keywords(schema: SchemaObject, elsewhere: ReadonlySet<string>): StrictSchemaObject {
    const strict: StrictSchemaObject = {};
    for (const [keyword, value] of Object.entries(schema)) {
      if (COPIED.has(keyword)) strict[keyword] = value;
      else if (MAPS.has(keyword))
        strict[keyword] = this.#properties(value as Readonly<Record<string, Schema>>, elsewhere);
      else if (SINGLES.has(keyword)) strict[keyword] = this.ofValue(value as Schema);
      else if (LISTS.has(keyword)) strict[keyword] = (value as readonly Schema[]).map((one) => this.ofValue(one));
      else if (CASES.has(keyword)) {
        const cases = [value].flat() as readonly Schema[];
        const parts = cases.map((one) => this.#part(one, elsewhere));
        strict[keyword] = Array.isArray(value) ? parts : parts[0];
      }
    }
    const { required, properties = {} } = schema;
    if (required) strict.required = required.filter((name) => !this.#hides(properties[name] ?? true));
    return isVersion30(this.#document) ? fromVersion30(strict, schema) : strict;
  }

  #properties(
    properties: Readonly<Record<string, Schema>>,
    elsewhere: ReadonlySet<string>,
  ): Record<string, StrictSchema> {
    const strict = Object.entries(properties).map(
      ([name, schema]) => [name, elsewhere.has(name) ? true : this.#property(schema)] as const,
    );
    return Object.fromEntries(strict);
  }

  #property(schema: Schema): StrictSchema {
    const keyword = this.#hides(schema);
    return keyword === undefined ? this.ofValue(schema) : { hidden: keyword };
  }

  /** What is read-only has no place in a request, and what is write-only none in an answer. */
  #hides(schema: Schema): 'readOnly' | 'writeOnly' | undefined {
    const target = isReference(schema) ? resolvePointer<Schema>(this.#document, schema.$ref) : schema;
    const keyword = this.#direction === 'request' ? 'readOnly' : 'writeOnly';
    return typeof target === 'object' && target[keyword] === true ? keyword : undefined;
  }

  /** 3.0 says nothing beside a pointer, and what is there all the same does not count. */
  #isPlainReference(schema: SchemaObject): schema is SchemaObject & { readonly $ref: string } {
    return isReference(schema) && (isVersion30(this.#document) || Object.keys(schema).length === 1);
  }
}

/** Nothing but alternatives: each of them is the whole description of its values, so each can be closed. */
function isMereChoice(schema: SchemaObject): boolean {
  const says = Object.keys(schema).filter(
    (keyword) => keyword !== 'type' && (CASES.has(keyword) || COPIED.has(keyword)),
  );
  const [only, ...more] = [
    ...says,
    ...Object.keys(schema).filter((keyword) => MAPS.has(keyword) || SINGLES.has(keyword)),
  ];
  return (only === 'oneOf' || only === 'anyOf') && more.length === 0 && schema.nullable !== true;
}
