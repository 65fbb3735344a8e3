import type { Json, JsonObject } from '../../http/exchange.ts';
import { elementOf, type Field, type FieldSet, fieldOf, isFieldSet } from './fields.ts';
import { resolveOperands, type Scalar, type Variables } from './operands.ts';
import type { Comparison, Predicate } from './parse.ts';
import { PredicateError } from './tokens.ts';

export type Test = (value: JsonObject) => boolean;

const COMPARE: Record<Comparison, (a: Scalar, b: Scalar) => boolean> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const lookUp = (fields: FieldSet, name: string): Field => {
  const field = fieldOf(fields, name);
  if (field === undefined) throw new PredicateError(`The field '${name}' does not exist.`);
  return field;
};

const scalarField = (fields: FieldSet, name: string): Field => {
  const field = elementOf(lookUp(fields, name));
  if (isFieldSet(field)) throw new PredicateError(`The field '${name}' has fields of its own; write ${name}(…).`);
  return field;
};

/** Scalars of a field in comparable form; a set counts once per element. */
const scalarsOf = (value: Json | undefined, type: Field): Scalar[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((element) => scalarsOf(element, type));
  if (typeof value === 'object') return [];
  return [type === 'moment' && typeof value === 'string' ? Date.parse(value) : value];
};

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

const nestedTest = (predicate: Predicate & { kind: 'nested' }, fields: FieldSet, variables: Variables): Test => {
  const inner = elementOf(lookUp(fields, predicate.field));
  if (inner !== 'any' && !isFieldSet(inner))
    throw new PredicateError(`The field '${predicate.field}' has no fields of its own.`);
  const test = compileTest(predicate.part, inner === 'any' ? { '*': 'any' } : inner, variables);
  return (object) => {
    const value = object[predicate.field];
    const elements = Array.isArray(value) ? value : [value];
    return elements.some((e) => typeof e === 'object' && e !== null && !Array.isArray(e) && test(e));
  };
};

/**
 * Turns a predicate into a function over a resource. Conditions on an array hold when one element fulfils them. A field
 * that is absent fulfils `!=` and nothing else that compares.
 *
 * @throws PredicateError for a field that the resource does not have, or a value that does not suit it.
 */
export function compileTest(predicate: Predicate, fields: FieldSet, variables: Variables): Test {
  switch (predicate.kind) {
    case 'and':
    case 'or': {
      const tests = predicate.parts.map((part) => compileTest(part, fields, variables));
      return predicate.kind === 'and'
        ? (object) => tests.every((test) => test(object))
        : (object) => tests.some((test) => test(object));
    }
    case 'not': {
      const test = compileTest(predicate.part, fields, variables);
      return (object) => !test(object);
    }
    case 'nested':
      return nestedTest(predicate, fields, variables);
    case 'defined':
      lookUp(fields, predicate.field);
      return (object) => object[predicate.field] !== undefined && object[predicate.field] !== null;
    case 'empty': {
      const field = lookUp(fields, predicate.field);
      if (field !== 'any' && !Array.isArray(field))
        throw new PredicateError(`The field '${predicate.field}' is not a list.`);
      return (object) => isEmpty(object[predicate.field]);
    }
    case 'compare': {
      const { field, comparison } = predicate;
      const type = scalarField(fields, field);
      const [wanted, ...more] = resolveOperands([predicate.operand], type, field, variables);
      if (wanted === undefined || more.length > 0)
        throw new PredicateError(`The field '${field}' is compared with one value.`);
      const compare = COMPARE[comparison];
      if (comparison === '!=')
        return (object) => scalarsOf(object[field], type).every((value) => compare(value, wanted));
      return (object) =>
        scalarsOf(object[field], type).some((value) => typeof value === typeof wanted && compare(value, wanted));
    }
    case 'in':
    case 'contains-any':
    case 'contains-all': {
      const { field, kind } = predicate;
      const type = scalarField(fields, field);
      const wanted = new Set(resolveOperands(predicate.operands, type, field, variables));
      if (kind !== 'contains-all') return (object) => scalarsOf(object[field], type).some((value) => wanted.has(value));
      return (object) => {
        const held = new Set(scalarsOf(object[field], type));
        return [...wanted].every((value) => held.has(value));
      };
    }
  }
}
