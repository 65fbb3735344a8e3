import { compile, TreeInterpreter } from '@jmespath-community/jmespath';
import { type FieldType, type FieldValue, toFieldValue, Unfit } from './field-value.ts';

/** One line of a mapping: where a value comes from and which data field it fills. */
export interface FieldMapping {
  /** Name of the data field in Marketing. */
  to: string;
  /** JMESPath over the commercetools JSON of the record. */
  from: string;
  type: FieldType;
}

export interface MappedFields {
  values: Record<string, FieldValue>;
  /** Fields left out because their value did not fit, as `<field>.<code>`. */
  unfit: string[];
}

export type FieldMapper = (record: Readonly<Record<string, unknown>>) => MappedFields;

/** Compiles once what runs for every record. @throws when a `from` is not JMESPath. */
export function compileFields(mappings: readonly FieldMapping[]): FieldMapper {
  const fields = mappings.map(({ to, from, type }) => ({ to, type, read: compileExpression(from) }));
  return (record) => {
    const values: Record<string, FieldValue> = {};
    const unfit: string[] = [];
    for (const { to, type, read } of fields) {
      const value = toFieldValue(type, read(record));
      if (value instanceof Unfit) unfit.push(`${to}.${value.code}`);
      else if (value !== undefined) values[to] = value;
    }
    return { values, unfit };
  };
}

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Most mappings name one property; reading it directly is a hundred times cheaper than the interpreter. */
function compileExpression(from: string): (record: Readonly<Record<string, unknown>>) => unknown {
  if (PLAIN_NAME.test(from)) return (record) => record[from];
  const tree = compile(from);
  return (record) => TreeInterpreter.search(tree, record as Parameters<typeof TreeInterpreter.search>[1]);
}
