import * as z from 'zod';
import type { FieldType, StreamMapping } from '../domain/stream-mapping.ts';
import { CATALOG_FIELDS } from '../mapping/catalog/fields.ts';
import { DEFAULT_CONTACT_FIELDS } from '../mapping/customer-fields.ts';
import { ORDER_CONTACT_FIELDS } from '../mapping/order/contact.ts';
import { ORDER_PROPERTIES } from '../mapping/order/properties.ts';
import { expression, type MappedKind, rulesFor } from './mapping-schema.ts';
import { type ConfigProblem, toProblem, withoutVerdict } from './problems.ts';

/**
 * A mapping item as a person writes it in the DynamoDB console:
 *
 *     { "tenantId": "acme", "item": "mapping#customers",
 *       "fields": [ { "to": "NEWSLETTER_SUBSCRIBE", "from": "custom.fields.newsletter", "type": "String",
 *                     "values": { "true": "YES", "false": "NO" }, "default": "NO" } ],
 *       "filter": "stores[?key == 'germany']" }
 */
export const MAPPING_PREFIX = 'mapping#';

type Defaults = ReadonlyMap<string, FieldType>;

const RECORD_TYPE: Readonly<Record<string, FieldType>> = {
  string: 'String',
  number: 'Numeric',
  boolean: 'Boolean',
  date: 'Date',
};

const customerDefaults: Defaults = new Map(DEFAULT_CONTACT_FIELDS.map(({ to, type }) => [to, type]));
const guestDefaults: Defaults = new Map(ORDER_CONTACT_FIELDS.map(({ name, type }) => [name, type]));
const orderDefaults: Defaults = new Map(
  ORDER_PROPERTIES.flatMap(({ names, type }) =>
    Object.values(names).flatMap((name): [string, FieldType][] => {
      const kind = RECORD_TYPE[type];
      return kind === undefined ? [] : [[name, kind]];
    }),
  ),
);
const catalogDefaults: Defaults = new Map(
  CATALOG_FIELDS.map(({ name, type }) => [name, RECORD_TYPE[type] ?? 'String']),
);

const predicate = z.string('must be a predicate in quotes, such as "customerGroup is defined"').trim().min(1);

const schemaFor = (kind: MappedKind, defaults: Defaults, more: z.ZodRawShape = {}) =>
  z.strictObject({
    tenantId: z.string(),
    item: z.string(),
    fields: rulesFor(kind, defaults).default([]),
    filter: expression.optional(),
    ...more,
  });

const SCHEMAS = {
  customers: schemaFor('contact', customerDefaults, { where: predicate.optional(), optIn: expression.optional() }),
  guests: schemaFor('contact', guestDefaults, { where: predicate.optional() }),
  orders: schemaFor('order', orderDefaults, { where: predicate.optional() }),
  products: schemaFor('catalog', catalogDefaults),
} as const;

/** The entity that an item name maps, or nothing when the name is not one of a mapping. */
export function mappedEntity(item: string): keyof typeof SCHEMAS | undefined {
  if (!item.startsWith(MAPPING_PREFIX)) return undefined;
  const name = item.slice(MAPPING_PREFIX.length);
  if (/^products#[A-Za-z0-9_]{1,40}$/.test(name)) return 'products';
  return Object.hasOwn(SCHEMAS, name) ? (name as keyof typeof SCHEMAS) : undefined;
}

export type ParsedMapping = { mapping: StreamMapping } | { problems: ConfigProblem[] };

/** Reads a mapping item; never throws, whatever a person wrote. */
export function parseMapping(item: Readonly<Record<string, unknown>>): ParsedMapping {
  const entity = mappedEntity(String(item.item));
  if (entity === undefined) return { problems: [unknownItem(String(item.item))] };
  const parsed = SCHEMAS[entity].safeParse(withoutVerdict(item), { reportInput: true });
  if (!parsed.success) return { problems: parsed.error.issues.map(toProblem) };
  const { tenantId: _, item: __, ...mapping } = parsed.data;
  return { mapping: JSON.parse(JSON.stringify(mapping)) as StreamMapping };
}

export const unknownItem = (item: string): ConfigProblem => ({
  path: 'item',
  message:
    `is "${item}", which the sync does not read; there are "settings", "mapping#customers", "mapping#guests", ` +
    '"mapping#orders", "mapping#products" and "mapping#products#<name of a catalog>"',
});
