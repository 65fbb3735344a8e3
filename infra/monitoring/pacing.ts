import type { StageConfig } from '../stage-config.ts';

/** Lambda and SQS publish their own metrics by the minute; five of them together keep a single hiccup readable. */
export const RUN_TOGETHER_MINUTES = 5;

/** How many ticks an hour has, at least one. */
export const ticksAnHour = (scheduleMinutes: number): number => Math.max(1, Math.ceil(60 / scheduleMinutes));

/**
 * How far a stream may be behind. A healthy one is a schedule behind just before its tick and a few minutes more while
 * its run is open; with three schedules two ticks in a row have achieved nothing.
 */
export const lagTargetMinutes = ({ scheduleMinutes, lagTargetMinutes: given }: StageConfig): number =>
  given ?? Math.max(45, 3 * scheduleMinutes);
