import type { ApiName } from '../recording/exchange.ts';
import type { OperationTally } from './operation-tallies.ts';

/** A call that the run has to hold for its verdict to mean something. */
export interface ExpectedCall {
  readonly api: ApiName;
  readonly operation: string;
  readonly status: number;
}

export const findUnmet = (calls: readonly ExpectedCall[], operations: readonly OperationTally[]): ExpectedCall[] =>
  calls.filter(
    ({ api, operation, status }) =>
      !operations.some((met) => met.api === api && met.operation === operation && met.statuses.includes(status)),
  );
