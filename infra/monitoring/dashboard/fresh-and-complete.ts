import { Duration } from 'aws-cdk-lib';
import {
  type Alarm,
  AlarmStatusWidget,
  type IWidget,
  MathExpression,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { STREAM_KINDS } from '../../../shared/metric-names.ts';
import { allAlarms, link, logQueries, tableItems, traceMap } from '../deep-links.ts';
import { LOG_QUERIES } from '../log-queries.ts';
import { lagTargetMinutes } from '../pacing.ts';
import { linkToRunbook } from '../runbook.ts';
import type { Watched } from '../watched.ts';
import { graph, table, text, WHOLE_WIDTH } from './widgets.ts';

/** The first screen, for the person who asks: is my data fresh and complete? */
export const freshAndComplete = (watched: Watched, alarms: readonly Alarm[]): IWidget[][] => [
  [introduction(watched)],
  [new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WHOLE_WIDTH, height: 3 })],
  [lag(watched), lagByTenant(watched), historyProgress(watched)],
  [funnel(watched), rejections(watched), skipped(watched)],
  [table(watched, LOG_QUERIES.lag, 12), table(watched, LOG_QUERIES.problems, 12)],
];

const introduction = ({ config, configTable, stateTable }: Watched): IWidget =>
  text(
    [
      '# Is my data fresh and complete?',
      `**Fresh**: the lag of every stream stays under ${lagTargetMinutes(config)} minutes. **Complete**: what was read is ` +
        'imported, rejected with a reason, or skipped with a reason. A red alarm is where to begin: its article in the ' +
        `${linkToRunbook(config, 'runbook')} says what to do.`,
      '',
      [
        link('Settings and mappings', tableItems(configTable)),
        link('State, run history and rejections', tableItems(stateTable)),
        link('Saved log queries', logQueries()),
        link('Traces', traceMap()),
        link('All alarms', allAlarms()),
      ].join(' · '),
    ],
    WHOLE_WIDTH,
    4,
  );

const tickOf = ({ config }: Watched): Duration => Duration.minutes(config.scheduleMinutes);

const lag = (watched: Watched): IWidget =>
  graph({
    title: 'Lag by stream: how far Marketing is behind the shop',
    lines: STREAM_KINDS.map((Stream) =>
      watched.metrics.of('lag', {
        statistic: 'Maximum',
        period: tickOf(watched),
        dimensions: { Stream },
        label: Stream,
      }),
    ),
    unit: 'seconds',
    leftAnnotations: [{ value: lagTargetMinutes(watched.config) * 60, label: 'target' }],
    width: 8,
  });

const lagByTenant = (watched: Watched): IWidget =>
  graph({
    title: 'Lag by tenant: its slowest stream',
    lines: [watched.metrics.search('lag', ['Tenant'], 'Maximum', tickOf(watched))],
    unit: 'seconds',
    leftAnnotations: [{ value: lagTargetMinutes(watched.config) * 60, label: 'target' }],
    width: 8,
  });

const historyProgress = ({ metrics }: Watched): IWidget =>
  graph({
    title: 'First load: how far it has come',
    lines: STREAM_KINDS.slice(0, 4).map((Stream) =>
      metrics.of('historyProgress', {
        // With several tenants loading at once, the one that is furthest behind.
        statistic: 'Minimum',
        period: Duration.minutes(1),
        dimensions: { Stream },
        label: Stream,
      }),
    ),
    leftYAxis: { min: 0, max: 100, label: 'percent', showUnits: false },
    width: 8,
  });

const funnel = ({ metrics }: Watched): IWidget => {
  const period = Duration.hours(1);
  const sum = (key: Parameters<typeof metrics.of>[0], label: string) =>
    metrics.of(key, { statistic: 'Sum', period, label });
  const read = sum('recordsRead', 'Read');
  const rejected = sum('recordsRejected', 'Rejected');
  return new SingleValueWidget({
    title: 'What became of the records of the chosen time',
    metrics: [
      read,
      sum('recordsImported', 'Imported'),
      rejected,
      sum('recordsSkipped', 'Skipped'),
      new MathExpression({
        expression: '100 * gaps / all',
        usingMetrics: { gaps: sum('notRecommendable', 'gaps'), all: sum('catalogRecords', 'all') },
        label: 'Catalog records that recommendations pass over, percent',
        period,
      }),
    ],
    setPeriodToTimeRange: true,
    fullPrecision: true,
    width: 8,
    height: 6,
  });
};

const rejections = ({ metrics }: Watched): IWidget =>
  graph({
    title: 'Rejections by reason',
    lines: [metrics.search('rejections', ['Code'], 'Sum', Duration.minutes(5))],
    unit: 'records',
    stacked: true,
    width: 8,
  });

const skipped = ({ metrics }: Watched): IWidget =>
  graph({
    title: 'Skipped by reason',
    lines: [metrics.search('recordsSkipped', ['Reason'], 'Sum', Duration.minutes(5))],
    unit: 'records',
    stacked: true,
    width: 8,
  });
