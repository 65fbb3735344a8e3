import { setTimeout as wait } from 'node:timers/promises';

/** No answer in so long is none; without a limit a test that has failed would keep the whole run from ending. */
const LIMIT_MS = 60_000;

/**
 * Asks again until the answer is there.
 * @throws Error when there is still none after a minute
 */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const giveUpAt = performance.now() + LIMIT_MS;
  while (performance.now() < giveUpAt) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await wait(20);
  }
  throw new Error(`No answer within ${LIMIT_MS / 1000} s.`);
}
