import type { MetricStore } from '../metrics/metric-store.ts';
import { UnsupportedError } from '../metrics/statistic.ts';
import { type AlarmState, evaluateAlarm } from './evaluate-alarm.ts';
import type { AlarmDefinition } from './read-alarms.ts';

export interface AlarmStanding {
  readonly name: string;
  readonly arn: string;
  readonly description: string;
  readonly state: AlarmState;
  /** When it came into this state; epoch milliseconds. */
  readonly sinceMs: number;
  /** The latest values, newest first. */
  readonly recent: readonly number[];
  readonly threshold: number;
  /** Why it cannot be evaluated here. */
  readonly problem?: string;
}

export interface AlarmChange {
  readonly name: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly atMs: number;
}

const MAX_CHANGES = 500;

/** Evaluates all alarms of the templates against the metrics of this machine, whenever it is asked to. */
export class AlarmWatch {
  readonly #alarms: readonly AlarmDefinition[];
  readonly #store: MetricStore;
  readonly #sinceMs: number;
  readonly #standings = new Map<string, AlarmStanding>();
  readonly #changes: AlarmChange[] = [];

  /** @param sinceMs when measuring began */
  constructor(alarms: readonly AlarmDefinition[], store: MetricStore, sinceMs: number) {
    this.#alarms = alarms;
    this.#store = store;
    this.#sinceMs = sinceMs;
  }

  /** Newest last; the oldest give way. */
  get changes(): readonly AlarmChange[] {
    return this.#changes;
  }

  evaluate(nowMs: number): AlarmStanding[] {
    return this.#alarms.map((alarm) => {
      const before = this.#standings.get(alarm.name);
      const found = this.#evaluateOne(alarm, nowMs, before?.state ?? 'INSUFFICIENT_DATA');
      const isSame = before !== undefined && before.state === found.state;
      if (before && !isSame) this.#note({ name: alarm.name, from: before.state, to: found.state, atMs: nowMs });
      const { name, arn, description, threshold } = alarm;
      const sinceMs = isSame ? before.sinceMs : nowMs;
      const standing: AlarmStanding = { name, arn, description, threshold, sinceMs, ...found };
      this.#standings.set(alarm.name, standing);
      return standing;
    });
  }

  #evaluateOne(
    alarm: AlarmDefinition,
    nowMs: number,
    before: AlarmState,
  ): Pick<AlarmStanding, 'state' | 'recent' | 'problem'> {
    try {
      return evaluateAlarm(alarm, this.#store, { nowMs, sinceMs: this.#sinceMs, before });
    } catch (error) {
      if (!(error instanceof UnsupportedError)) throw error;
      return { state: 'INSUFFICIENT_DATA', recent: [], problem: error.message };
    }
  }

  #note(change: AlarmChange): void {
    this.#changes.push(change);
    if (this.#changes.length > MAX_CHANGES) this.#changes.shift();
  }
}
