import type { ErrorObject } from 'ajv';

/** Where and how a value is not what its schema says. Holds nothing of the value itself. */
export interface SchemaFault {
  /** From the root of the value, array positions as numbers. */
  readonly path: readonly (string | number)[];
  /** `unknown-property`, `missing-property`, `read-only`, `write-only`, `discriminator`, or the keyword that is broken. */
  readonly rule: string;
  readonly problem: string;
}

/** A summary of what its cases say by themselves. */
const SUMMARIES: ReadonlySet<string> = new Set(['if']);

export const toFaults = (errors: readonly ErrorObject[]): SchemaFault[] =>
  errors.filter(({ keyword }) => !SUMMARIES.has(keyword)).map(toFault);

function toFault({ keyword, instancePath, params, message }: ErrorObject): SchemaFault {
  const path = readPath(instancePath);
  switch (keyword) {
    case 'unevaluatedProperties':
      return unknown([...path, String(params.unevaluatedProperty)]);
    case 'additionalProperties':
      return unknown([...path, String(params.additionalProperty)]);
    case 'required':
      return { path: [...path, String(params.missingProperty)], rule: 'missing-property', problem: 'is not there' };
    case 'enum':
      return { path, rule: 'enum', problem: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` };
    default:
      return { path, rule: keyword, problem: message ?? `breaks ${keyword}` };
  }
}

const unknown = (path: SchemaFault['path']): SchemaFault => ({
  path,
  rule: 'unknown-property',
  problem: 'is not described',
});

const readPath = (pointer: string): (string | number)[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
