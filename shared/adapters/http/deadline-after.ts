import { toMs } from '../../domain/instant.ts';
import type { Clock, Deadline } from '../../ports.ts';

/** A deadline for operations that were given none by their caller. */
export function deadlineAfter(limitMs: number, clock: Pick<Clock, 'now'>): Deadline {
  const endMs = toMs(clock.now()) + limitMs;
  return { remainingMs: () => endMs - toMs(clock.now()) };
}
