import type { Counts } from '../domain/counts.ts';
import type { LaneImport } from '../domain/lane.ts';
import { NOT_CONFIRMED, type Rejection } from '../domain/rejection.ts';
import type { Ids, ImportOutcome } from '../ports.ts';

export interface MatchedReport {
  importedIds: string[];
  rejections: Rejection[];
  /** Books of the whole page, complete. */
  counts: Counts;
  /** Failures whose handle the page never sent; they cannot be attributed and only count for people. */
  unmatched: number;
}

/**
 * Joins Marketing's report with what the page sent, by handle and never by position. A record that the report names
 * nowhere is not taken for imported: it is rejected as not confirmed, so that it stays visible and can be replayed.
 */
export function matchReport(
  page: LaneImport,
  idsByDigest: ReadonlyMap<string, string>,
  report: Extract<ImportOutcome, { state: 'finished' }>,
  ids: Ids,
): MatchedReport {
  const digest = (handle: string) => ids.digest(page.manifestId, handle);
  const codes = new Map<string, string>();
  let unmatched = 0;
  for (const [handle, code] of report.refused) {
    const key = digest(handle);
    if (idsByDigest.has(key)) codes.set(key, code);
    else unmatched += 1;
  }
  const saved = report.saved && new Set(Array.from(report.saved, digest));
  const rejections: Rejection[] = [];
  const importedIds: string[] = [];
  for (const [key, id] of idsByDigest) {
    const code = codes.get(key) ?? (saved && !saved.has(key) ? NOT_CONFIRMED : undefined);
    if (code === undefined) importedIds.push(id);
    else rejections.push({ id, code });
  }
  return {
    importedIds,
    rejections,
    counts: closeBooks(page, importedIds.length, rejections.length, report.calls),
    unmatched,
  };
}

const closeBooks = ({ counts }: LaneImport, imported: number, rejected: number, marketingCalls: number): Counts => ({
  ...counts,
  imported,
  rejected: counts.rejected + rejected,
  calls: { ...counts.calls, marketing: counts.calls.marketing + marketingCalls },
});
