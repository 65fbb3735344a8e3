import type { Feed } from './feed.ts';

export interface ScheduleOptions {
  readonly everySeconds: number;
  readonly tick: () => Promise<unknown>;
}

/**
 * A rate of EventBridge Scheduler: the first tick at once, then one each time the interval is over, whether or not the one
 * before has been answered. A tick that fails is not repeated: the next does its work too.
 */
export function startSchedule({ everySeconds, tick }: ScheduleOptions): Feed {
  const underWay = new Set<Promise<unknown>>();
  const turn = () => {
    const ticking: Promise<unknown> = tick().finally(() => underWay.delete(ticking));
    underWay.add(ticking);
  };
  turn();
  const timer = setInterval(turn, everySeconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}
