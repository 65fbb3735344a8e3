import type { Counts } from '../domain/counts.ts';
import type { Instant } from '../domain/instant.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { Submission } from '../ports.ts';

/** One page, read and mapped, before anything of it has left. */
export interface PageDraft {
  submissions: Submission[];
  /** Handles among them that are to be sent only if Marketing holds them already. */
  onlyIfKnown: ReadonlySet<string>;
  rejections: Rejection[];
  /** Everything but `imported`, which only Marketing's report can tell. */
  counts: Counts;
  nextCursor?: string;
  endsLane: boolean;
  /** commercetools' clock at the first answer: no record of the page is older than its state at this moment. */
  readAt: Instant;
  requestSize: number;
}
