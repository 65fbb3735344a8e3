import { renderTable, wrapText } from '../../../infra/local/screen/table.ts';
import type { DifferenceGroup } from '../judging/difference-groups.ts';
import { type ExcusedDifferences, isFaultless, type Verdict } from '../judging/verdict.ts';

const WIDTH = 120;
const INDENT = '  ';

/** A verdict as lines of text, what has to be done at the end. */
export function renderReport(verdict: Verdict, seconds: number): string[] {
  const { operations, known, differences, stale, unmet } = verdict;
  return [
    ...renderOperations(verdict),
    ...section('Known differences, which are not ours', known.flatMap(renderKnown)),
    ...section('Differences', differences.flatMap(renderGroup)),
    ...section(
      'Known differences that are none any more: take them out of known-differences.ts',
      stale.flatMap(({ api, rule, reason }) => item(`${api}, ${[rule].flat().join(' or ')}: ${reason}`)),
    ),
    ...section(
      'Calls that should have been made and were not',
      unmet.flatMap(({ api, operation, status }) => item(`${api}: ${operation} with answer ${status}`)),
    ),
    '',
    conclude(verdict, operations.length, seconds),
  ];
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

/** What belongs to one thing, the second part further in than the first. */
const item = (first: string, second?: string): string[] => [
  ...indented(first, INDENT),
  ...(second === undefined ? [] : indented(second, INDENT.repeat(2))),
];

const indented = (text: string, indent: string): string[] =>
  wrapText(text, WIDTH - indent.length).map((line) => indent + line);

const renderOperations = ({ operations }: Verdict): string[] =>
  renderTable(
    [
      { title: 'API' },
      { title: 'Operation' },
      { title: 'Requests', isNumber: true },
      { title: 'Answers', isNumber: true },
      { title: 'Statuses' },
      { title: 'Differences', isNumber: true },
    ],
    operations.map(({ api, operation, requests, answers, statuses, differences }) => [
      api,
      operation,
      String(requests),
      String(answers),
      statuses.join(' '),
      String(differences),
    ]),
  );

const renderKnown = ({ api, count, groups, reason }: ExcusedDifferences): string[] =>
  item(`${count} x in ${api}: ${reason}`, placesOf(groups));

const MAX_PLACES = 3;

/** Where known differences were met: the first few places. */
function placesOf(groups: readonly DifferenceGroup[]): string {
  const places = [...new Set(groups.map(({ operation, status, at }) => place(operation, status, at)))];
  const more = places.length - MAX_PLACES;
  return [...places.slice(0, MAX_PLACES), ...(more > 0 ? [`and ${more} places more`] : [])].join('; ');
}

const place = (operation: string, status: number | undefined, at: string): string =>
  [operation, status, at].filter((part) => part !== undefined && part !== '').join(' ');

const renderGroup = ({ operation, side, status, at, rule, problem, example, count }: DifferenceGroup): string[] =>
  item(
    `${place(operation, status, '')}, ${side}: ${[at, problem].filter((part) => part !== '').join(' ')}`,
    `${count} x, rule ${rule}, for instance ${example}`,
  );

function conclude(verdict: Verdict, operations: number, seconds: number): string {
  const { differences, stale, unmet } = verdict;
  const took = `${operations} operations, ${seconds.toFixed(0)} s`;
  if (isFaultless(verdict)) return `The traffic is as the providers describe it (${took}).`;
  const found = [
    [differences.length, 'unexplained differences'],
    [stale.length, 'known differences out of date'],
    [unmet.length, 'calls not made'],
  ].filter(([count]) => count !== 0);
  return `Not as described: ${found.map((part) => part.join(' ')).join(', ')} (${took}).`;
}
