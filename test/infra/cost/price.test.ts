import { describe, expect, it } from '@jest/globals';
import { ALARM_METRICS } from '../../../infra/cost/alarm-metrics.ts';
import { readFigures, type Usage } from '../../../infra/cost/figures.ts';
import { LIST_PRICES } from '../../../infra/cost/list-prices.ts';
import { priceDeployment, priceIdleTenant, priceUsage, round, sumOf } from '../../../infra/cost/price.ts';
import { reportCost } from '../../../infra/cost/report.ts';
import { synthesizeTemplates } from '../templates.ts';

const none = { invocations: 0, busySeconds: 0 };

const USAGE: Usage = {
  functions: {
    'fan-out': { invocations: 1, busySeconds: 2 },
    'sync-worker': none,
    'settle-import': { invocations: 3, busySeconds: 4 },
    'check-config': none,
  },
  dynamodb: { readUnits: 10, writeUnits: 20 },
  sqsRequests: 5,
  logBytes: 1024 ** 3,
};

const priceOf = (lines: readonly { what: string; usd: number }[], what: string) =>
  lines.find((line) => line.what === what)?.usd;

describe('what it costs', () => {
  it('is what was used, times the list price', () => {
    const lines = priceUsage(USAGE, 2);
    // fan-out has 1,024 MB and settle-import 512.
    const gbSeconds = (2 * 1 + 4 * 0.5) * 2;
    expect(priceOf(lines, 'Lambda')).toBeCloseTo(
      gbSeconds * LIST_PRICES.lambdaGbSecond + 8 * LIST_PRICES.lambdaRequest,
      12,
    );
    expect(priceOf(lines, 'DynamoDB')).toBeCloseTo(
      20 * LIST_PRICES.dynamodbReadUnit + 40 * LIST_PRICES.dynamodbWriteUnit,
      12,
    );
    expect(priceOf(lines, 'SQS')).toBeCloseTo(30 * LIST_PRICES.sqsRequest, 12);
    expect(priceOf(lines, 'Logs')).toBeCloseTo(2 * LIST_PRICES.logGb, 12);
  });

  it('is for an idle tenant its ticks, its secret and its one metric, and less with fewer ticks', () => {
    const often = priceIdleTenant(USAGE, 15);
    expect(priceOf(often, 'Metrics')).toBe(LIST_PRICES.metricMonth);
    expect(priceOf(often, 'Secrets Manager')).toBe(LIST_PRICES.secretMonth);
    expect(sumOf(priceIdleTenant(USAGE, 60))).toBeLessThan(sumOf(often));
  });

  it('counts as many alarm metrics as the template has', () => {
    const alarms = synthesizeTemplates().sync.ofType('AWS::CloudWatch::Alarm');
    const watched = alarms.reduce((sum, [, { Properties }]) => {
      const metrics = (Properties.Metrics ?? [{ MetricStat: true }]) as readonly { MetricStat?: unknown }[];
      return sum + metrics.filter(({ MetricStat }) => MetricStat).length;
    }, 0);
    expect(ALARM_METRICS).toBe(watched);
    expect(priceOf(priceDeployment(15, watched), 'Alarms')).toBeCloseTo(watched * LIST_PRICES.alarmMetricMonth);
  });

  it('is reported from the figures that were measured, with what they were measured on', () => {
    const figures = readFigures();
    const report = reportCost(figures, { scheduleMinutes: 15, alarmMetrics: ALARM_METRICS });
    for (const part of [
      figures.measuredOn,
      figures.machine,
      LIST_PRICES.asOf,
      'A million records',
      'One more tenant',
    ]) {
      expect(report).toContain(part);
    }
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('is told in three digits and no more', () => {
    expect([1234567, 0.0123456, 0, 999.9].map(round)).toEqual(['1,230,000', '0.0123', '0', '1,000']);
  });
});
