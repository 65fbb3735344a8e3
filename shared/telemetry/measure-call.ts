import type { Api } from '../metric-names.ts';
import type { Measurement } from './measurement.ts';

/** What came of one request: an HTTP status, or the kind of failure that kept the answer from coming. */
export interface CallOutcome {
  status?: number;
  failure?: string;
  startedAtMs: number;
  endedAtMs: number;
}

const FIRST_ERROR_STATUS = 400;
const TOO_MANY_REQUESTS = 429;

/**
 * A call in metrics. A 404 is an answer like any other, because looking a record up is how one learns that there is none.
 */
export function measureCall(api: Api, { status, failure, startedAtMs, endedAtMs }: CallOutcome): Measurement[] {
  const isError = status === undefined || (status >= FIRST_ERROR_STATUS && status !== 404);
  const Code = status === undefined ? (failure ?? 'other') : String(status);
  return [
    { metric: 'apiCalls', value: 1, dimensions: { Api: api } },
    { metric: 'apiMilliseconds', value: Math.max(0, endedAtMs - startedAtMs), dimensions: { Api: api } },
    ...(isError ? [{ metric: 'apiErrors', value: 1, dimensions: { Api: api, Code } } satisfies Measurement] : []),
    ...(status === TOO_MANY_REQUESTS
      ? [{ metric: 'rateLimited', value: 1, dimensions: { Api: api } } satisfies Measurement]
      : []),
  ];
}
