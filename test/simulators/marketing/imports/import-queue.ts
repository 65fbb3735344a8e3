import { newId } from '../../http/chance.ts';
import {
  type BehaviourChange,
  DEFAULT_BEHAVIOUR,
  IMPORT_KINDS,
  type ImportBehaviour,
  type ImportKind,
  type ImportOutcome,
} from './import-behaviour.ts';
import { type ImportJob, type ImportLogEntry, type ImportWork, isForgotten, toLogEntry } from './import-job.ts';

export interface ImportStatus {
  readonly importId: string;
  readonly kind: ImportKind;
  readonly collectionName: string | null;
  readonly outcome: ImportOutcome | undefined;
  /** Status calls so far, this one included. */
  readonly polls: number;
  readonly report: Readonly<Record<string, unknown>>;
}

/**
 * The imports of one account, of both kinds in one line: an order's import that ends after a contact's must find the
 * contact. Nothing here runs on timers; whoever calls says what time it is, and what was due by then is done first.
 */
export class ImportQueue {
  readonly #jobs = new Map<string, ImportJob>();
  readonly #active = new Set<ImportJob>();
  readonly #behaviour: Record<ImportKind, ImportBehaviour> = {
    contacts: DEFAULT_BEHAVIOUR,
    insightData: DEFAULT_BEHAVIOUR,
  };
  readonly #planned: Record<ImportKind, BehaviourChange[]> = { contacts: [], insightData: [] };
  readonly #peak: Record<ImportKind, number> = { contacts: 0, insightData: 0 };
  readonly #accepted: Record<ImportKind, number> = { contacts: 0, insightData: 0 };
  readonly #lastDueMs: Record<ImportKind, number> = { contacts: 0, insightData: 0 };

  setBehaviour(kind: ImportKind, change: BehaviourChange): void {
    this.#behaviour[kind] = { ...this.#behaviour[kind], ...change };
  }

  /** The next imports of this kind behave so, one by one, before the rule applies again. */
  plan(kind: ImportKind, changes: readonly BehaviourChange[]): void {
    this.#planned[kind].push(...changes);
  }

  countActive(kind: ImportKind): number {
    let count = 0;
    for (const job of this.#active) if (job.kind === kind) count++;
    return count;
  }

  /** Active imports now, by id, and the most there ever were at once. */
  activity(): Readonly<Record<ImportKind, { readonly active: readonly string[]; readonly peak: number }>> {
    const of = (kind: ImportKind) => ({
      active: [...this.#active].filter((job) => job.kind === kind).map((job) => job.importId),
      peak: this.#peak[kind],
    });
    return { contacts: of('contacts'), insightData: of('insightData') };
  }

  resetPeaks(): void {
    for (const kind of IMPORT_KINDS) this.#peak[kind] = this.countActive(kind);
  }

  accept(work: ImportWork, nowMs: number): string {
    const { kind, records, bytes } = work;
    const behaviour = { ...this.#behaviour[kind], ...this.#planned[kind].shift() };
    const dueMs = behaviour.polls === null ? this.#dueMs(kind, behaviour, nowMs) : Number.POSITIVE_INFINITY;
    const job: ImportJob = {
      importId: newId(),
      behaviour,
      acceptedMs: nowMs,
      dueMs,
      kind,
      collectionName: work.collectionName ?? null,
      records,
      bytes,
      work,
      result: undefined,
      finishedMs: undefined,
      polls: 0,
    };
    this.#jobs.set(job.importId, job);
    this.#active.add(job);
    this.#accepted[kind]++;
    this.#peak[kind] = Math.max(this.#peak[kind], this.countActive(kind));
    return job.importId;
  }

  /** Does everything that was due by now, in the order it was due. */
  settleDue(nowMs: number): void {
    if (this.#active.size === 0) return;
    const due = [...this.#active].filter((job) => job.dueMs <= nowMs);
    due.sort((one, other) => one.dueMs - other.dueMs);
    for (const job of due) this.#finish(job, job.dueMs);
  }

  /** A status call: counts as a poll, and as the last one it may end the import. Nothing when unknown or forgotten. */
  poll(importId: string, kind: ImportKind, nowMs: number): ImportStatus | undefined {
    const job = this.#jobs.get(importId.toLowerCase());
    if (job === undefined || job.kind !== kind || isForgotten(job, nowMs)) return undefined;
    if (job.result === undefined && job.behaviour.polls !== null && job.polls >= job.behaviour.polls) {
      this.#finish(job, nowMs);
    }
    job.polls++;
    const { collectionName, polls, result } = job;
    return {
      importId: job.importId,
      kind,
      collectionName,
      outcome: result?.outcome,
      polls,
      report: result?.report?.() ?? {},
    };
  }

  log(): readonly ImportLogEntry[] {
    return [...this.#jobs.values()].map(toLogEntry);
  }

  #dueMs(kind: ImportKind, behaviour: ImportBehaviour, nowMs: number): number {
    const isLate = this.#accepted[kind] % 2 === 0;
    const factor = behaviour.finishOrder === 'outOfOrder' ? (isLate ? 1.5 : 0.5) : 1;
    const ownMs = nowMs + behaviour.durationMs * factor;
    const dueMs = behaviour.finishOrder === 'inOrder' ? Math.max(ownMs, this.#lastDueMs[kind]) : ownMs;
    this.#lastDueMs[kind] = Math.max(this.#lastDueMs[kind], dueMs);
    return dueMs;
  }

  #finish(job: ImportJob, nowMs: number): void {
    if (job.work === undefined) return;
    job.result = job.work.apply(job.behaviour, nowMs);
    job.work = undefined;
    job.finishedMs = nowMs;
    this.#active.delete(job);
  }
}
