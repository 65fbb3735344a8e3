import { type DataFieldValue, findValueProblem } from '../account/data-field-values.ts';
import type { DataFields } from '../account/data-fields.ts';
import type { MergeOption } from './contact-entry.ts';
import { type ContactFailure, failureOf } from './contact-failures.ts';

/** Data fields of one entry against the fields of the account: all that is wrong, or nothing. */
export function findDataFieldFailures(
  fields: DataFields,
  incoming: Readonly<Record<string, unknown>>,
): ContactFailure[] | undefined {
  let failures: ContactFailure[] | undefined;
  for (const name in incoming) {
    const problem = findProblem(fields, name, incoming[name]);
    if (problem === undefined) continue;
    failures ??= [];
    failures.push(failureOf.schemaViolation(name, problem));
  }
  return failures;
}

function findProblem(fields: DataFields, name: string, value: unknown): string | undefined {
  const field = fields.find(name);
  if (field === undefined) return 'does not exist in this account';
  return value === null ? undefined : findValueProblem(field.type, value);
}

/** Writes checked fields into a contact's: under the account's spelling, null clears, the merge option decides. */
export function mergeDataFields(
  fields: DataFields,
  held: Record<string, DataFieldValue>,
  incoming: Readonly<Record<string, unknown>>,
  mergeOption: MergeOption,
): void {
  for (const name in incoming) {
    const value = incoming[name] as DataFieldValue | null;
    const key = fields.find(name)?.name ?? name;
    if (mergeOption === 'overwriteIfNotEmpty' && isEmpty(value)) continue;
    if (mergeOption === 'overwriteIfEmpty' && !isEmpty(held[key])) continue;
    if (value === null) delete held[key];
    else held[key] = value;
  }
}

const isEmpty = (value: DataFieldValue | null | undefined) => value === undefined || value === null || value === '';
