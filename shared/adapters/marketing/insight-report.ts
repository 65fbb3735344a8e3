import { canonicalCode } from '../../domain/failure-codes.ts';

/** key -> code. The report names no saved records; it may leave `failures` out, and lists them in any order. */
export function readInsightFailures(failures: unknown): Map<string, string> {
  const refused = new Map<string, string>();
  if (!Array.isArray(failures)) return refused;
  for (const row of failures as (Record<string, unknown> | null)[]) {
    if (typeof row?.key === 'string') refused.set(row.key, canonicalCode(row.failureReason));
  }
  return refused;
}
