import { Duration } from 'aws-cdk-lib';
import { type IMetric, type IWidget, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { FUNCTION_NAMES } from '../../../shared/names.ts';
import { LIST_PRICES } from '../../cost/list-prices.ts';
import { FUNCTION_LIMITS } from '../../function-limits.ts';
import type { Watched } from '../watched.ts';
import { graph, text, WHOLE_WIDTH } from './widgets.ts';

const PERIOD = Duration.hours(1);

/** What the deployment uses, and what that is in money by list prices. */
export const costRow = (watched: Watched): IWidget[][] => [
  [
    text(
      [
        '## What it costs',
        `By list prices of ${LIST_PRICES.region} as of ${LIST_PRICES.asOf}, without free tiers. Fixed prices (metrics, alarms, this dashboard, secrets) are in the README.`,
      ],
      WHOLE_WIDTH,
      2,
    ),
  ],
  [lambdaCost(watched), tableUnits(watched), messages(watched), logBytes(watched)],
];

/** Metric math takes the e of 2e-7 for the name of a metric. */
const inFull = (price: number): string => price.toFixed(10);

function lambdaCost({ functions }: Watched): IWidget {
  const lines = FUNCTION_NAMES.map((name) => {
    const { handler } = functions[name];
    const gigabytes = FUNCTION_LIMITS[name].memoryMb / 1024;
    return new MathExpression({
      expression: `ms / 1000 * ${gigabytes.toFixed(4)} * ${inFull(LIST_PRICES.lambdaGbSecond)} + runs * ${inFull(LIST_PRICES.lambdaRequest)}`,
      usingMetrics: {
        ms: handler.metricDuration({ statistic: 'Sum', period: PERIOD }),
        runs: handler.metricInvocations({ statistic: 'Sum', period: PERIOD }),
      },
      label: name,
      period: PERIOD,
    });
  });
  return graph({
    title: 'Functions, dollars an hour',
    lines: withOwnNames(lines),
    unit: 'USD',
    stacked: true,
    width: 6,
  });
}

/** Ids of metrics are shared by all lines of a widget, so each line needs its own. */
const withOwnNames = (lines: readonly MathExpression[]): IMetric[] =>
  lines.map((line, i) => {
    const renamed = Object.entries(line.usingMetrics).map(([id, metric]): [string, IMetric] => [`${id}${i}`, metric]);
    const expression = Object.keys(line.usingMetrics).reduce(
      (text, id) => text.replaceAll(new RegExp(`\\b${id}\\b`, 'g'), `${id}${i}`),
      line.expression,
    );
    return new MathExpression({
      expression,
      usingMetrics: Object.fromEntries(renamed),
      label: line.label ?? '',
      period: PERIOD,
    });
  });

function tableUnits({ configTable, stateTable }: Watched): IWidget {
  const units = (table: Table, kind: 'Read' | 'Write', label: string) =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName: `Consumed${kind}CapacityUnits`,
      dimensionsMap: { TableName: table.tableName },
      statistic: 'Sum',
      period: PERIOD,
      label,
    });
  return graph({
    title: 'Tables, units an hour',
    lines: [
      units(stateTable, 'Read', 'State, read'),
      units(stateTable, 'Write', 'State, written'),
      units(configTable, 'Read', 'Config, read'),
      units(configTable, 'Write', 'Config, written'),
    ],
    unit: 'units',
    width: 6,
  });
}

const messages = ({ pageQueue, settleQueue }: Watched): IWidget =>
  graph({
    title: 'Messages an hour',
    lines: [
      pageQueue.queue.metricNumberOfMessagesSent({ statistic: 'Sum', period: PERIOD, label: 'Pages' }),
      settleQueue.queue.metricNumberOfMessagesSent({ statistic: 'Sum', period: PERIOD, label: 'Settling' }),
    ],
    width: 6,
  });

const logBytes = ({ functions }: Watched): IWidget =>
  graph({
    title: 'Logs, bytes an hour',
    lines: FUNCTION_NAMES.map(
      (name) =>
        new Metric({
          namespace: 'AWS/Logs',
          metricName: 'IncomingBytes',
          dimensionsMap: { LogGroupName: functions[name].logGroup.logGroupName },
          statistic: 'Sum',
          period: PERIOD,
          label: name,
        }),
    ),
    unit: 'bytes',
    stacked: true,
    width: 6,
  });
