import { type Instant, toInstant } from '../domain/instant.ts';
import type { Submission } from '../ports.ts';
import { cutText, MAX_TEXT_LENGTH } from './field-value.ts';

/**
 * The JSON of one record of an Insight data collection. Marketing fixes a property's type when it first sees it and
 * refuses every record that differs ever after, so a value gets in by the `put` functions only: each writes one type or
 * nothing at all, never `null`, an empty text, an empty object or an empty list.
 * (Marketing: Insight data, collection schema; import status, failure reasons.)
 */
export interface InsightObject {
  [property: string]: InsightValue;
}

/** A list holds objects or texts, so a list directly inside a list cannot be written down. */
export type InsightValue = string | number | boolean | InsightObject | readonly InsightObject[] | readonly string[];

/** Whom a record of a contact-scoped collection belongs to. */
export interface ContactIdentity {
  identifier: 'email';
  value: string;
}

/** Marketing refuses numbers it cannot hold (`JsonNumberValueTooLarge`); its data fields hold 18 digits before the point. */
const MAX_NUMBER = 1e18;

/** Text as Marketing stores it: never blank, never longer than it takes, never half a character. */
export function toText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return cutText(value.toWellFormed(), MAX_TEXT_LENGTH);
}

/** Every `put` says whether there was something to put; what was put before under that name stays if there was not. */
export function putText(into: InsightObject, property: string, value: unknown): boolean {
  const text = toText(value);
  if (text === undefined) return false;
  into[property] = text;
  return true;
}

export function putNumber(into: InsightObject, property: string, value: unknown): boolean {
  if (typeof value !== 'number' || !(Math.abs(value) < MAX_NUMBER)) return false;
  into[property] = value;
  return true;
}

export function putBoolean(into: InsightObject, property: string, value: unknown): boolean {
  if (typeof value !== 'boolean') return false;
  into[property] = value;
  return true;
}

/** Without its zone, a time would be another one on every machine. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T.+(?:Z|[+-]\d{2}:\d{2})$/;

/** A date with its time, in the one form that records hold: a second form would be a second type. */
export function readInstant(value: unknown): Instant | undefined {
  if (typeof value !== 'string' || !DATE_TIME.test(value)) return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : toInstant(ms);
}

export function putDate(into: InsightObject, property: string, value: unknown): boolean {
  const instant = readInstant(value);
  if (instant === undefined) return false;
  into[property] = instant;
  return true;
}

export function putObject(into: InsightObject, property: string, value: InsightObject | undefined): boolean {
  if (value === undefined || isEmpty(value)) return false;
  into[property] = value;
  return true;
}

/** Leaves out what is empty; a list of nothing is left out as a whole. */
export function putObjects(into: InsightObject, property: string, values: readonly InsightObject[]): boolean {
  const list = values.some(isEmpty) ? values.filter((value) => !isEmpty(value)) : values;
  if (list.length === 0) return false;
  into[property] = list;
  return true;
}

/** Leaves out what is no text; a list of nothing is left out as a whole. */
export function putTexts(into: InsightObject, property: string, values: readonly unknown[]): boolean {
  const list = values.map(toText).filter((text) => text !== undefined);
  if (list.length === 0) return false;
  into[property] = list;
  return true;
}

function isEmpty(value: InsightObject): boolean {
  for (const _ in value) return false;
  return true;
}

const PROPERTY_NAME = /^[A-Za-z0-9_-]+$/;

/** Writing it would not make a property: it is the name by which JavaScript reaches an object's prototype. */
const PROTOTYPE = '__proto__';

/**
 * What keeps these names from being properties of one object, as `[name, reason]`; for mappings to check once, when
 * they are compiled, rather than for every record.
 * (Marketing: failure reasons `JsonKeyInvalidCharacters` and `JsonContainsDashUnderscoreClash`.)
 */
export function findNameProblems(names: readonly string[]): [name: string, reason: 'characters' | 'clash'][] {
  const problems: [string, 'characters' | 'clash'][] = [];
  const taken = new Set<string>();
  for (const name of names) {
    const alike = name.replaceAll('-', '_');
    if (!PROPERTY_NAME.test(name) || name === PROTOTYPE) problems.push([name, 'characters']);
    else if (taken.has(alike)) problems.push([name, 'clash']);
    taken.add(alike);
  }
  return problems;
}

/** Keys are part of addresses in Marketing's API, so only what needs no escaping there is a key. */
export const isRecordKey = (key: string): boolean => PROPERTY_NAME.test(key);

/**
 * One element of an Insight import, serialised here and nowhere else (Marketing: Insight data v3, bulk import).
 * @param id of the commercetools record that this comes from
 * @param owner for contact-scoped collections, and only for those
 */
export const insightSubmission = (
  id: string,
  key: string,
  json: InsightObject,
  owner?: ContactIdentity,
): Submission => ({
  id,
  handle: key,
  json: JSON.stringify(owner === undefined ? { key, json } : { contactIdentity: owner, key, json }),
});
