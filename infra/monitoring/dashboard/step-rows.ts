import { Duration } from 'aws-cdk-lib';
import type { IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { APIS, type MetricKey } from '../../../shared/metric-names.ts';
import type { FunctionName } from '../../../shared/names.ts';
import { functionPage, link, queuePage } from '../deep-links.ts';
import { LOG_QUERIES } from '../log-queries.ts';
import type { Watched } from '../watched.ts';
import { graph, table, text, WHOLE_WIDTH } from './widgets.ts';

const PERIOD = Duration.minutes(1);

/** One row per step, in the order in which a record passes them. */
export const stepRows = (watched: Watched): IWidget[][] => [
  ...tickRow(watched),
  ...pageRow(watched),
  ...settleRow(watched),
  ...apiRow(watched),
  ...configRow(watched),
];

const heading = (title: string, lines: readonly string[]): IWidget => text([`## ${title}`, ...lines], WHOLE_WIDTH, 2);

const ours = ({ metrics }: Watched, statistic: string, lines: Partial<Record<MetricKey, string>>) =>
  (Object.keys(lines) as MetricKey[]).map((key) =>
    metrics.of(key, { statistic, period: PERIOD, label: lines[key] ?? key }),
  );

const runsOf = ({ functions }: Watched, name: FunctionName): IWidget => {
  const { handler } = functions[name];
  return graph({
    title: `${name}: invocations`,
    lines: [
      handler.metricInvocations({ statistic: 'Sum', period: PERIOD, label: 'Invocations' }),
      handler.metricErrors({ statistic: 'Sum', period: PERIOD, label: 'Errors' }),
      handler.metricThrottles({ statistic: 'Sum', period: PERIOD, label: 'Throttles' }),
    ],
    right: [handler.metricDuration({ statistic: 'p95', period: PERIOD, label: 'Duration, p95' })],
    rightYAxis: { min: 0, label: 'milliseconds', showUnits: false },
    width: 8,
  });
};

const backlogOf = (queue: Queue, deadLetters: Queue, title: string): IWidget =>
  graph({
    title,
    lines: [
      queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', period: PERIOD, label: 'Waiting' }),
      queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', period: PERIOD, label: 'In work' }),
      deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: 'Maximum',
        period: PERIOD,
        label: 'Set aside',
      }),
    ],
    right: [
      queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', period: PERIOD, label: 'Age of the oldest' }),
    ],
    rightYAxis: { min: 0, label: 'seconds', showUnits: false },
    width: 8,
  });

const tickRow = (watched: Watched): IWidget[][] => [
  [
    heading('1. Tick', [
      `Opens runs for every tenant. Nothing here for three ticks: see TickMissing. ${link('fan-out', functionPage(watched.functions['fan-out']))}`,
    ]),
  ],
  [
    runsOf(watched, 'fan-out'),
    graph({
      title: 'What the tick found',
      lines: ours(watched, 'Sum', {
        ticks: 'Ticks',
        tenants: 'Tenants looked at',
        tenantsFailed: 'Tenants failed',
        streamsHeldUp: 'Streams held up',
        runsTooOld: 'Runs too old',
      }),
      right: ours(watched, 'Maximum', { tickSeconds: 'Time the tick took' }),
      rightYAxis: { min: 0, label: 'seconds', showUnits: false },
      width: 8,
    }),
    graph({
      title: 'Runs: the oldest that is open, and those that closed',
      lines: ours(watched, 'Maximum', { openRunAge: 'Age of the oldest', runSeconds: 'Longest that closed' }),
      unit: 'seconds',
      right: ours(watched, 'Sum', { runsClosed: 'Closed' }),
      rightYAxis: { min: 0, label: 'runs', showUnits: false },
      width: 8,
    }),
  ],
];

const pageRow = (watched: Watched): IWidget[][] => {
  const { queue, deadLetterQueue } = watched.pageQueue;
  return [
    [
      heading('2. Pages: read, map, hand over', [
        `A backlog that grows while nothing is in work: see FunctionThrottles. ${link('page queue', queuePage(queue))} · ${link('set aside', queuePage(deadLetterQueue))} · ${link('sync-worker', functionPage(watched.functions['sync-worker']))}`,
      ]),
    ],
    [
      backlogOf(queue, deadLetterQueue, 'Page queue'),
      runsOf(watched, 'sync-worker'),
      graph({
        title: 'Records',
        lines: ours(watched, 'Sum', {
          recordsRead: 'Read',
          recordsImported: 'Imported',
          recordsRejected: 'Rejected',
          recordsSkipped: 'Skipped',
        }),
        width: 8,
      }),
    ],
  ];
};

const settleRow = (watched: Watched): IWidget[][] => {
  const { queue, deadLetterQueue } = watched.settleQueue;
  return [
    [
      heading('3. Settling: what Marketing made of it', [
        `Imports that take ever longer are Marketing's to explain; the sync waits. ${link('settle queue', queuePage(queue))} · ${link('set aside', queuePage(deadLetterQueue))} · ${link('settle-import', functionPage(watched.functions['settle-import']))}`,
      ]),
    ],
    [
      backlogOf(queue, deadLetterQueue, 'Settle queue'),
      runsOf(watched, 'settle-import'),
      graph({
        title: 'Imports',
        lines: [
          ...ours(watched, 'p50', { importSeconds: 'Time to settle, median' }),
          ...ours(watched, 'Maximum', { importSeconds: 'Time to settle, longest' }),
        ],
        unit: 'seconds',
        right: ours(watched, 'Sum', {
          importsFailed: 'Failed imports',
          stepsPutOff: 'Steps put off',
          lanesResting: 'Lanes put to rest',
        }),
        rightYAxis: { min: 0 },
        width: 8,
      }),
    ],
  ];
};

const perApi = ({ metrics }: Watched, key: MetricKey, statistic: string) =>
  APIS.map((Api) => metrics.of(key, { statistic, period: PERIOD, dimensions: { Api }, label: Api }));

const apiRow = (watched: Watched): IWidget[][] => [
  [
    heading('4. The two APIs', [
      'Errors of one side are put off and tried again by themselves; only what lasts raises an alarm.',
    ]),
  ],
  [
    graph({ title: 'Calls', lines: perApi(watched, 'apiCalls', 'Sum'), width: 6 }),
    graph({
      title: 'Errors by code',
      lines: [watched.metrics.search('apiErrors', ['Api', 'Code'], 'Sum', PERIOD)],
      stacked: true,
      width: 6,
    }),
    graph({
      title: 'Answer time, p95',
      lines: perApi(watched, 'apiMilliseconds', 'p95'),
      unit: 'milliseconds',
      width: 6,
    }),
    graph({
      title: 'Waiting before another attempt',
      lines: perApi(watched, 'apiWait', 'Sum'),
      unit: 'milliseconds',
      right: perApi(watched, 'rateLimited', 'Sum').map((metric) => metric.with({ label: `${metric.label}: too many` })),
      rightYAxis: { min: 0, label: 'calls', showUnits: false },
      width: 6,
    }),
  ],
];

const configRow = (watched: Watched): IWidget[][] => [
  [
    heading('5. Settings and mappings', [
      `The verdict on an edit stands on the item itself. ${link('check-config', functionPage(watched.functions['check-config']))} · ${link('edits set aside', queuePage(watched.editFailureQueue))}`,
    ]),
  ],
  [
    runsOf(watched, 'check-config'),
    graph({
      title: 'Items that cannot be used; tenants gone quiet',
      lines: ours(watched, 'Maximum', { configProblems: 'Items' }),
      right: ours(watched, 'Maximum', { quietTimesUsual: 'Quietest tenant, times usual' }),
      rightYAxis: { min: 0 },
      width: 8,
    }),
    table(watched, LOG_QUERIES.configEdits, 8),
  ],
];
