import { totalSkipped } from '../../../shared/domain/counts.ts';
import type { Window } from '../../../shared/domain/window.ts';

export const formatCount = (n: number): string => n.toLocaleString('en');

/** `4.2 s`, `62 s`, `3 min 5 s` */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 120 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

const clock = (instant: string): string => instant.slice(11, 19);
const day = (instant: string): string => instant.slice(0, 10);

/** Both ends in UTC; the day where it is not the same. */
export function formatWindow({ from, to }: Window): string {
  if (from === undefined) return `all before ${day(to)} ${clock(to)}`;
  return day(from) === day(to) ? `${clock(from)} - ${clock(to)}` : `${day(from)} ${clock(from)} - ${clock(to)}`;
}

/** `12 noEmail, 3 unpublished` */
export const formatReasons = (reasons: Readonly<Record<string, number>>): string =>
  Object.entries(reasons)
    .filter(([, n]) => n > 0)
    .map(([reason, n]) => `${formatCount(n)} ${reason}`)
    .join(', ');

export const formatSkipped = (counts: Parameters<typeof totalSkipped>[0]): string =>
  totalSkipped(counts) === 0 ? '0' : formatReasons(counts.skipped);
