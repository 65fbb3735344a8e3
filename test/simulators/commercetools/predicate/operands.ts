import type { Field } from './fields.ts';
import type { Operand } from './parse.ts';
import { PredicateError } from './tokens.ts';

export type Scalar = string | number | boolean;

/** Values of `:name`, as the `var.<name>` parameters gave them. */
export type Variables = ReadonlyMap<string, readonly string[]>;

const instantMs = (text: string, field: string): number => {
  const ms = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:?\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new PredicateError(`The field '${field}' takes a date and time in ISO 8601, not "${text}".`);
  return ms;
};

/** Reads a variable's text as what the field holds; `any` reads numbers and booleans where the text looks like one. */
const variableScalar = (text: string, type: Field): Scalar => {
  const looksNumeric = text.trim() !== '' && Number.isFinite(Number(text));
  if ((type === 'number' || type === 'any') && looksNumeric) return Number(text);
  if ((type === 'boolean' || type === 'any') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
};

const check = (value: Scalar, type: Field, field: string): Scalar => {
  if (type === 'any') return value;
  if (type === 'moment' && typeof value === 'string') return instantMs(value, field);
  const wanted = type === 'text' ? 'string' : type;
  if (typeof value !== wanted) {
    throw new PredicateError(
      `The field '${field}' takes a ${type === 'moment' ? 'date and time' : type}, not ${JSON.stringify(value)}.`,
    );
  }
  return value;
};

/** What an operand stands for, in the form the field's values are compared in: instants become epoch milliseconds. */
export function resolveOperands(operands: Operand[], type: Field, field: string, variables: Variables): Scalar[] {
  return operands.flatMap((operand) => {
    if (operand.kind !== 'variable') return [check(operand.value, type, field)];
    const texts = variables.get(operand.name);
    if (!texts) throw new PredicateError(`The variable ':${operand.name}' has no value; send var.${operand.name}.`);
    return texts.map((text) => check(variableScalar(text, type), type, field));
  });
}
