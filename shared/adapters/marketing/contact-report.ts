import { canonicalCode, isDocumentedCode, UNKNOWN_FAILURE } from '../../domain/failure-codes.ts';

/** What a finished contact import says of each contact, by email in lower case. */
export interface ContactReport {
  saved: Set<string>;
  /** email -> code. */
  refused: Map<string, string>;
}

interface ReportRow {
  identifiers?: { email?: unknown } | null;
  failures?: unknown;
}

/**
 * Reads the arrays of a report; any of them may be missing, and they come in any order. A contact that was saved while
 * its list or consent was not stands in both: it counts as refused, because not everything that was sent is there.
 */
export function readContactReport(created: unknown, updated: unknown, failures: unknown): ContactReport {
  const saved = new Set<string>();
  for (const row of [...rowsOf(created), ...rowsOf(updated)]) {
    const email = emailOf(row);
    if (email !== undefined) saved.add(email);
  }
  const refused = new Map<string, string>();
  for (const row of rowsOf(failures)) {
    const email = emailOf(row);
    if (email === undefined) continue;
    saved.delete(email);
    refused.set(email, readCode(row.failures));
  }
  return { saved, refused };
}

const rowsOf = (rows: unknown): ReportRow[] =>
  Array.isArray(rows) ? rows.filter((row) => typeof row === 'object' && row !== null) : [];

const emailOf = ({ identifiers }: ReportRow): string | undefined =>
  typeof identifiers?.email === 'string' ? identifiers.email.trim().toLowerCase() : undefined;

/** A contact can fail for several reasons; the first that can be explained speaks for all. */
function readCode(failures: unknown): string {
  const codes = rowsOf(failures).map((failure) => canonicalCode((failure as { failureCode?: unknown }).failureCode));
  return codes.find((code) => code !== UNKNOWN_FAILURE && isDocumentedCode(code)) ?? codes[0] ?? UNKNOWN_FAILURE;
}
