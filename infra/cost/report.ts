import type { Figures } from './figures.ts';
import { LIST_PRICES } from './list-prices.ts';
import { type CostLine, priceDeployment, priceIdleTenant, priceUsage, round, sumOf } from './price.ts';

const RECORDS = 1_000_000;

const dollars = (usd: number): string => `$${usd < 0.995 ? usd.toFixed(3) : usd.toFixed(2)}`;

const table = (title: string, lines: readonly CostLine[]): string[] => [
  '',
  `### ${title}: ${dollars(sumOf(lines))}`,
  '',
  '| | US dollars | because |',
  '| --- | --- | --- |',
  ...lines.map(({ what, usd, because }) => `| ${what} | ${dollars(usd)} | ${because} |`),
];

export interface ReportOptions {
  readonly scheduleMinutes: number;
  /** Metrics that the alarms of a deployment watch. */
  readonly alarmMetrics: number;
}

/** The bill of a deployment in Markdown. */
export function reportCost(
  { load, idleTick, ...made }: Figures,
  { scheduleMinutes, alarmMetrics }: ReportOptions,
): string {
  const { asOf, region } = LIST_PRICES;
  return [
    `List prices of ${region} as of ${asOf}, without free tiers, traffic and taxes. Use measured on ${made.measuredOn} (${made.machine}, ` +
      `${made.latencyMs} ms to both sides): a first load of ${round(load.records)} records, and ticks of ${idleTick.streams} streams.`,
    ...table('A million records', priceUsage(load, RECORDS / load.records)),
    ...table(
      `One more tenant a month in which nothing changes, a tick every ${scheduleMinutes} minutes`,
      priceIdleTenant(idleTick, scheduleMinutes),
    ),
    ...table('A deployment a month, before it has a tenant', priceDeployment(scheduleMinutes, alarmMetrics)),
    '',
  ].join('\n');
}
