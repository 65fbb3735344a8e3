import { z } from 'zod';
import type { Outcome } from '../lambda/protocol.ts';

const responseSchema = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish(),
});

/**
 * Which items of a batch Lambda takes for failed (Lambda: Reporting batch item failures). All of them when the function
 * threw, and also when its answer is malformed or names an item that was not in the batch.
 */
export function failedItems(
  outcome: Outcome,
  identifiers: readonly string[],
  reportsItemFailures: boolean,
): ReadonlySet<string> {
  const all = new Set(identifiers);
  if (!outcome.ok) return all;
  if (!reportsItemFailures || outcome.value === null) return new Set();
  const response = responseSchema.safeParse(outcome.value);
  if (!response.success) return all;
  const named = (response.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return named.every((identifier) => all.has(identifier)) ? new Set(named) : all;
}
