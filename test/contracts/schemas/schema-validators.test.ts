import { describe, expect, it } from '@jest/globals';
import type { Schema } from '../descriptions/openapi.ts';
import { SchemaValidators } from './schema-validators.ts';
import type { Direction } from './strict-schema.ts';

interface Trial {
  readonly schemas?: Readonly<Record<string, Schema>>;
  readonly openapi?: string;
  readonly direction?: Direction;
}

/** Where a value breaks a schema, and by which rule. */
function faultsOf(
  schema: Schema,
  value: unknown,
  { schemas = {}, openapi = '3.0.3', direction = 'answer' }: Trial = {},
) {
  const validators = new SchemaValidators({ openapi, paths: {}, components: { schemas } }, direction);
  return validators.validate(schema, value).map(({ path, rule }) => `${path.join('.')} ${rule}`);
}

const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Readonly<Record<string, Schema>>, more: object = {}): Schema => ({
  type: 'object',
  properties,
  ...more,
});
const text = { type: 'string' };

describe('properties that no part of a schema names', () => {
  it('are faults, however deep', () => {
    const schema = object({ list: { type: 'array', items: object({ name: text }) } });
    expect(faultsOf(schema, { list: [{ name: 'x' }, { nick: 'x' }], more: 1 })).toEqual([
      'list.1.nick unknown-property',
      'more unknown-property',
    ]);
  });

  it('are looked for in the whole of a composition', () => {
    const schemas = { Base: object({ id: text }), Full: { allOf: [refer('Base'), object({ name: text })] } };
    expect(faultsOf(refer('Full'), { id: 'x', name: 'x' }, { schemas })).toEqual([]);
    expect(faultsOf(refer('Full'), { id: 'x', nick: 'x' }, { schemas })).toEqual(['nick unknown-property']);
  });

  it('are told apart from those of a part that is broken', () => {
    const schemas = { Base: object({ id: text }), Full: { allOf: [refer('Base'), object({ name: text })] } };
    expect(faultsOf(refer('Full'), { id: 1, name: 'x' }, { schemas })).toEqual(['id type']);
  });

  it('may be there where the schema says so', () => {
    expect(faultsOf(object({ name: text }, { additionalProperties: true }), { nick: 1 })).toEqual([]);
    expect(faultsOf(object({ name: text }, { additionalProperties: text }), { nick: 1 })).toEqual(['nick type']);
  });

  it('may be there where nothing is said of any property', () => {
    expect(faultsOf({ type: 'object' }, { anything: 1 })).toEqual([]);
    expect(faultsOf(object({ free: {} }), { free: { anything: 1 } })).toEqual([]);
  });

  it('are faults where the schema forbids them by itself', () => {
    expect(faultsOf({ type: 'object', additionalProperties: false }, { nick: 1 })).toEqual(['nick unknown-property']);
  });

  it('are none where two parts describe the same property, each a bit of it', () => {
    const parts = [object({ way: object({ kind: text }) }), object({ way: object({ speed: { type: 'integer' } }) })];
    expect(faultsOf({ allOf: parts }, { way: { kind: 'x', speed: 1 } })).toEqual([]);
    expect(faultsOf({ allOf: parts }, { way: { kind: 1, speed: 'x', colour: 1 } })).toEqual([
      'way.kind type',
      'way.speed type',
      'way.colour unknown-property',
    ]);
  });
});

describe('alternatives', () => {
  const either = { oneOf: [object({ id: text }, { required: ['id'] }), object({ key: text }, { required: ['key'] })] };

  it('are closed one by one, so that one of them fits', () => {
    expect(faultsOf(either, { id: 'x' })).toEqual([]);
    expect(faultsOf(either, { key: 'x' })).toEqual([]);
    expect(faultsOf(either, { id: 'x', key: 'x' })).not.toEqual([]);
  });

  it('add to what stands beside them', () => {
    const schema = object({ name: text }, either);
    expect(faultsOf(schema, { name: 'x', id: 'x' })).toEqual([]);
    expect(faultsOf(schema, { name: 'x', id: 'x', nick: 'x' })).toEqual(['nick unknown-property']);
  });
});

describe('a discriminator', () => {
  const schemas = {
    Pet: object(
      { kind: text },
      {
        required: ['kind'],
        discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat', dog: 'Dog' } },
      },
    ),
    Cat: { allOf: [refer('Pet'), object({ kind: text, lives: { type: 'integer' } })] },
    Dog: { allOf: [refer('Pet'), object({ kind: text, tricks: text })] },
    Owner: object({ pet: refer('Pet'), cat: refer('Cat') }),
  };
  const faults = (value: unknown) => faultsOf(refer('Owner'), value, { schemas });

  it('tells by which schema a value is described', () => {
    expect(faults({ pet: { kind: 'cat', lives: 9 } })).toEqual([]);
    expect(faults({ pet: { kind: 'dog', tricks: 'x' } })).toEqual([]);
    expect(faults({ pet: { kind: 'dog', lives: 9 } })).toEqual(['pet.lives unknown-property']);
    expect(faults({ pet: { kind: 'cat', lives: 'x' } })).toEqual(['pet.lives type']);
  });

  it('has to have a value, and a known one', () => {
    expect(faults({ pet: { kind: 'cow' } })).toEqual(['pet.kind discriminator']);
    expect(faults({ pet: {} })).toEqual(['pet.kind missing-property']);
  });

  it('binds a value that is described by one of the schemas from the start', () => {
    expect(faults({ cat: { kind: 'cat', lives: 9 } })).toEqual([]);
    expect(faults({ cat: { kind: 'dog' } })).toEqual(['cat.kind enum']);
  });

  it('chooses between alternatives, by the names of their schemas if it has no mapping', () => {
    const { Cat, Dog } = { Cat: object({ kind: text, lives: {} }), Dog: object({ kind: text, tricks: {} }) };
    const choice = { oneOf: [refer('Cat'), refer('Dog')], discriminator: { propertyName: 'kind' } };
    const choose = (value: unknown) => faultsOf(choice, value, { schemas: { Cat, Dog } });
    expect(choose({ kind: 'Cat', lives: 9 })).toEqual([]);
    expect(choose({ kind: 'Dog', lives: 9 })).toEqual(['lives unknown-property']);
    expect(choose({ lives: 9 })).toEqual(['kind missing-property']);
  });
});

describe('properties of one direction', () => {
  const schema = object(
    { id: { type: 'string', readOnly: true }, secret: { type: 'string', writeOnly: true } },
    { required: ['id', 'secret'] },
  );

  it('are neither asked for nor allowed in the other', () => {
    expect(faultsOf(schema, { id: 'x' })).toEqual([]);
    expect(faultsOf(schema, { secret: 'x' }, { direction: 'request' })).toEqual([]);
    expect(faultsOf(schema, { id: 'x', secret: 'x' })).toEqual(['secret write-only']);
    expect(faultsOf(schema, { id: 'x', secret: 'x' }, { direction: 'request' })).toEqual(['id read-only']);
    expect(faultsOf(schema, {})).toEqual(['id missing-property']);
  });
});

describe('OpenAPI 3.0', () => {
  it('allows null where it says nullable', () => {
    expect(faultsOf({ type: 'string', enum: ['a'], nullable: true }, null)).toEqual([]);
    expect(faultsOf({ type: 'string' }, null)).toEqual([' type']);
    const schemas = { Base: object({ id: text }) };
    const maybe = { nullable: true, allOf: [refer('Base')] };
    expect(faultsOf(maybe, null, { schemas })).toEqual([]);
    expect(faultsOf(maybe, { id: 1 }, { schemas })).toEqual(['id type']);
  });

  it('says by a word whether a bound is excluded', () => {
    const positive = { type: 'number', minimum: 0, exclusiveMinimum: true };
    expect(faultsOf(positive, 0)).toEqual([' exclusiveMinimum']);
    expect(faultsOf({ ...positive, exclusiveMinimum: false }, 0)).toEqual([]);
  });

  it('says nothing beside a pointer', () => {
    const schemas = { Name: text };
    expect(faultsOf({ ...refer('Name'), maxLength: 1 }, 'long', { schemas })).toEqual([]);
  });
});

describe('OpenAPI 3.1', () => {
  const openapi = '3.1.0';

  it('has lists of types, bounds that are numbers, and more beside a pointer', () => {
    expect(faultsOf({ type: ['string', 'null'] }, null, { openapi })).toEqual([]);
    expect(faultsOf({ exclusiveMinimum: 0 }, 0, { openapi })).toEqual([' exclusiveMinimum']);
    const schemas = { Name: text };
    expect(faultsOf({ ...refer('Name'), maxLength: 1 }, 'long', { openapi, schemas })).toEqual([' maxLength']);
  });
});

describe('formats', () => {
  it('are those of OpenAPI, and of RAML by its own names', () => {
    expect(faultsOf({ type: 'string', format: 'date-time' }, 'noon')).toEqual([' format']);
    expect(faultsOf({ type: 'integer', format: 'int32' }, 2 ** 31)).toEqual([' format']);
    expect(faultsOf({ type: 'string', format: 'datetime' }, '2026-01-31T10:00:00.000Z')).toEqual([]);
    expect(faultsOf({ type: 'string', format: 'datetime' }, '2026-01-31')).toEqual([' format']);
    expect(faultsOf({ type: 'string', format: 'date-only' }, '2026-01-32')).toEqual([' format']);
  });

  it('that nobody knows say nothing', () => {
    expect(faultsOf({ type: 'string', format: 'poem' }, 'x')).toEqual([]);
  });
});

describe('a schema that refers to itself', () => {
  it('describes values of any depth', () => {
    const schemas = { Tree: object({ name: text, children: { type: 'array', items: refer('Tree') } }) };
    const tree = { children: [{ children: [{ name: 1 }] }] };
    expect(faultsOf(refer('Tree'), tree, { schemas })).toEqual(['children.0.children.0.name type']);
  });
});
