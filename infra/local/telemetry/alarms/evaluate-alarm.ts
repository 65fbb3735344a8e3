import { answerQuery } from '../math/answer-queries.ts';
import { CELL_MS, type MetricStore } from '../metrics/metric-store.ts';
import { type AlarmDefinition, COMPARISONS } from './read-alarms.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Evaluation {
  readonly state: AlarmState;
  /** The latest values that there are, newest first. */
  readonly recent: readonly number[];
}

/** Looked at behind the periods that count, so that a late value can take the place of one that is missing. */
const EXTRA_PERIODS = 2;

/**
 * The state of an alarm at a moment, by real time and the alarm's own periods (CloudWatch: Evaluating an alarm;
 * Configuring how alarms treat missing data). The latest period ends at that moment. Where enough values are there, the
 * latest of them decide; otherwise those that miss count as `missingData` says.
 *
 * Unlike in the cloud, periods from before `sinceMs`, when measuring began, count neither way where missing data would be
 * breaching: a system that has just been started is not yet silent.
 *
 * @throws UnsupportedError when its metric is of a kind that is not built here
 */
export function evaluateAlarm(
  alarm: AlarmDefinition,
  store: MetricStore,
  { nowMs, sinceMs, before }: { readonly nowMs: number; readonly sinceMs: number; readonly before: AlarmState },
): Evaluation {
  const values = readPeriods(alarm, store, nowMs);
  const isBreaching = (value: number): boolean => COMPARISONS[alarm.comparison](value, alarm.threshold);
  const real = values.filter((value) => value !== undefined);
  const recent = real.slice(0, alarm.evaluationPeriods);
  const decide = (breaching: number): Evaluation => ({
    state: breaching >= alarm.datapointsToAlarm ? 'ALARM' : 'OK',
    recent,
  });
  const breaching = recent.filter(isBreaching).length;
  if (real.length >= alarm.evaluationPeriods) return decide(breaching);
  switch (alarm.missingData) {
    case 'notBreaching':
      return decide(breaching);
    case 'breaching': {
      const periodMs = alarm.periodSeconds * 1000;
      const wanted = alarm.evaluationPeriods - real.length;
      const missing = values.filter((value, i) => value === undefined && nowMs - (i + 1) * periodMs >= sinceMs).length;
      if (real.length === 0 && missing === 0) return { state: 'INSUFFICIENT_DATA', recent };
      return decide(breaching + Math.min(wanted, missing));
    }
    case 'ignore':
      return real.length === 0 ? { state: before, recent } : decide(breaching);
    case 'missing':
      return real.length === 0 ? { state: 'INSUFFICIENT_DATA', recent } : decide(breaching);
  }
}

/** Newest first. */
function readPeriods(alarm: AlarmDefinition, store: MetricStore, nowMs: number): (number | undefined)[] {
  const periodMs = alarm.periodSeconds * 1000;
  const count = alarm.evaluationPeriods + EXTRA_PERIODS;
  const endMs = Math.floor(nowMs / CELL_MS + 1) * CELL_MS;
  const grid = { startMs: endMs - count * periodMs, periodMs, count };
  const watched = alarm.queries.find(({ isVisible }) => isVisible);
  const [line] = watched ? answerQuery(watched, alarm.queries, store, grid) : [];
  return [...(line?.values ?? [])].reverse();
}
