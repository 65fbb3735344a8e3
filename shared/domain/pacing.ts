/**
 * When to look again. These numbers pace work; none of them decides whether a record is sent, so they may be wrong
 * without anything being lost.
 */

/** A small import is done in about a second, a large one in minutes: ask early, then ever more rarely. */
const POLL_SECONDS = [1, 1, 2, 3, 5, 8, 13, 20, 30];
const LAST_POLL_SECONDS = 60;

export const pollDelaySeconds = (poll: number): number => POLL_SECONDS[poll] ?? LAST_POLL_SECONDS;

/** After this an import is taken for lost and its page is sent again. Marketing publishes no limit. */
export const IMPORT_LIMIT_SECONDS = 6 * 60 * 60;

/** How often a step is put off before its lane rests until the next tick. */
export const MAX_ATTEMPTS = 8;

/** Imports of one page that may fail as a whole before its lane rests until the next tick. */
export const MAX_FAILED_IMPORTS = 3;

/** How often a record is sent again after its contact was created, before it becomes a rejection. */
export const MAX_REPAIRS = 3;

/** How often a record may be refused for a reason that may pass before only a person has it tried again. */
export const MAX_REFUSALS = 3;

/** Two ticks and some: runs that refused something and closed longer ago were looked at by an earlier tick. */
export const RETRY_LOOKBACK_SECONDS = 40 * 60;

/** The longest delay that SQS offers. */
const MAX_DELAY_SECONDS = 900;

/** 2, 4, 8 … seconds, or as long as the other side asked for. */
export function retryDelaySeconds(attempt: number, retryAfterMs: number | undefined): number {
  const asked = retryAfterMs === undefined ? 0 : Math.ceil(retryAfterMs / 1000);
  return Math.min(MAX_DELAY_SECONDS, Math.max(asked, 2 ** Math.min(attempt + 1, 9)));
}

/** A lane that has not moved for this long has lost its message; longer than a worker can take over a page. */
export const SILENT_LANE_SECONDS = 15 * 60;

/** How long one invocation may spend reading a page, so that enough time is left to hand it over. */
export const READ_BUDGET_MS = 45_000;

/** Time kept for the hand-over: Marketing asks clients to wait 121 s for an answer (API conventions, time-outs). */
export const SUBMIT_RESERVE_MS = 125_000;

/**
 * A run that is open for longer than this is reported at every tick. Live has to keep up with the shop; the walks through
 * everything take as long as there is to walk, and ten million records at the pace of four lanes are done in three days.
 */
const OPEN_RUN_HOURS: Readonly<Record<string, number>> = { live: 2, history: 72, backfill: 72 };
const OTHER_RUN_HOURS = 12;

export const openRunLimitSeconds = (track: string): number => (OPEN_RUN_HOURS[track] ?? OTHER_RUN_HOURS) * 60 * 60;
