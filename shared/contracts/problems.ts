import type { z } from 'zod';

/** Written by check-config beside what a person wrote; never part of the settings themselves. */
export const VERDICT_FIELDS = ['status', 'problems', 'checkedAt', 'lastValid'] as const;

/** What is wrong with a config item, for the person who wrote it. */
export interface ConfigProblem {
  /** Where in the item, such as `marketing.listId`; empty for the item as a whole. */
  path: string;
  message: string;
}

export function withoutVerdict(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const verdict = new Set<string>(VERDICT_FIELDS);
  return Object.fromEntries(Object.entries(item).filter(([name]) => !verdict.has(name)));
}

export function toProblem(issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return { path, message: `has ${keys}, which is not a setting; remove it or mend its spelling` };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { path, message: 'is missing' };
  return { path, message: issue.message };
}
