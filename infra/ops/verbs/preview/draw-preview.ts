import { type Paint, printable } from '../../output/paint.ts';
import { type Difference, leavesOf } from './differences.ts';
import type { Cost } from './estimate-cost.ts';
import type { Sending } from './look-at-held.ts';
import type { Preview, RecordPreview } from './preview.ts';

/** Lines of one column; orders and products have hundreds of fields, of which `--json` shows all. */
const MOST_LINES = 60;
const COLUMN = 58;

export function drawPreview(preview: Preview, paint: Paint): string[] {
  const { records, isMasked, cost, stream, mapping } = preview;
  return [
    ...(records.length === 0 ? [`${stream} has no records yet.`] : []),
    ...records.flatMap((record) => drawRecord(record, paint)),
    ...(isMasked ? [paint('dim', 'Values are shown by their kind; --show-personal-data shows them as they are.')] : []),
    ...(mapping === 'changed' || mapping === 'held' ? [paint('yellow', MAPPING_CHANGED[mapping])] : []),
    cost ? describeCost(cost, stream) : `A change of the mapping sends the whole catalog again, not ${stream}.`,
  ];
}

const MAPPING_CHANGED = {
  changed: 'The mapping has changed since everything was sent; the next tick begins to send all of it again.',
  held: 'The mapping has changed since everything was sent. Only what changes is sent by it: "fullRunOnMappingChange" is false.',
} as const;

function drawRecord({ id, source, sends, skipped, flagged, rejected }: RecordPreview, paint: Paint): string[] {
  const reasons = (counts: Readonly<Record<string, number>>) => Object.keys(counts).join(', ');
  return [
    paint('bold', `record ${id}`),
    ...rejected.map(
      ({ code, id: key }) => `${paint('red', 'refused')}  ${code}${key === id ? '' : ` (${key})`}; see explain ${code}`,
    ),
    ...(Object.keys(skipped).length > 0 ? [`${paint('yellow', 'skipped')}  ${reasons(skipped)}`] : []),
    ...(Object.keys(flagged).length > 0 ? [`${paint('yellow', 'flagged')}  ${reasons(flagged)}`] : []),
    ...sends.flatMap(({ problems }) => problems.map((problem) => `${paint('red', 'problem')}  ${problem}`)),
    ...drawBeside(source, sends[0]?.entry, paint),
    ...sends.slice(1).flatMap(({ entry }) => drawBeside(undefined, entry, paint)),
    ...sends.flatMap((sending) => drawDifferences(sending, paint)),
    '',
  ];
}

/** Source to the left, what is made of it to the right. */
function drawBeside(source: unknown, entry: unknown, paint: Paint): string[] {
  const left = source === undefined ? [] : drawLeaves(source);
  const right = entry === undefined ? [] : drawLeaves(entry);
  const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, at) =>
    `  ${(left[at] ?? '').padEnd(COLUMN)}  ${right[at] ?? ''}`.trimEnd(),
  );
  return [paint('dim', `  ${'commercetools'.padEnd(COLUMN)}  would be sent`), ...lines];
}

function drawLeaves(value: unknown): string[] {
  const lines = [...leavesOf(value)].map(([path, leaf]) => shorten(`${path}: ${printable(JSON.stringify(leaf))}`));
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), `… and ${more} more; --json shows all`] : lines;
}

const shorten = (line: string): string => (line.length > COLUMN ? `${line.slice(0, COLUMN - 1)}…` : line);

function drawDifferences({ isNew, differences, id }: Sending, paint: Paint): string[] {
  if (isNew) return [`  ${paint('green', 'new')}: Marketing holds nothing under it yet (${id})`];
  if (differences.length === 0) return [`  ${paint('dim', `no difference to what Marketing holds (${id})`)}`];
  return [
    `  ${paint('cyan', 'changes in Marketing')} (${id}):`,
    ...differences.map((one) => `    ${drawDifference(one)}`),
  ];
}

const drawDifference = (difference: Difference): string => {
  const show = (name: 'now' | 'next', otherwise: string) =>
    name in difference ? printable(JSON.stringify(difference[name]) ?? '') : otherwise;
  return `${difference.path}: ${show('now', '(nothing)')} -> ${show('next', '(gone)')}`;
};

function describeCost({ records, isAtLeast, calls, minutes, basis }: Cost, stream: string): string {
  const count = (n: number) => n.toLocaleString('en');
  const time = minutes === undefined ? 'how long that takes is known after the first full run' : `about ${minutes} min`;
  return (
    `All of ${stream} again, as after a change of its mapping: ${isAtLeast ? 'at least' : 'about'} ${count(records)} records, ` +
    `${count(calls.commercetools)} calls to commercetools, ${count(calls.marketing)} to Marketing, ${time} (by the ${basis}).`
  );
}
