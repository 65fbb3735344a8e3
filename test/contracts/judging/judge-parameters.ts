import type { OpenApiDocument, Parameter, Schema } from '../descriptions/openapi.ts';
import { isReference, resolvePointer } from '../descriptions/resolve-pointer.ts';
import type { Difference, Place } from './difference.ts';
import { judgeValue, type Rules } from './judge-body.ts';

/** What was sent under a name, once or several times. */
export type SentParameters = ReadonlyMap<string, readonly string[]>;

export interface ParameterRules extends Rules {
  readonly document: OpenApiDocument;
  /** Those of the place alone. */
  readonly parameters: readonly Parameter[];
  /** Headers may hold more than is described: what travels with every request is not repeated for each. */
  readonly allowsUnknown: boolean;
}

/** Compares path, query or header parameters with the described ones. @param at `query`, `path`, `header` */
export function judgeParameters(
  call: Place,
  at: string,
  sent: SentParameters,
  { document, parameters, allowsUnknown, ...rules }: ParameterRules,
): Difference[] {
  const differences: Difference[] = [];
  for (const [name, texts] of sent) {
    const parameter = parameters.find((described) => isNamed(described, name));
    if (parameter === undefined) {
      if (allowsUnknown) continue;
      const problem = 'is not described';
      differences.push({ ...call, at: `${at}.${name}`, rule: 'unknown-parameter', problem, example: 'a value' });
      continue;
    }
    if (parameter.schema === undefined) continue;
    const value = readValue(document, parameter, texts);
    differences.push(...judgeValue(call, `${at}.${name}`, parameter.schema, value, rules));
  }
  for (const parameter of parameters) {
    if (parameter.required !== true || [...sent.keys()].some((name) => isNamed(parameter, name))) continue;
    const problem = 'is not there';
    const place = { at: `${at}.${parameter.name}`, rule: 'missing-parameter', problem, example: 'nothing' };
    differences.push({ ...call, ...place });
  }
  return differences;
}

/** Descriptions made from RAML name families of parameters by a pattern between slashes, such as `/^var[.]…$/`. */
function isNamed({ name, in: place }: Parameter, sent: string): boolean {
  const pattern = /^\/(.+)\/$/.exec(name)?.[1];
  if (pattern !== undefined) return new RegExp(pattern).test(sent);
  return place === 'header' ? name.toLowerCase() === sent : name === sent;
}

/** Undoes what OpenAPI, Style Values does to arrays, and reads numbers and booleans where such are described. */
function readValue(
  document: OpenApiDocument,
  { style, explode, schema }: Parameter,
  texts: readonly string[],
): unknown {
  const described = typeof schema === 'object' ? follow(document, schema) : {};
  const [first = ''] = texts;
  if (described.type !== 'array') return texts.length > 1 ? texts : readScalar(described.type, first);
  const isExploded = explode ?? (style === undefined || style === 'form');
  const delimiter = style === 'pipeDelimited' ? '|' : style === 'spaceDelimited' ? ' ' : ',';
  const parts = isExploded ? texts : texts.flatMap((text) => text.split(delimiter));
  const items = typeof described.items === 'object' ? follow(document, described.items) : {};
  return parts.map((part) => readScalar(items.type, part));
}

function readScalar(type: unknown, text: string): unknown {
  if ((type === 'integer' || type === 'number') && text.trim() !== '' && !Number.isNaN(Number(text))) {
    return Number(text);
  }
  return type === 'boolean' && /^(?:true|false)$/.test(text) ? text === 'true' : text;
}

function follow(document: OpenApiDocument, schema: Schema) {
  const target = isReference(schema) ? resolvePointer<Schema>(document, schema.$ref) : schema;
  return typeof target === 'object' ? target : {};
}
