import type { MetricIdentity } from './measurement.ts';
import { UnsupportedError } from './statistic.ts';

export interface Search {
  readonly namespace: string;
  readonly dimensionNames: readonly string[];
  readonly terms: Readonly<Record<string, string>>;
}

const SCHEMA = /^\{\s*"?([^",}]+)"?((?:\s*,\s*"?[^",}]+"?)*)\s*\}/;
const TERM = /\s+([\w.]+)\s*=\s*"([^"]*)"/y;

/**
 * The search expressions that name a schema and exact values (CloudWatch: Search expression syntax):
 * `{"namespace",service,Tenant} MetricName="Lag" service="x"`.
 * @throws UnsupportedError for anything else, such as partial matches or OR
 */
export function parseSearch(text: string): Search {
  const [schema, namespace = '', rest = ''] = SCHEMA.exec(text) ?? [];
  if (schema === undefined) throw unsupported(text);
  const terms: Record<string, string> = {};
  TERM.lastIndex = schema.length;
  while (TERM.lastIndex < text.trimEnd().length) {
    const [, name, value] = TERM.exec(text) ?? [];
    if (name === undefined || value === undefined) throw unsupported(text);
    terms[name] = value;
  }
  const dimensionNames = rest
    .split(',')
    .map((name) => name.trim().replaceAll('"', ''))
    .filter((name) => name !== '');
  return { namespace, dimensionNames, terms };
}

const unsupported = (text: string): UnsupportedError =>
  new UnsupportedError(`The search "${text}" is of a form that is not built into the local page.`);

/** A metric matches when it has exactly these dimensions and all values asked for. */
export const matches = ({ namespace, dimensionNames, terms }: Search, identity: MetricIdentity): boolean =>
  identity.namespace === namespace &&
  Object.keys(identity.dimensions).sort().join() === [...dimensionNames].sort().join() &&
  Object.entries(terms).every(
    ([name, value]) => (name === 'MetricName' ? identity.name : identity.dimensions[name]) === value,
  );

/** What tells the hits of a search apart: the values that the search did not fix. */
export const labelOf = ({ terms }: Search, { name, dimensions }: MetricIdentity): string =>
  Object.entries(dimensions)
    .filter(([dimension]) => terms[dimension] === undefined)
    .map(([, value]) => value)
    .join(' ') || name;
