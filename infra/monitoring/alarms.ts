/**
 * Every alarm of a deployment. Each has an article of the same name in RUNBOOK.md. They are plain on purpose: a metric or
 * simple arithmetic on a few, a threshold, a number of periods.
 */
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric, MathExpression, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricKey } from '../../shared/metric-names.ts';
import { lagTargetMinutes, RUN_TOGETHER_MINUTES, ticksAnHour } from './pacing.ts';
import type { Watched } from './watched.ts';

export interface AlarmDefinition {
  /** Also the heading of its article. */
  readonly name: string;
  /** One sentence for the e-mail. */
  readonly says: string;
  readonly metric: IMetric;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: TreatMissingData;
}

const { GREATER_THAN_THRESHOLD, GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_THRESHOLD } = ComparisonOperator;

/** Rejections are judged by the hour, and only where there is enough to judge. */
const REJECTION_SHARE_PERCENT = 5;
const FEWEST_RECORDS_TO_JUDGE = 100;

/** Two days for a tenant that usually has changes every hour or oftener: longer than a night, shorter than a week. */
const QUIET_TIMES_USUAL = 48;

export function defineAlarms(watched: Watched): AlarmDefinition[] {
  return [...fromTicks(watched), ...fromRecords(watched), ...fromMachinery(watched)];
}

/** What a tick finds. A period can stay without a tick when two fall into its neighbours, so one of two is enough. */
function fromTicks({ config, metrics }: Watched): AlarmDefinition[] {
  const tick = Duration.minutes(config.scheduleMinutes);
  const hour = ticksAnHour(config.scheduleMinutes);
  const asFoundBy = (key: MetricKey, statistic: string) => metrics.of(key, { statistic, period: tick });
  const found = (name: string, says: string, key: MetricKey): AlarmDefinition => ({
    name,
    says,
    metric: asFoundBy(key, 'Sum'),
    threshold: 1,
    comparison: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: 2,
    datapointsToAlarm: 1,
    missingData: TreatMissingData.NOT_BREACHING,
  });
  const foundForAnHour = (name: string, says: string, key: MetricKey): AlarmDefinition => ({
    ...found(name, says, key),
    evaluationPeriods: hour + 1,
    datapointsToAlarm: hour,
  });
  return [
    {
      ...found('LagOverTarget', `A stream is more than ${lagTargetMinutes(config)} minutes behind its shop.`, 'lag'),
      metric: asFoundBy('lag', 'Maximum'),
      threshold: lagTargetMinutes(config) * 60,
      comparison: GREATER_THAN_THRESHOLD,
      datapointsToAlarm: 2,
    },
    {
      ...found(
        'TickMissing',
        'The fan-out has not got to its end for three ticks: nothing new is looked for.',
        'ticks',
      ),
      comparison: LESS_THAN_THRESHOLD,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      missingData: TreatMissingData.BREACHING,
    },
    found('RunTooOld', 'A run has been open for longer than its track allows.', 'runsTooOld'),
    found(
      'CredentialsRefused',
      'commercetools or Marketing refuses the credentials of a tenant.',
      'credentialsRefused',
    ),
    found('AccountBlocked', "A tenant's Marketing account is full or blocks its imports.", 'accountBlocked'),
    found('RefreshHeldBack', 'A sweep holds back: it would switch off too much of a catalog.', 'refreshHeldBack'),
    foundForAnHour('StreamHeldUp', 'A problem has kept a stream from working for more than an hour.', 'streamsHeldUp'),
    foundForAnHour('ConfigProblem', 'A config item has been invalid for more than an hour.', 'configProblems'),
    found('TenantFailed', 'A tick met an error that nobody can mend by a setting.', 'tenantsFailed'),
    {
      ...found('TenantQuiet', 'A usually busy tenant has had no changed records for long.', 'quietTimesUsual'),
      metric: asFoundBy('quietTimesUsual', 'Maximum'),
      threshold: QUIET_TIMES_USUAL,
      comparison: GREATER_THAN_THRESHOLD,
    },
  ];
}

function fromRecords({ metrics }: Watched): AlarmDefinition[] {
  const period = Duration.hours(1);
  const sum = (key: MetricKey) => metrics.of(key, { statistic: 'Sum', period });
  return [
    {
      name: 'RejectionShare',
      says: `More than ${REJECTION_SHARE_PERCENT} % of the records of an hour were refused.`,
      metric: new MathExpression({
        expression: `IF(read >= ${FEWEST_RECORDS_TO_JUDGE}, 100 * rejected / read, 0)`,
        usingMetrics: { read: sum('recordsRead'), rejected: sum('recordsRejected') },
        label: 'Rejected, percent',
        period,
      }),
      threshold: REJECTION_SHARE_PERCENT,
      comparison: GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      missingData: TreatMissingData.NOT_BREACHING,
    },
  ];
}

/** Queues and functions, as AWS measures them. */
function fromMachinery({ functions, pageQueue, settleQueue, editFailureQueue }: Watched): AlarmDefinition[] {
  const period = Duration.minutes(RUN_TOGETHER_MINUTES);
  // An idle queue or function publishes nothing, and a sum with a part missing is missing itself: zero has to stand in.
  const total = (parts: Readonly<Record<string, IMetric>>, label: string) =>
    new MathExpression({
      expression: Object.keys(parts)
        .map((id) => `FILL(${id}, 0)`)
        .join(' + '),
      usingMetrics: { ...parts },
      label,
      period,
    });
  const queues = { page: pageQueue.deadLetterQueue, settle: settleQueue.deadLetterQueue, edit: editFailureQueue };
  const ofFunctions = (name: 'metricErrors' | 'metricThrottles') =>
    Object.fromEntries(
      Object.entries(functions).map(([functionName, { handler }]) => [
        functionName.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
        handler[name]({ statistic: 'Sum', period }),
      ]),
    );
  const any = {
    threshold: 1,
    comparison: GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    missingData: TreatMissingData.NOT_BREACHING,
  };
  return [
    {
      ...any,
      name: 'DeadLetters',
      says: 'A message or an edit could not be worked on and was set aside.',
      metric: total(
        Object.fromEntries(
          Object.entries(queues).map(([id, queue]) => [
            id,
            queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period }),
          ]),
        ),
        'Messages set aside',
      ),
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
    {
      ...any,
      name: 'FunctionErrors',
      says: 'A function crashed, timed out or threw.',
      metric: total(ofFunctions('metricErrors'), 'Failed invocations'),
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
    },
    {
      ...any,
      name: 'FunctionThrottles',
      says: 'Lambda keeps refusing to run a function because too many are running.',
      metric: total(ofFunctions('metricThrottles'), 'Refused invocations'),
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    },
  ];
}
