import type { Instant } from './instant.ts';
import type { Window } from './window.ts';

/** A run that somebody has asked for; it opens at the next chance, and the write that opens it takes the request away. */
export interface RunRequest {
  /** For people: `mapping changed`, `asked for`, … */
  reason: string;
  at: Instant;
  /** Who asked, and what for, where it was a person. */
  by?: string;
  why?: string;
  /** Backfill only; no bound means everything there is on that side. */
  window?: Partial<Window>;
  /** Replay only; absent: every rejection of the stream. */
  replay?: ReplayChoice;
}

/** Which rejections to send once more. */
export interface ReplayChoice {
  code?: string;
  /** Only what was refused for a reason that may pass by itself, and not too often yet. */
  onlyPassing?: boolean;
  /** Ids as they are listed. */
  ids?: readonly string[];
}
