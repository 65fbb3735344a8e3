import type { Duration } from 'aws-cdk-lib';
import { type DimensionsMap, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type DimensionName, METRICS, type MetricKey, metricNamespace } from '../../shared/metric-names.ts';
import { SERVICE_NAME } from '../../shared/names.ts';

export interface MetricQuestion {
  readonly statistic: string;
  readonly period: Duration;
  readonly label?: string;
  readonly color?: string;
  readonly dimensions?: Partial<Record<DimensionName, string>>;
}

/** The metrics that the running code of one deployment publishes. */
export class SyncMetrics {
  readonly #namespace: string;

  constructor(stage: string) {
    this.#namespace = metricNamespace(stage);
  }

  /** @throws Error when the code publishes no such breakdown: the widget or alarm would stay empty for ever. */
  of(key: MetricKey, { dimensions = {}, ...question }: MetricQuestion): Metric {
    const names = Object.keys(dimensions) as DimensionName[];
    this.#assertSeries(key, names);
    return new Metric({
      namespace: this.#namespace,
      metricName: METRICS[key].name,
      dimensionsMap: { service: SERVICE_NAME, ...dimensions } as DimensionsMap,
      ...question,
    });
  }

  /** One line for each value that the dimensions have had: for values nobody can list beforehand. */
  search(key: MetricKey, names: readonly DimensionName[], statistic: string, period: Duration): MathExpression {
    this.#assertSeries(key, names);
    const schema = [`"${this.#namespace}"`, 'service', ...names].join(',');
    return new MathExpression({
      expression: `SEARCH('{${schema}} MetricName="${METRICS[key].name}" service="${SERVICE_NAME}"', '${statistic}', ${period.toSeconds()})`,
      usingMetrics: {},
      label: '',
      period,
    });
  }

  #assertSeries(key: MetricKey, names: readonly DimensionName[]): void {
    const wanted = [...names].sort().join();
    const series: readonly (readonly DimensionName[])[] = METRICS[key].series;
    if (series.some((each) => [...each].sort().join() === wanted)) return;
    throw new Error(`${METRICS[key].name} is not published by [${wanted}]. Add the series to shared/metric-names.ts.`);
  }
}
