import type { ApiName } from '../recording/exchange.ts';

/** One place where traffic and published description do not agree, or where the description itself is broken. */
export interface Difference {
  readonly api: ApiName;
  /** `GET /{projectKey}/customers`; for what is not described the path that was sent, for a file its name. */
  readonly operation: string;
  readonly side: 'request' | 'answer' | 'file';
  /** Of the answer. */
  readonly status?: number | undefined;
  /** `body.results[].email`, `query.limit`, `header.content-type`; empty for the whole. */
  readonly at: string;
  readonly rule: string;
  readonly problem: string;
  /** What was there instead, letters and digits made unrecognisable. */
  readonly example: string;
}

export type Place = Pick<Difference, 'api' | 'operation' | 'side' | 'status'>;
