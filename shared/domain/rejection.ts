import type { Instant } from './instant.ts';

/**
 * A record refused for its content. Trying again unchanged cannot help, so it is stored until the record, the mapping
 * or the account changes. It names the record by id and carries no part of it.
 */
export interface Rejection {
  /** commercetools id of the record; for a catalog the key of its record, which begins with the product's id. */
  id: string;
  /** Marketing's failure code in its documented casing, or one of ours. */
  code: string;
}

/** A rejection as it is stored and listed. */
export interface StoredRejection extends Rejection {
  tenantId: string;
  stream: string;
  firstSeen: Instant;
  lastSeen: Instant;
  /** How many times it was refused since `firstSeen`. */
  times: number;
  runId: string;
}

/** How long a rejection stays listed after it was last seen, in days. */
export const REJECTION_DAYS = 90;

/** Marketing answered "finished" and mentioned the record nowhere: neither saved nor refused. */
export const NOT_CONFIRMED = 'NotConfirmed';
