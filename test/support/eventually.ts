import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is there, however long that takes within the test's own time limit. */
export async function eventually<T>(ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await wait(20);
  }
}
