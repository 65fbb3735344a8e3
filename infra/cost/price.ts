/** Use in, dollars out. Nothing here is measured or looked up. */
import { METRICS, type MetricDefinition, STREAM_KINDS } from '../../shared/metric-names.ts';
import { FUNCTION_NAMES } from '../../shared/names.ts';
import { FUNCTION_LIMITS } from '../function-limits.ts';
import type { Usage } from './figures.ts';
import { LIST_PRICES } from './list-prices.ts';

/** One line of a bill. */
export interface CostLine {
  readonly what: string;
  readonly usd: number;
  /** How it comes about, for people. */
  readonly because: string;
}

export const sumOf = (lines: readonly CostLine[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

const MINUTES_A_MONTH = 30.4 * 24 * 60;
const BYTES_A_GB = 1024 ** 3;

/** What a piece of work costs that was measured, `times` over. */
export function priceUsage(usage: Usage, times: number): CostLine[] {
  const { lambdaGbSecond, lambdaRequest, dynamodbReadUnit, dynamodbWriteUnit, sqsRequest, logGb } = LIST_PRICES;
  const ofFunctions = FUNCTION_NAMES.map((name) => {
    const { invocations = 0, busySeconds = 0 } = usage.functions[name] ?? {};
    return { invocations, gbSeconds: (busySeconds * FUNCTION_LIMITS[name].memoryMb) / 1024 };
  });
  const gbSeconds = ofFunctions.reduce((sum, each) => sum + each.gbSeconds, 0) * times;
  const invocations = ofFunctions.reduce((sum, each) => sum + each.invocations, 0) * times;
  const { readUnits, writeUnits } = usage.dynamodb;
  // Lambda takes a message off the queue and deletes it, each in requests of its own.
  const sqsRequests = usage.sqsRequests * 3 * times;
  const logGbs = (usage.logBytes * times) / BYTES_A_GB;
  return [
    {
      what: 'Lambda',
      usd: gbSeconds * lambdaGbSecond + invocations * lambdaRequest,
      because: `${round(gbSeconds)} GB-seconds, ${round(invocations)} invocations`,
    },
    {
      what: 'DynamoDB',
      usd: (readUnits * dynamodbReadUnit + writeUnits * dynamodbWriteUnit) * times,
      because: `${round(readUnits * times)} read and ${round(writeUnits * times)} write units`,
    },
    { what: 'SQS', usd: sqsRequests * sqsRequest, because: `${round(sqsRequests)} requests` },
    { what: 'Logs', usd: logGbs * logGb, because: `${round(logGbs)} GB taken in` },
  ];
}

/** What one tenant adds to the bill by being there, a month: ticks without changes, its metric, its secret. */
export function priceIdleTenant(idleTick: Usage, scheduleMinutes: number): CostLine[] {
  const { secretMonth, metricMonth } = LIST_PRICES;
  return [
    ...priceUsage(idleTick, MINUTES_A_MONTH / scheduleMinutes),
    { what: 'Secrets Manager', usd: secretMonth, because: 'one secret' },
    { what: 'Metrics', usd: metricMonth * seriesPerTenant(), because: `${seriesPerTenant()} series: its lag` },
  ];
}

/** What a deployment costs a month before it has a tenant. */
export function priceDeployment(scheduleMinutes: number, alarmMetrics: number): CostLine[] {
  const { alarmMetricMonth, dashboardMonth, metricMonth, sqsRequest, schedulerInvocation } = LIST_PRICES;
  const { fixed, most } = countSeries();
  // Five pollers a queue, each asking every 20 seconds (Lambda: Using Lambda with Amazon SQS, Polling).
  const polls = 2 * 5 * 3 * MINUTES_A_MONTH;
  return [
    { what: 'Alarms', usd: alarmMetrics * alarmMetricMonth, because: `${alarmMetrics} metrics watched` },
    { what: 'Dashboard', usd: dashboardMonth, because: 'one; the first three of an account are free' },
    {
      what: 'Metrics',
      usd: fixed * metricMonth,
      because: `${fixed} series; up to ${most} if every reason and code there is occurs in the same month`,
    },
    { what: 'SQS', usd: polls * sqsRequest, because: `${round(polls)} requests of Lambda's pollers, which never rest` },
    {
      what: 'Scheduler',
      usd: (MINUTES_A_MONTH / scheduleMinutes) * schedulerInvocation,
      because: `a tick every ${scheduleMinutes} minutes`,
    },
  ];
}

const all = (): readonly MetricDefinition[] => Object.values(METRICS);

const seriesPerTenant = (): number =>
  all().flatMap(({ series }) => series.filter((names) => names.includes('Tenant'))).length;

/** How many values each dimension has in a healthy month, and at the very most. `Tenant` is counted with the tenant. */
const VALUES = {
  Stream: { usual: STREAM_KINDS.length, most: STREAM_KINDS.length },
  Api: { usual: 2, most: 2 },
  Code: { usual: 3, most: 60 },
  Reason: { usual: 4, most: 10 },
} as const;

function countSeries(): { fixed: number; most: number } {
  const count = (kind: 'usual' | 'most') =>
    all()
      .flatMap(({ series }) => series)
      .filter((names) => !names.includes('Tenant'))
      .reduce((sum, names) => sum + names.reduce((n, name) => n * (name === 'Tenant' ? 1 : VALUES[name][kind]), 1), 0);
  return { fixed: count('usual'), most: count('most') };
}

/** Three significant digits: more would claim what nobody has measured. */
export const round = (value: number): string =>
  value === 0 ? '0' : Number(value.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 });
