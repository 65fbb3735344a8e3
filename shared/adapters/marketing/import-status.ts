import { canonicalCode, FAILURE_CODES } from '../../domain/failure-codes.ts';
import type { ImportOutcome } from '../../ports.ts';

/**
 * The words an import's state is told in. The two services and their own documentation do not agree on them, so either
 * service is read with the words of both; casing is not looked at.
 */
const PENDING: ReadonlySet<string> = new Set(['notstarted', 'notfinished', 'processing']);
const FINISHED: ReadonlySet<string> = new Set(['finished', 'complete']);

/** Sending the same again would meet the same block: somebody has to lift it first. */
const NEEDS_PERSON: ReadonlySet<string> = new Set(['RejectedByWatchdog', 'ExceedsAllowedContactLimit']);

export type ImportState =
  | { state: 'pending' }
  | { state: 'finished' }
  | Omit<Extract<ImportOutcome, { state: 'failed' }>, 'calls'>;

/**
 * A word nobody has documented counts as failed, so that the page is sent again, which is bounded, instead of waited for
 * without end; but as one that may still be carried out.
 */
export function readState(status: string): ImportState {
  const word = status.toLowerCase();
  if (PENDING.has(word)) return { state: 'pending' };
  if (FINISHED.has(word)) return { state: 'finished' };
  const code = canonicalCode(status);
  const known = FAILURE_CODES[code];
  if (known?.about !== 'import') return { state: 'failed', code, needsPerson: false, isUncertain: true };
  return { state: 'failed', code, needsPerson: NEEDS_PERSON.has(code), remedy: known.remedy };
}
