import { compileExpression } from './expression.ts';
import { Unfit } from './field-value.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export type Filter = (record: JsonObject, locales: readonly string[]) => boolean;

/** Everything passes where there is no filter; otherwise what JMESPath calls true: anything but nothing, false, what is empty and what cannot be evaluated. */
export function compileFilter(expression: string | undefined): Filter | undefined {
  if (expression === undefined) return undefined;
  const read = compileExpression(expression);
  return (record, locales) => isTrue(read(record, locales));
}

function isTrue(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '' || value instanceof Unfit) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Two predicates of commercetools, both of which have to hold. */
export function both(one: string | undefined, other: string | undefined): { where?: string } {
  if (one === undefined || other === undefined) {
    const where = one ?? other;
    return where === undefined ? {} : { where };
  }
  return { where: `(${one}) and (${other})` };
}
