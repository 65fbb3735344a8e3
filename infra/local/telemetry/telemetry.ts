import type { Template } from '../template/template.ts';
import { AlarmWatch } from './alarms/alarm-watch.ts';
import { readAlarms } from './alarms/read-alarms.ts';
import { LogBook } from './logs/log-book.ts';
import { readEmf } from './metrics/emf.ts';
import type { Measurement } from './metrics/measurement.ts';
import { MetricStore } from './metrics/metric-store.ts';
import { type InvocationNote, measureInvocation } from './sources/invocation-metrics.ts';

/** What CloudWatch Logs counts for every event beside its text. */
const BYTES_PER_EVENT = 26;

export interface TelemetryOptions {
  readonly template: Template;
  /** Names of log groups by the logical id of their function. */
  readonly logGroups: ReadonlyMap<string, string>;
  /**
   * Where on the time line of metrics a moment of this machine lies. As it is, unless a test lets an hour pass between two
   * ticks: periods and thresholds always keep their meaning.
   */
  readonly metricTime?: ((ms: number) => number) | undefined;
}

/** CloudWatch's part on one machine: the metrics and log lines of the functions in memory, and the alarms over them. */
export class LocalTelemetry {
  readonly metrics = new MetricStore();
  readonly lines = new LogBook();
  readonly alarms: AlarmWatch;
  readonly startedMs: number;
  readonly #logGroups: ReadonlyMap<string, string>;
  readonly #metricTime: (ms: number) => number;

  /** @throws TemplateError when the templates have an alarm that cannot be evaluated here */
  constructor({ template, logGroups, metricTime = (ms) => ms }: TelemetryOptions) {
    this.#logGroups = logGroups;
    this.#metricTime = metricTime;
    this.startedMs = this.now();
    this.alarms = new AlarmWatch(readAlarms(template), this.metrics, this.startedMs);
  }

  /** On the time line of metrics. */
  now(): number {
    return this.#metricTime(Date.now());
  }

  /** @param functionId the template's logical id */
  hearLine(functionId: string, text: string): void {
    const fields = JSON.parse(text) as Readonly<Record<string, unknown>>;
    const logGroup = this.#logGroups.get(functionId) ?? functionId;
    const bytes = Buffer.byteLength(text) + BYTES_PER_EVENT;
    const dimensions = { LogGroupName: logGroup };
    this.measure({
      namespace: 'AWS/Logs',
      name: 'IncomingBytes',
      dimensions,
      timestampMs: Date.now(),
      values: [bytes],
    });
    const measurements = readEmf(fields);
    if (measurements) for (const measurement of measurements) this.measure(measurement);
    else this.lines.add({ timestampMs: this.#metricTime(timeOf(fields)), logGroup, text, fields });
  }

  hearInvocation(note: InvocationNote): void {
    for (const measurement of measureInvocation(note)) this.measure(measurement);
  }

  measure(measurement: Measurement): void {
    this.metrics.add({ ...measurement, timestampMs: this.#metricTime(measurement.timestampMs) });
  }
}

/** The moment that the line itself names; otherwise it was now. */
function timeOf({ timestamp }: Readonly<Record<string, unknown>>): number {
  const ms = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(ms) ? Date.now() : ms;
}
