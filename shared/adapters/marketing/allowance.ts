import { toMs } from '../../domain/instant.ts';
import type { Clock, Deadline } from '../../ports.ts';

/** For calls that belong to no invocation of their own, such as making an account ready. */
export function allow(ms: number, clock: Clock): Deadline {
  const endMs = toMs(clock.now()) + ms;
  return { remainingMs: () => endMs - toMs(clock.now()) };
}
