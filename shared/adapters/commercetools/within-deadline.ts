import { TransientError } from '../../domain/errors.ts';
import type { Deadline } from '../../ports.ts';

/** Node treats a longer timer as none at all and fires it at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Waits for work that is shared with others, and so cannot be stopped, no longer than the own deadline allows. */
export async function withinDeadline<T>(shared: Promise<T>, deadline: Deadline): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new TransientError('The access token did not come in time.', { code: 'commercetools.noAnswer' })),
      Math.min(LONGEST_TIMER_MS, Math.max(0, deadline.remainingMs())),
    );
  });
  try {
    return await Promise.race([shared, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
