import { TemplateError } from '../template/resolve.ts';

/** Decides about one record of an event source. */
export type EventFilter = (record: unknown) => boolean;

type Pattern = { readonly [field: string]: Pattern | readonly unknown[] };

/**
 * The filters of an event source mapping: a record passes if any pattern fits, and a pattern fits if each of its fields
 * has one of the listed values (Lambda: Filter rule syntax).
 *
 * @param patterns JSON, as the template carries them; none lets everything pass
 * @throws TemplateError for a rule other than "is one of these values"
 */
export function createEventFilter(patterns: readonly string[]): EventFilter {
  const parsed = patterns.map((text) => JSON.parse(text) as Pattern);
  for (const pattern of parsed) assertSimple(pattern);
  return (record) => parsed.length === 0 || parsed.some((pattern) => fits(record, pattern));
}

const isList = (rule: Pattern[string] | undefined): rule is readonly unknown[] => Array.isArray(rule);

function fits(value: unknown, pattern: Pattern): boolean {
  const fields = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  return Object.entries(pattern).every(([name, rule]) =>
    isList(rule) ? rule.includes(fields[name]) : fits(fields[name], rule),
  );
}

function assertSimple(pattern: Pattern): void {
  for (const [field, rule] of Object.entries(pattern)) {
    if (!isList(rule)) assertSimple(rule);
    else if (rule.some((value) => typeof value === 'object' && value !== null)) {
      throw new TemplateError(`An event filter on "${field}" asks for more than equality, which is not built here.`);
    }
  }
}
