import type { z } from 'zod';
import { fingerprintOf } from '../domain/fingerprint.ts';

/** Written by check-config beside what a person wrote; never part of the settings themselves. */
export const VERDICT_FIELDS = ['status', 'problems', 'warnings', 'checkedAt', 'checkedContent', 'lastValid'] as const;

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

/** A short word for what a person wrote: a verdict counts for the content that it was given on, and for no other. */
export const contentOf = (item: Readonly<Record<string, unknown>>): string => fingerprintOf(withoutVerdict(item));

/** Check-config has looked at just this content and found that it cannot be used. */
export const isRefused = (item: Readonly<Record<string, unknown>>): boolean =>
  item.status === 'invalid' && item.checkedContent === contentOf(item);

export function toProblem(issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return { path, message: `has ${keys}, which is not a setting; remove it or mend its spelling` };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { path, message: 'is missing' };
  return { path, message: issue.message };
}
