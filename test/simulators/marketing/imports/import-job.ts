import type { ImportBehaviour, ImportKind, ImportOutcome } from './import-behaviour.ts';

/** What an import does when its time has come, and what its report then says. */
export interface ImportWork {
  readonly kind: ImportKind;
  readonly records: number;
  readonly bytes: number;
  readonly collectionName?: string;
  apply(behaviour: ImportBehaviour, nowMs: number): ImportResult;
}

export interface ImportResult {
  /** May be worse than planned: an account can be full. */
  readonly outcome: ImportOutcome;
  /** Built anew for each reader; nothing but id and status when absent. */
  readonly report?: () => Readonly<Record<string, unknown>>;
}

export interface ImportJob {
  readonly importId: string;
  readonly behaviour: ImportBehaviour;
  readonly acceptedMs: number;
  readonly dueMs: number;
  readonly kind: ImportKind;
  readonly collectionName: string | null;
  readonly records: number;
  readonly bytes: number;
  /** Dropped when done, and the records with it. */
  work: ImportWork | undefined;
  result: ImportResult | undefined;
  finishedMs: number | undefined;
  /** Status calls so far. */
  polls: number;
}

/** One line of the import log. */
export interface ImportLogEntry {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly collectionName: string | null;
  readonly records: number;
  readonly bytes: number;
  readonly acceptedAt: string;
  readonly finishedAt: string | null;
  readonly status: ImportOutcome | 'NotFinished';
  /** Status calls so far. */
  readonly polls: number;
}

export function toLogEntry(job: ImportJob): ImportLogEntry {
  const { importId, kind, collectionName, records, bytes, acceptedMs, finishedMs, result, polls } = job;
  return {
    importId,
    kind,
    collectionName,
    records,
    bytes,
    acceptedAt: new Date(acceptedMs).toISOString(),
    finishedAt: finishedMs === undefined ? null : new Date(finishedMs).toISOString(),
    status: result?.outcome ?? 'NotFinished',
    polls,
  };
}

export function isForgotten({ behaviour, finishedMs }: ImportJob, nowMs: number): boolean {
  const keptMs = behaviour.forgetReportAfterMs;
  return keptMs !== null && finishedMs !== undefined && nowMs >= finishedMs + keptMs;
}
