import { newId } from '../../http/chance.ts';

/** Deleting and emptying collections takes a while; until then everything is still there. */
export interface AsyncJobStatus {
  readonly jobId: string;
  readonly status: 'NotStarted' | 'NotFinished' | 'Finished';
  readonly summary?: { readonly totalRecords: number; readonly totalProcessed: number; readonly totalFailed: number };
}

interface Job {
  readonly startedMs: number;
  readonly dueMs: number;
  /** Does the work and says how many records it was. */
  readonly work: () => number;
  records: number | undefined;
}

export class AsyncJobs {
  readonly #jobs = new Map<string, Job>();

  start(work: () => number, nowMs: number, durationMs: number): string {
    const jobId = newId();
    this.#jobs.set(jobId, { startedMs: nowMs, dueMs: nowMs + durationMs, work, records: undefined });
    return jobId;
  }

  settleDue(nowMs: number): void {
    for (const job of this.#jobs.values()) {
      if (job.records === undefined && job.dueMs <= nowMs) job.records = job.work();
    }
  }

  find(jobId: string, nowMs: number): AsyncJobStatus | undefined {
    const job = this.#jobs.get(jobId.toLowerCase());
    if (job === undefined) return undefined;
    const { records } = job;
    if (records === undefined) return { jobId, status: nowMs === job.startedMs ? 'NotStarted' : 'NotFinished' };
    return { jobId, status: 'Finished', summary: { totalRecords: records, totalProcessed: records, totalFailed: 0 } };
  }
}
