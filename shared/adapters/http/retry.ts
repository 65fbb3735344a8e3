import type { Deadline } from '../../ports.ts';

export interface RetryPolicy {
  /** The first attempt included. */
  maxAttempts: number;
  /** Upper bound of the first pause; it doubles with every further one. */
  baseDelayMs: number;
  /** No drawn pause is longer. Asked to wait longer than this, we give up: it is for the queue to wait, not for a running function. */
  maxDelayMs: number;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = { maxAttempts: 4, baseDelayMs: 200, maxDelayMs: 10_000 };

export interface RetryOptions {
  policy?: RetryPolicy;
  deadline: Deadline;
  /** Time that a further attempt needs to be worth starting. */
  attemptMs?: number;
  /** Whether an error is worth another attempt, and after how long at least. `undefined`: it is not. */
  advise(error: unknown): RetryAdvice | undefined;
  sleep(ms: number): Promise<void>;
  /** 0 (included) to 1 (excluded). */
  random(): number;
}

export interface RetryAdvice {
  afterMs?: number | undefined;
}

/**
 * Repeats `attempt` until it succeeds, its error is not worth repeating, or attempts or time run out; then the last error
 * is thrown as it is. `attempt` is told its number, counted from 1.
 *
 * The pause is drawn from zero to the exponential bound ("full jitter"), so that callers who failed together do not come
 * back together. A pause the other side asked for is kept in full and the draw is added to it.
 */
export async function retry<T>(
  attempt: (number: number) => Promise<T>,
  { policy = DEFAULT_RETRY_POLICY, deadline, attemptMs = 1_000, advise, sleep, random }: RetryOptions,
): Promise<{ value: T; attempts: number }> {
  for (let number = 1; ; number += 1) {
    try {
      return { value: await attempt(number), attempts: number };
    } catch (error) {
      const advice = number < policy.maxAttempts ? advise(error) : undefined;
      if (!advice) throw error;
      const askedMs = advice.afterMs ?? 0;
      const drawnMs = random() * Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (number - 1));
      const pauseMs = Math.round(askedMs + drawnMs);
      if (askedMs > policy.maxDelayMs || pauseMs + attemptMs > deadline.remainingMs()) throw error;
      await sleep(pauseMs);
    }
  }
}

/** What one request may take: its own limit, or what the deadline leaves of it. */
export const fitDeadline = (limitMs: number, deadline: Deadline): number => Math.min(limitMs, deadline.remainingMs());
