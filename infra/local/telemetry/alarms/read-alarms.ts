import { z } from 'zod';
import type { Template } from '../../template/template.ts';
import type { MetricQuery } from '../math/answer-queries.ts';

/** An alarm as the template defines it (AWS::CloudWatch::Alarm). */
export interface AlarmDefinition {
  readonly arn: string;
  readonly name: string;
  readonly description: string;
  /** The one that is visible is what the alarm looks at. */
  readonly queries: readonly MetricQuery[];
  readonly periodSeconds: number;
  readonly threshold: number;
  readonly comparison: keyof typeof COMPARISONS;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
}

export const COMPARISONS = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

const dimensions = z
  .array(z.object({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value])));

const metricDataQuery = z.object({
  Id: z.string(),
  Label: z.string().optional(),
  Expression: z.string().optional(),
  ReturnData: z.boolean().default(true),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
      Period: z.int().positive(),
      Stat: z.string(),
    })
    .optional(),
});

const common = {
  AlarmName: z.string(),
  AlarmDescription: z.string().default(''),
  Threshold: z.number(),
  ComparisonOperator: z.enum(Object.keys(COMPARISONS) as [keyof typeof COMPARISONS]),
  EvaluationPeriods: z.int().positive(),
  DatapointsToAlarm: z.int().positive().optional(),
  TreatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).default('missing'),
};

const alarmSchema = z.union([
  z.object({ ...common, Metrics: z.array(metricDataQuery).min(1) }),
  z.object({
    ...common,
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: dimensions,
    Period: z.int().positive(),
    Statistic: z.string().optional(),
    ExtendedStatistic: z.string().optional(),
  }),
]);

/** @throws TemplateError when an alarm is of a kind that cannot be evaluated here */
export const readAlarms = (template: Template): AlarmDefinition[] =>
  template.list('AWS::CloudWatch::Alarm', alarmSchema).map(({ arn, properties }) => ({
    arn,
    name: properties.AlarmName,
    description: properties.AlarmDescription,
    threshold: properties.Threshold,
    comparison: properties.ComparisonOperator,
    evaluationPeriods: properties.EvaluationPeriods,
    datapointsToAlarm: properties.DatapointsToAlarm ?? properties.EvaluationPeriods,
    missingData: properties.TreatMissingData,
    ...whatIsWatched(properties),
  }));

function whatIsWatched(properties: z.output<typeof alarmSchema>): Pick<AlarmDefinition, 'queries' | 'periodSeconds'> {
  if (!('Metrics' in properties)) {
    const { Namespace: namespace, MetricName: name, Dimensions, Period, Statistic, ExtendedStatistic } = properties;
    const statistic = Statistic ?? ExtendedStatistic ?? 'Average';
    return {
      periodSeconds: Period,
      queries: [{ isVisible: true, source: { metric: { namespace, name, dimensions: Dimensions }, statistic } }],
    };
  }
  const queries = properties.Metrics.map(
    ({ Id: id, Label: label, Expression, ReturnData, MetricStat }): MetricQuery => {
      if (!MetricStat) return { id, label, isVisible: ReturnData, source: { expression: Expression ?? '' } };
      const { Metric, Stat: statistic } = MetricStat;
      const metric = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions: Metric.Dimensions };
      return { id, label, isVisible: ReturnData, source: { metric, statistic } };
    },
  );
  const periods = properties.Metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []);
  return { queries, periodSeconds: Math.max(...periods, 60) };
}
