/**
 * Functions that mappings may use beside those of JMESPath, for what commerce needs again and again. They see the record
 * they are asked about and the languages that count for it.
 */
import { registerFunction, TYPE_ANY, TYPE_ARRAY, TYPE_STRING } from '@jmespath-community/jmespath';
import { readMoney, toDecimal } from '../domain/money.ts';
import { readLocalized } from './catalog/localized.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export interface EvaluationContext {
  record: JsonObject;
  /** Best first. */
  locales: readonly string[];
}

let context: EvaluationContext = { record: {}, locales: [] };

/** Expressions are evaluated from end to end without a pause, so the one being evaluated is the one that asks. */
export function withContext<T>(current: EvaluationContext, evaluate: () => T): T {
  context = current;
  return evaluate();
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text as it is; of a localized one the best language, else any; of an enum its label. */
function localized(value: unknown): unknown {
  if (!isObject(value)) return value;
  if ('label' in value && 'key' in value) return localized(value.label);
  return readLocalized(value, context.locales)?.text ?? Object.values(value).find((text) => typeof text === 'string');
}

/** commercetools: Products, Attribute. Enums become their labels, money a number, references ids, sets lists of these. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  if ('centAmount' in value) return money(value);
  if ('typeId' in value) return value.id;
  return localized(value);
}

/** Of the variant that a catalog record is made of, else of the product as a whole. */
function attribute(name: unknown): unknown {
  const { variant, masterVariant, attributes } = context.record;
  for (const owner of [variant ?? masterVariant, { attributes }]) {
    const found = listOf(isObject(owner) ? owner.attributes : undefined).find(
      (each) => isObject(each) && each.name === name,
    );
    if (isObject(found)) return plain(found.value);
  }
  return undefined;
}

/** A customer's default address for shipping or billing, else the first one marked for that. (commercetools: Customers.) */
function address(role: unknown): unknown {
  const { record } = context;
  const names =
    role === 'billing'
      ? { one: 'defaultBillingAddressId', all: 'billingAddressIds', own: 'billingAddress' }
      : { one: 'defaultShippingAddressId', all: 'shippingAddressIds', own: 'shippingAddress' };
  if (isObject(record[names.own])) return record[names.own];
  const wanted = record[names.one] ?? listOf(record[names.all])[0];
  return listOf(record.addresses).find((each) => isObject(each) && wanted !== undefined && each.id === wanted);
}

/** Money of any precision as an exact number. */
function money(value: unknown): unknown {
  const read = readMoney(value);
  return read && toDecimal(read);
}

/** The calendar day of a date or of a moment, in UTC. */
const day = (value: unknown): unknown =>
  typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] : undefined;

/** What there is, joined; blanks and gaps are left out. */
const joined = (separator: unknown, values: unknown): string =>
  listOf(values)
    .filter((value) => ['string', 'number', 'boolean'].includes(typeof value) && String(value).trim() !== '')
    .map(String)
    .join(String(separator));

const any = { types: [TYPE_ANY] };
const text = { types: [TYPE_STRING] };
const list = { types: [TYPE_ARRAY] };

/** Name -> function and what it takes. */
export const HELPERS = {
  localized: { call: localized, takes: [any] },
  attribute: { call: attribute, takes: [text] },
  address: { call: address, takes: [text] },
  money: { call: money, takes: [any] },
  day: { call: day, takes: [any] },
  joined: { call: joined, takes: [text, list] },
} as const;

for (const [name, { call, takes }] of Object.entries(HELPERS)) {
  const helper = call as (...args: unknown[]) => unknown;
  registerFunction(name, (args) => (helper(...args) ?? null) as never, [...takes]);
}
