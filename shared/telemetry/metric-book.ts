import { Metrics } from '@aws-lambda-powertools/metrics';
import { type DimensionName, METRICS, type MetricDefinition } from '../metric-names.ts';
import { SERVICE_NAME } from '../names.ts';
import type { Measurement } from './measurement.ts';

/** CloudWatch takes at most 100 values of a metric in one line (EMF specification); Powertools sends at the hundredth. */
const VALUES_A_LINE = 99;

/** Metrics of one line: they have their dimensions in common. */
interface Group {
  sets: Partial<Record<DimensionName, string>>[];
  metrics: Map<MetricDefinition, number[]>;
}

/**
 * Gathers what an invocation measures and writes it as few lines in CloudWatch's embedded metric format. Counts are added
 * up; of everything else each value is kept, because minimum, maximum and percentiles are asked of it.
 */
export class MetricBook {
  readonly #groups = new Map<string, Group>();
  readonly #sink: Metrics;

  /** By default Powertools, which takes its namespace from the environment and writes to standard output. */
  constructor(sink: Metrics = new Metrics({ serviceName: SERVICE_NAME })) {
    this.#sink = sink;
  }

  record({ metric, value, dimensions = {} }: Measurement): void {
    const definition: MetricDefinition = METRICS[metric];
    const sets = definition.series
      // A breakdown by something that is not known here is left out; the others still count.
      .filter((names) => names.every((name) => dimensions[name]))
      .map((names) => Object.fromEntries(names.map((name) => [name, dimensions[name]])));
    if (sets.length === 0) return;
    const key = JSON.stringify(sets);
    const group = this.#groups.get(key) ?? { sets, metrics: new Map() };
    this.#groups.set(key, group);
    const values = group.metrics.get(definition) ?? [];
    if (definition.unit === 'Count' && values.length > 0) values[0] = (values[0] ?? 0) + value;
    else values.push(value);
    group.metrics.set(definition, values);
  }

  /** Writes everything that was recorded since the last time. */
  publish(): void {
    for (const { sets, metrics } of this.#groups.values()) {
      const longest = Math.max(...[...metrics.values()].map((values) => values.length));
      for (let from = 0; from < longest; from += VALUES_A_LINE) this.#writeLine(sets, metrics, from);
    }
    this.#groups.clear();
  }

  #writeLine(sets: Group['sets'], metrics: Group['metrics'], from: number): void {
    for (const set of sets) this.#sink.addDimensions(set);
    for (const [{ name, unit }, values] of metrics) {
      for (const value of values.slice(from, from + VALUES_A_LINE)) this.#sink.addMetric(name, unit, value);
    }
    this.#sink.publishStoredMetrics();
  }
}
