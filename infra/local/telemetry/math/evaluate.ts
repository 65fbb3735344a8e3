import { UnsupportedError } from '../metrics/statistic.ts';
import type { Expression } from './parse.ts';

/** A value for each period; `undefined` where there is none. */
export type Values = readonly (number | undefined)[];
type Operand = number | Values;

const bool = (value: boolean): number => (value ? 1 : 0);

const SIGNS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '==': (a, b) => bool(a === b),
  '!=': (a, b) => bool(a !== b),
  '<': (a, b) => bool(a < b),
  '>': (a, b) => bool(a > b),
  '<=': (a, b) => bool(a <= b),
  '>=': (a, b) => bool(a >= b),
  '&&': (a, b) => bool(a !== 0 && b !== 0),
  AND: (a, b) => bool(a !== 0 && b !== 0),
  '||': (a, b) => bool(a !== 0 || b !== 0),
  OR: (a, b) => bool(a !== 0 || b !== 0),
};

export interface MathInput {
  /** How many periods there are. */
  readonly count: number;
  /** @throws when there is no metric of that id */
  valuesOf(id: string): Values;
}

/**
 * Metric math, as far as this product's dashboard and alarms use it: arithmetic, comparisons, IF and FILL with a number.
 * As in CloudWatch, an operation has a value only where all its operands have one.
 *
 * @throws UnsupportedError for any other function
 */
export function evaluateMath(expression: Expression, input: MathInput): Values {
  const value = evaluate(expression, input);
  return typeof value === 'number' ? new Array(input.count).fill(value) : value;
}

function evaluate(expression: Expression, input: MathInput): Operand {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'metric':
      return input.valuesOf(expression.id);
    case 'binary': {
      const { sign, left, right } = expression;
      return combine([evaluate(left, input), evaluate(right, input)], input, ([a = 0, b = 0]) => SIGNS[sign]?.(a, b));
    }
    case 'call':
      return callFunction(expression.name, expression.arguments, input);
    case 'text':
      throw new UnsupportedError(`Metric math has a text, "${expression.value}", where a value is needed.`);
  }
}

function callFunction(name: string, given: readonly Expression[], input: MathInput): Operand {
  const [first, second, third] = given;
  if (name === 'IF' && first && second) {
    const condition = evaluate(first, input);
    const yes = evaluate(second, input);
    const no = third && evaluate(third, input);
    return Array.from({ length: input.count }, (_, i) => {
      const holds = at(condition, i);
      if (holds === undefined) return undefined;
      return holds === 0 ? no && at(no, i) : at(yes, i);
    });
  }
  if (name === 'FILL' && first && second?.kind === 'number') {
    const values = evaluate(first, input);
    return Array.from({ length: input.count }, (_, i) => at(values, i) ?? second.value);
  }
  throw new UnsupportedError(`Metric math's ${name} with ${given.length} arguments is not built into the local page.`);
}

const at = (operand: Operand, i: number): number | undefined => (typeof operand === 'number' ? operand : operand[i]);

function combine(
  operands: readonly Operand[],
  { count }: MathInput,
  operate: (values: readonly number[]) => number | undefined,
): Operand {
  const one = (i: number): number | undefined => {
    const values = operands.map((operand) => at(operand, i));
    if (values.some((value) => value === undefined)) return undefined;
    const result = operate(values as number[]);
    return result !== undefined && Number.isFinite(result) ? result : undefined;
  };
  if (operands.every((operand) => typeof operand === 'number')) return one(0) ?? new Array(count).fill(undefined);
  return Array.from({ length: count }, (_, i) => one(i));
}
