/**
 * Faults of the API itself, to be injected like any other (`{ type: 'inside', name, options }`):
 *
 * - `content-too-large` `{ aboveLimit? }`: 413 `ContentTooLarge` when the request's `limit` is above it, or always
 * - `query-timed-out` `{ aboveLimit? }`: 400 `QueryTimedOut`, likewise
 * - `fat-page` `{ bytesPerRow = 100000 }`: each row of the page grows by so many blank bytes
 */
import { type InsideFault, ReplyError } from '../http/exchange.ts';
import type { FaultRule } from '../http/faults.ts';
import { errorReply } from './errors.ts';

const TOO_LARGE = 'The result is too large. Please request less data.';
const TIMED_OUT =
  'The query timed out. If your query contains predicates, sorting, or expansion, consider adapting it.';

export const contentTooLarge = (): ReplyError => new ReplyError(errorReply(413, TOO_LARGE, 'ContentTooLarge'));
const queryTimedOut = (): ReplyError => new ReplyError(errorReply(400, TIMED_OUT, 'QueryTimedOut'));

/** @throws ReplyError when the fault strikes a request for so many rows. */
export function playFault(fault: InsideFault | undefined, limit: number): void {
  if (!fault || limit <= Number(fault.options?.aboveLimit ?? -1)) return;
  if (fault.name === 'content-too-large') throw contentTooLarge();
  if (fault.name === 'query-timed-out') throw queryTimedOut();
}

const inside = (name: string, options: Record<string, number>, rule: Omit<FaultRule, 'action'>): FaultRule => ({
  path: '/*/*',
  ...rule,
  action: { type: 'inside', name, options },
});

/** Ready-made rules for tests; `rule` adds path, times, share. */
export const COMMERCETOOLS_FAULTS = {
  contentTooLarge: (aboveLimit: number, rule: Omit<FaultRule, 'action'> = {}): FaultRule =>
    inside('content-too-large', { aboveLimit }, rule),
  queryTimedOut: (aboveLimit: number, rule: Omit<FaultRule, 'action'> = {}): FaultRule =>
    inside('query-timed-out', { aboveLimit }, rule),
  fatPage: (bytesPerRow: number, rule: Omit<FaultRule, 'action'> = {}): FaultRule =>
    inside('fat-page', { bytesPerRow }, rule),
};
