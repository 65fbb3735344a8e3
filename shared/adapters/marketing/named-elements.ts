import type { Submission } from '../../ports.ts';
import type { Refusal } from './refusal.ts';

/** `contacts[3].identifiers`, `$.records[3]`, `/contacts/3/lists`: frameworks write paths in different ways. */
const ELEMENT = /^[$#./]*(?:contacts|records)(?:\[(\d+)\]|[./](\d+))/i;

/** The elements an answer names by their place in the body, or by the handle itself. */
export function findNamed(submissions: readonly Submission[], { items }: Refusal): Submission[] {
  const named = new Set<Submission>();
  const byHandle = new Map(submissions.map((submission) => [submission.handle.toLowerCase(), submission]));
  for (const item of items) {
    const place = ELEMENT.exec(item);
    const submission = place ? submissions[Number(place[1] ?? place[2])] : byHandle.get(item.trim().toLowerCase());
    if (submission) named.add(submission);
  }
  return [...named];
}
