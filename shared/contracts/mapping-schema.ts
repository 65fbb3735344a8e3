import * as z from 'zod';
import { FIELD_TYPES, type FieldRule, type FieldType, NULL_POLICIES } from '../domain/stream-mapping.ts';
import { findExpressionProblem } from '../mapping/expression.ts';

/** What a mapping item is about, by the second half of its name; see contracts/mapping.ts. */
export type MappedKind = 'contact' | 'order' | 'catalog';

/** Marketing: Contact data fields, names. */
const DATA_FIELD_NAME = /^[A-Za-z0-9_-]{1,20}$/;
/** Marketing: Insight data, failure reason `JsonKeyInvalidCharacters`. */
const PROPERTY_NAME = /^[A-Za-z0-9_-]{1,100}$/;

/** Names that Marketing keeps for itself (help page on contact data fields), besides those no property can have. */
const RESERVED = new Set(
  (
    'account campaign campaignid contact contact_api_id contactid email hcontactid hemail hemail256 id messagecontent ' +
    'mobilenumberid notes unsubscribed uniquecontactid'
  ).split(' '),
);

/** Properties of a record that nothing may replace: what it is known by and what the platform reads. */
const FIXED: Readonly<Record<Exclude<MappedKind, 'contact'>, ReadonlySet<string>>> = {
  order: new Set(['id', 'email', 'currency', 'order_total', 'orderTotal', 'purchase_date', 'purchaseDate', 'products']),
  catalog: new Set(['id', 'parent_id', 'status', 'Currency', 'price', 'specialPrice', 'stock', 'created_date']),
};

const JSON_TYPE: Readonly<Record<FieldType, string>> = {
  String: 'string',
  Numeric: 'number',
  Date: 'string',
  Boolean: 'boolean',
};
const EXAMPLE: Readonly<Record<FieldType, string>> = {
  String: '"YES"',
  Numeric: '0',
  Date: '"2026-01-31"',
  Boolean: 'false',
};

const types = FIELD_TYPES.map((type) => `"${type}"`).join(', ');
const policies = NULL_POLICIES.map((policy) => `"${policy}"`).join(', ');
const plainValue = z.union([z.string(), z.number(), z.boolean()], 'must be a text, a number, true or false');

export const expression = z
  .string('must be JMESPath in quotes, such as "custom.fields.newsletter"')
  .trim()
  .min(1, 'must not be empty')
  .superRefine((from, context) => {
    const message = findExpressionProblem(from);
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

const rule = z
  .strictObject(
    {
      to: z.string('must be the name of the field in Marketing, in quotes'),
      instead: z.string('must be the name of a default field, in quotes').optional(),
      enabled: z.boolean('must be true or false').default(true),
      from: expression.optional(),
      type: z.enum(FIELD_TYPES, `must be one of ${types}`).optional(),
      values: z.record(z.string(), plainValue, 'must be a map such as { "true": "YES", "false": "NO" }').optional(),
      default: plainValue.optional(),
      whenNull: z.enum(NULL_POLICIES, `must be one of ${policies}`).default('skip'),
    },
    'must be a map such as { "to": "NEWSLETTER", "from": "custom.fields.newsletter", "type": "Boolean" }',
  )
  .superRefine(({ type, values = {}, default: fallback }, context) => {
    if (type === undefined) return;
    const wrong = (value: unknown) => typeof value !== JSON_TYPE[type];
    const message = `is not of the type ${type}; write it like ${EXAMPLE[type]}`;
    if (fallback !== undefined && wrong(fallback)) context.addIssue({ code: 'custom', path: ['default'], message });
    for (const [name, value] of Object.entries(values)) {
      if (wrong(value)) context.addIssue({ code: 'custom', path: ['values', name], message });
    }
  });

/** What must be true of all rules together. `defaults`: type by the name of each default field that a rule may name. */
export const rulesFor = (kind: MappedKind, defaults: ReadonlyMap<string, FieldType>) =>
  z.array(rule, 'must be a list of fields').superRefine((rules, context) => {
    const taken = new Set<string>();
    for (const [i, each] of rules.entries()) {
      const problem = findRuleProblem(each as FieldRule, kind, defaults, taken);
      if (problem) context.addIssue({ code: 'custom', path: [i, problem.path], message: problem.message });
    }
  });

function findRuleProblem(
  { to, instead = to, enabled, from, type, whenNull }: FieldRule,
  kind: MappedKind,
  defaults: ReadonlyMap<string, FieldType>,
  taken: Set<string>,
): { path: string; message: string } | undefined {
  const name = kind === 'contact' ? to.toLowerCase() : to.replaceAll('-', '_');
  const known = defaults.get(instead);
  if (taken.has(name))
    return { path: 'to', message: `"${to}" is filled by an earlier field of the list; keep one of the two` };
  taken.add(name);
  const nameProblem = findNameProblem(to, kind);
  if (nameProblem) return { path: 'to', message: nameProblem };
  if (instead !== to && known === undefined) {
    return {
      path: 'instead',
      message: `"${instead}" is not a default field; the defaults are ${[...defaults.keys()].join(', ')}`,
    };
  }
  if (instead !== to && defaults.has(to)) {
    return {
      path: 'to',
      message: `"${to}" is the name of another default field; change that one, or choose another name`,
    };
  }
  if (!enabled) {
    return known === undefined
      ? { path: 'enabled', message: `switches off "${instead}", which is not a default field` }
      : undefined;
  }
  const isRenamed = kind === 'contact' && known !== undefined;
  if (from === undefined && !isRenamed) return { path: 'from', message: 'is missing: say where the value comes from' };
  if (type === undefined && !isRenamed) return { path: 'type', message: `is missing: say one of ${types}` };
  if (known !== undefined && type !== undefined && type !== known && instead === to) {
    return { path: 'type', message: `must be "${known}", because "${to}" has that type in Marketing already` };
  }
  if (whenNull !== 'skip' && kind !== 'contact') {
    return { path: 'whenNull', message: 'must be "skip" here: a record has no empty properties' };
  }
  if (whenNull === 'send' && (type ?? known) !== 'String') {
    return {
      path: 'whenNull',
      message: '"send" sends an empty text, so the type must be "String"; use "clear" to empty the field',
    };
  }
  return undefined;
}

function findNameProblem(to: string, kind: MappedKind): string | undefined {
  if (kind !== 'contact') {
    if (!PROPERTY_NAME.test(to)) return `"${to}" must be 1 to 100 letters, digits, - and _`;
    return FIXED[kind].has(to) ? `"${to}" cannot be mapped: the sync and the platform rely on it` : undefined;
  }
  if (!DATA_FIELD_NAME.test(to)) {
    return `"${to}" has ${to.length} characters; a data field has 1 to 20 letters, digits, - and _`;
  }
  return RESERVED.has(to.toLowerCase())
    ? `"${to}" is a name that Marketing keeps for itself; choose another`
    : undefined;
}
