import type { ApiName } from '../recording/exchange.ts';
import type { Judgement } from './judge-exchange.ts';

/** What was seen of one operation. */
export interface OperationTally {
  readonly api: ApiName;
  readonly operation: string;
  /** Absent when no file describes it. */
  readonly file?: string | undefined;
  readonly requests: number;
  /** Fewer than requests where connections broke. */
  readonly answers: number;
  /** Ascending. */
  readonly statuses: readonly number[];
  /** Not explained. */
  readonly differences: number;
}

export class OperationTallies {
  readonly #tallies = new Map<string, OperationTally>();

  add(api: ApiName, { operation, file, status }: Judgement, differences: number): void {
    const key = `${api} ${operation}`;
    const before = this.#tallies.get(key);
    const statuses = new Set([...(before?.statuses ?? []), ...(status === undefined ? [] : [status])]);
    this.#tallies.set(key, {
      api,
      operation,
      file,
      requests: (before?.requests ?? 0) + 1,
      answers: (before?.answers ?? 0) + (status === undefined ? 0 : 1),
      statuses: [...statuses].sort((a, b) => a - b),
      differences: (before?.differences ?? 0) + differences,
    });
  }

  /** By API, then by path. */
  all(): OperationTally[] {
    const pathOf = ({ operation }: OperationTally) => operation.replace(/^\S+ /, '');
    return [...this.#tallies.values()].sort(
      (a, b) =>
        a.api.localeCompare(b.api) || pathOf(a).localeCompare(pathOf(b)) || (a.operation < b.operation ? -1 : 1),
    );
  }
}
