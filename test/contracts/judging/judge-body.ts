import type { Body, MediaType, Schema } from '../descriptions/openapi.ts';
import { type Headers, headerOf } from '../recording/exchange.ts';
import type { SchemaValidators } from '../schemas/schema-validators.ts';
import type { Difference, Place } from './difference.ts';
import { masked } from './masked.ts';

export interface Content {
  readonly headers: Headers;
  readonly body: Buffer;
}

export interface Rules {
  readonly validators: SchemaValidators;
  /** The schema, by its pointer, that a value has although its description has another one, or none. */
  readonly standIn: (difference: Difference) => string | undefined;
}

/** Compares a body with what is described in its place; nothing described means that there should be none. */
export function judgeBody(place: Place, described: Body | undefined, content: Content, rules: Rules): Difference[] {
  const { headers, body } = content;
  const at = 'body';
  const contents = Object.entries(described?.content ?? {});
  if (body.length === 0) {
    const isOptional = place.side === 'request' && described?.required !== true;
    if (contents.length === 0 || isOptional) return [];
    return [{ ...place, at, rule: 'missing-body', problem: 'is not there', example: 'nothing' }];
  }
  if (contents.length === 0) return judgeUndescribed(place, at, 'undescribed-body', content, rules);
  const contentType = headerOf(headers, 'content-type') ?? '';
  const mediaType = findMediaType(contents, contentType);
  if (mediaType === undefined) {
    const problem = `must be ${contents.map(([name]) => name).join(' or ')}`;
    return [{ ...place, at: 'header.content-type', rule: 'media-type', problem, example: contentType }];
  }
  const read = readBody(content);
  if ('broken' in read) {
    return [{ ...place, at, rule: 'not-json', problem: 'cannot be read', example: masked(read.broken, 'not-json') }];
  }
  return mediaType.schema === undefined ? [] : judgeValue(place, at, mediaType.schema, read.value, rules);
}

/** What nothing is said of is a difference by itself, and one more for each fault that a stand-in finds. */
export function judgeUndescribed(
  place: Place,
  at: string,
  rule: 'undescribed-body' | 'undescribed-status',
  content: Content,
  { validators, standIn }: Rules,
): Difference[] {
  const read = readBody(content);
  const value = 'broken' in read ? read.broken : read.value;
  const example = content.body.length === 0 ? 'nothing' : masked(value, rule);
  const difference: Difference = { ...place, at, rule, problem: 'is not described', example };
  const pointer = content.body.length === 0 ? undefined : standIn(difference);
  if (pointer === undefined) return [difference];
  return [difference, ...judgeValue(place, 'body', { $ref: pointer }, value, { validators, standIn })];
}

/** @param at what the value is called */
export function judgeValue(
  place: Place,
  at: string,
  schema: Schema,
  value: unknown,
  { validators, standIn }: Rules,
): Difference[] {
  return validators.validate(schema, value).flatMap(({ path, rule, problem }) => {
    const named = path.reduce<string>((text, part) => text + (typeof part === 'number' ? '[]' : `.${part}`), at);
    const part = valueAt(value, path);
    const difference: Difference = { ...place, at: named, rule, problem, example: masked(part, rule) };
    const pointer = standIn(difference);
    if (pointer === undefined) return [difference];
    return [difference, ...judgeValue(place, named, { $ref: pointer }, part, { validators, standIn })];
  });
}

const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, part) => (inner as Readonly<Record<string | number, unknown>> | undefined)?.[part],
    value,
  );

const withoutParameters = (mediaType: string): string => mediaType.replace(/;.*$/, '').trim().toLowerCase();

function findMediaType(contents: readonly [string, MediaType][], sent: string): MediaType | undefined {
  const type = withoutParameters(sent);
  const family = `${type.split('/')[0]}/*`;
  const fits = (name: string) => contents.find(([described]) => withoutParameters(described) === name)?.[1];
  return fits(type) ?? fits(family) ?? fits('*/*');
}

function readBody({ headers, body }: Content): { value: unknown } | { broken: string } {
  const text = body.toString('utf8');
  const type = withoutParameters(headerOf(headers, 'content-type') ?? '');
  if (type === 'application/x-www-form-urlencoded') return { value: Object.fromEntries(new URLSearchParams(text)) };
  if (!/[/+]json$/.test(type)) return { value: text };
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { broken: text };
  }
}
