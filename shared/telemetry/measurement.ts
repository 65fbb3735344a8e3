import type { DimensionName, MetricKey } from '../metric-names.ts';

/** One value of one metric, with what it can be broken down by. */
export interface Measurement {
  metric: MetricKey;
  value: number;
  dimensions?: Partial<Record<DimensionName, string>>;
}
