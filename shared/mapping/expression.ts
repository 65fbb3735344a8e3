import { compile, isRegistered, TreeInterpreter } from '@jmespath-community/jmespath';
import { type EvaluationContext, HELPERS, withContext } from './expression-helpers.ts';
import { Unfit } from './field-value.ts';

type Json = Parameters<typeof TreeInterpreter.search>[1];
type JsonObject = Readonly<Record<string, unknown>>;

export type Expression = (record: JsonObject, locales: readonly string[]) => unknown;

const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const PLAIN_PATH = /^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)+$/;

/** A function of the expression was given what it does not take, such as nothing where it wants a list. */
const NOT_EVALUATED = new Unfit('notEvaluated');

/**
 * Compiles JMESPath, with the helpers of expression-helpers.ts, once for all records. Most mappings name one property or a
 * path; reading those directly is a hundred times cheaper than the interpreter.
 * JMESPath's functions fail on records that lack what they work on. That is a matter of the one value, never of the page
 * that the record is on, so the value is `Unfit` instead.
 * @throws Error when it is not JMESPath
 */
export function compileExpression(from: string): Expression {
  if (PLAIN_NAME.test(from)) return (record) => (Object.hasOwn(record, from) ? record[from] : undefined);
  if (PLAIN_PATH.test(from)) return readPath(from.split('.'));
  const tree = compile(from);
  return (record, locales) => {
    const context: EvaluationContext = { record, locales };
    try {
      return withContext(context, () => TreeInterpreter.search(tree, record as Json));
    } catch {
      return NOT_EVALUATED;
    }
  };
}

/** As JMESPath has it: a step into anything but an object leads to nothing. */
function readPath(names: readonly string[]): Expression {
  return (record) => {
    let value: unknown = record;
    for (const name of names) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) {
        return undefined;
      }
      value = (value as JsonObject)[name];
    }
    return value;
  };
}

/** What keeps a text from being an expression, for the person who wrote it; `undefined` when nothing does. */
export function findExpressionProblem(from: string): string | undefined {
  let tree: unknown;
  try {
    tree = compile(from);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'it cannot be read';
    return `is not JMESPath (${reason}); write a path such as custom.fields.newsletter`;
  }
  const unknown = functionsOf(tree).find((name) => !isRegistered(name));
  if (unknown === undefined) return findArityProblem(tree);
  return `uses the function ${unknown}(), which does not exist; beside JMESPath's own there are ${Object.keys(HELPERS).join(', ')}`;
}

/** Only how many values a function is given can be judged without a record. */
function findArityProblem(tree: unknown): string | undefined {
  try {
    withContext({ record: {}, locales: [] }, () => TreeInterpreter.search(tree as ReturnType<typeof compile>, {}));
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    if (reason.startsWith('Invalid arity')) return `gives a function too many or too few values (${reason})`;
  }
  return undefined;
}

function functionsOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(functionsOf);
  if (typeof node !== 'object' || node === null) return [];
  const { type, name } = node as { type?: unknown; name?: unknown };
  const own = type === 'Function' ? [String(name)] : [];
  return [...own, ...Object.values(node).flatMap(functionsOf)];
}
