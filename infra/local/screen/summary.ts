import { addCounts, noCounts, totalSkipped } from '../../../shared/domain/counts.ts';
import { FAILURE_CODES } from '../../../shared/domain/failure-codes.ts';
import type { StoredRejection } from '../../../shared/domain/rejection.ts';
import type { Holdings } from '../demo/simulated-account.ts';
import type { LogTally } from '../lambda/handler-log.ts';
import { type FunctionUsage, isAllBalanced, type Outcome } from '../status/outcome.ts';
import type { StreamStatus } from '../status/snapshot.ts';
import { formatCount, formatReasons, formatSeconds } from './format.ts';
import { renderTracks } from './runs-table.ts';
import { describeObstacle } from './screen.ts';
import { wrapText } from './table.ts';

export interface SummaryInput {
  readonly outcome: Outcome;
  readonly streams: readonly StreamStatus[];
  readonly tallies: readonly LogTally[];
  readonly logFile: string;
  /** Where to look next, a line each. */
  readonly hints: readonly string[];
}

const WIDTH = 110;
/** Ids listed for one code; `--json` has them all. */
const LISTED_IDS = 10;

const GLOSSARY = [
  'read      records that commercetools gave out for the window; the edges of windows overlap and are read twice',
  'imported  Marketing has confirmed each of them',
  'rejected  refused for what is in them; stored with the reason until they are corrected',
  'skipped   not sent on purpose, by reason',
  'lag       how far the live track is behind; a window ends 60 s before now, because changes can become visible late',
];

/** The last screen: what happened, what the figures mean, what was refused and why, and where to look next. */
export function renderSummary({ outcome, streams, tallies, logFile, hints }: SummaryInput): string[] {
  const sections = [
    renderTracks(outcome.runs, streams),
    renderTotals(outcome),
    renderRejections(outcome.rejections),
    outcome.obstacles.flatMap((obstacle) => wrapText(`Held up: ${describeObstacle(obstacle)}`, WIDTH, '  ')),
    renderLog(tallies, logFile, outcome.obstacles.length > 0),
    ['What the figures mean', ...GLOSSARY.map((line) => `  ${line}`)],
    hints.length > 0 ? ['Where to look next', ...hints.map((hint) => `  ${hint}`)] : [],
  ];
  return sections.filter((lines) => lines.length > 0).flatMap((lines) => ['', ...lines]);
}

function renderTotals(outcome: Outcome): string[] {
  const total = outcome.runs.map(({ counts }) => counts).reduce(addCounts, noCounts());
  const books = isAllBalanced(outcome)
    ? 'The books of every run balance: read = imported + rejected + skipped.'
    : 'THE BOOKS OF A RUN DO NOT BALANCE: read is not imported + rejected + skipped. Please report this with the log.';
  const flagged = formatReasons(total.flagged);
  const figures =
    `${formatCount(total.read)} records read, ${formatCount(total.imported)} imported, ` +
    `${formatCount(total.rejected)} rejected, ${formatCount(totalSkipped(total))} skipped in ` +
    `${formatSeconds(outcome.seconds)}, with ${formatCount(total.calls.commercetools)} requests to commercetools ` +
    `and ${formatCount(total.calls.marketing)} to Marketing.`;
  return [
    ...wrapText(figures, WIDTH, '  '),
    books,
    ...(flagged === '' ? [] : wrapText(`Sent all the same, but worth a look: ${flagged}.`, WIDTH, '  ')),
    ...describeHoldings(outcome.holdings),
    ...describeFunctions(outcome.functions),
  ];
}

function describeFunctions(functions: readonly FunctionUsage[]): string[] {
  const used = functions.filter(({ invocations }) => invocations > 0);
  if (used.length === 0) return [];
  const each = used.map(
    ({ name, invocations, peakMemoryMb }) =>
      `${name} ${formatCount(Math.round(peakMemoryMb))} MB (${formatCount(invocations)} invocations)`,
  );
  return wrapText(`The most memory a copy of each function held: ${each.join(', ')}.`, WIDTH, '  ');
}

function describeHoldings(holdings: Holdings | undefined): string[] {
  if (!holdings) return [];
  const collections = Object.entries(holdings.collections).map(([name, n]) => `${formatCount(n)} records in ${name}`);
  return [`Marketing now holds ${[`${formatCount(holdings.contacts)} contacts`, ...collections].join(', ')}.`];
}

function renderRejections(rejections: readonly StoredRejection[]): string[] {
  if (rejections.length === 0) return [];
  const byCode = Map.groupBy(rejections, ({ tenantId, stream, code }) => `${tenantId} ${stream}: ${code}`);
  return [
    'Rejected records, by id',
    ...[...byCode].flatMap(([name, all]) => {
      const known = FAILURE_CODES[all[0]?.code ?? ''];
      const explained = known ? `${known.cause} ${known.remedy}` : 'Marketing gives no other reason.';
      const ids = all.slice(0, LISTED_IDS).map(({ id }) => `    ${id}`);
      const more = all.length > LISTED_IDS ? [`    and ${formatCount(all.length - LISTED_IDS)} more; see --json`] : [];
      const head = `  ${name}, ${formatCount(all.length)} ${all.length === 1 ? 'record' : 'records'}. ${explained}`;
      return [...wrapText(head, WIDTH, '    '), ...ids, ...more];
    }),
  ];
}

function renderLog(tallies: readonly LogTally[], logFile: string, isWanted: boolean): string[] {
  const named = tallies.slice(0, 5).map(({ level, message, count }) => `${formatCount(count)} x ${message} (${level})`);
  return [
    ...(named.length > 0 ? wrapText(`The functions logged warnings or errors: ${named.join(', ')}.`, WIDTH, '  ') : []),
    ...(named.length > 0 || isWanted ? [`What the functions logged is in ${logFile}`] : []),
  ];
}
