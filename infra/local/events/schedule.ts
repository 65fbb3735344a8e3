import type { Outcome } from '../lambda/protocol.ts';
import type { Feed } from './feed.ts';

export interface ScheduleOptions {
  readonly everySeconds: number;
  /** What the schedule sends. It is asked each time, so that the first tick may say something else. */
  readonly input: () => Readonly<Record<string, unknown>>;
  readonly invoke: (event: Readonly<Record<string, unknown>>) => Promise<Outcome>;
}

/**
 * A rate of EventBridge Scheduler: the first tick at once, then one each time the interval is over, whether or not the one
 * before has been answered. A tick that fails is not repeated: the next does its work too.
 */
export function startSchedule({ everySeconds, input, invoke }: ScheduleOptions): Feed {
  const underWay = new Set<Promise<unknown>>();
  const tick = () => {
    const ticking: Promise<unknown> = invoke(input()).finally(() => underWay.delete(ticking));
    underWay.add(ticking);
  };
  tick();
  const timer = setInterval(tick, everySeconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}
