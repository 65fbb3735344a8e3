import { describe, expect, it } from '@jest/globals';
import { deadlineAfter } from '../../../shared/adapters/http/deadline-after.ts';
import { fitDeadline, type RetryAdvice, type RetryOptions, retry } from '../../../shared/adapters/http/retry.ts';
import { addSeconds } from '../../../shared/domain/instant.ts';

const plentyOfTime = { remainingMs: () => 60_000 };

/** Fails `failures` times, then succeeds; time stands still except for the pauses. */
const trial = async (failures: number, options: Partial<RetryOptions> = {}) => {
  const pauses: number[] = [];
  const numbers: number[] = [];
  const result = await retry(
    async (number) => {
      numbers.push(number);
      if (number <= failures) throw new Error(`failure ${number}`);
      return 'done';
    },
    {
      deadline: plentyOfTime,
      advise: () => ({}),
      random: () => 0.5,
      sleep: async (ms) => {
        pauses.push(ms);
      },
      ...options,
    },
  ).catch((error: unknown) => (error instanceof Error ? error.message : error));
  return { result, pauses, numbers };
};

describe('retry', () => {
  it('returns at once what succeeds at once', async () => {
    expect(await trial(0)).toEqual({ result: { value: 'done', attempts: 1 }, pauses: [], numbers: [1] });
  });

  it('draws each pause from zero to a bound that doubles', async () => {
    const { result, pauses } = await trial(3, { random: () => 1 });
    expect(pauses).toEqual([200, 400, 800]);
    expect(result).toEqual({ value: 'done', attempts: 4 });
    expect((await trial(3, { random: () => 0 })).pauses).toEqual([0, 0, 0]);
  });

  it('never draws a pause over the policy', async () => {
    const policy = { maxAttempts: 6, baseDelayMs: 200, maxDelayMs: 500 };
    expect((await trial(5, { policy, random: () => 1 })).pauses).toEqual([200, 400, 500, 500, 500]);
  });

  it('gives up with the last error when the attempts are used up', async () => {
    expect(await trial(9)).toMatchObject({ result: 'failure 4', numbers: [1, 2, 3, 4] });
  });

  it('does not repeat what is not worth repeating', async () => {
    expect(await trial(9, { advise: () => undefined })).toEqual({ result: 'failure 1', pauses: [], numbers: [1] });
  });

  it('waits at least as long as it was asked to', async () => {
    const asked: RetryAdvice = { afterMs: 3_000 };
    expect((await trial(1, { advise: () => asked })).pauses).toEqual([3_100]);
  });

  it('leaves it to the queue when it is asked to stay away for long', async () => {
    const { result, pauses } = await trial(1, { advise: () => ({ afterMs: 10_001 }) });
    expect({ result, pauses }).toEqual({ result: 'failure 1', pauses: [] });
  });

  it('starts no pause after which there is no time for an attempt', async () => {
    let remainingMs = 2_500;
    const pauses: number[] = [];
    const { result } = await trial(9, {
      policy: { maxAttempts: 9, baseDelayMs: 1_000, maxDelayMs: 10_000 },
      deadline: { remainingMs: () => remainingMs },
      attemptMs: 500,
      random: () => 0.5,
      sleep: async (ms) => {
        pauses.push(ms);
        remainingMs -= ms;
      },
    });
    expect(pauses).toEqual([500, 1_000]);
    expect(result).toBe('failure 3');
  });

  it('cuts a request to what the deadline leaves', () => {
    expect(fitDeadline(30_000, { remainingMs: () => 12_000 })).toBe(12_000);
    expect(fitDeadline(30_000, { remainingMs: () => 45_000 })).toBe(30_000);
  });

  it('can be bounded by a deadline that counts down from now', () => {
    let now = '2026-08-04T10:00:00.000Z';
    const deadline = deadlineAfter(60_000, { now: () => now });
    now = addSeconds(now, 45);
    expect(deadline.remainingMs()).toBe(15_000);
  });
});
