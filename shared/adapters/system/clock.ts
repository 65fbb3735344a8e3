import { setTimeout as wait } from 'node:timers/promises';
import { toInstant } from '../../domain/instant.ts';
import type { Clock } from '../../ports.ts';

/** This machine's clock and timer. */
export const systemClock: Clock = {
  now: () => toInstant(Date.now()),
  sleep: async (ms) => {
    await wait(ms);
  },
};
