import { stripVTControlCharacters } from 'node:util';
import { type Paint, printable, type Style } from './paint.ts';

export interface Column<Row> {
  readonly title: string;
  read(row: Row): string | number | undefined;
  /** Numbers stand under each other by their last digit. */
  readonly isNumber?: boolean;
  style?(row: Row): Style;
}

const show = (value: string | number | undefined): string =>
  typeof value === 'number' ? value.toLocaleString('en') : printable(value ?? '');

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;
const pad = (text: string, width: number, isNumber = false): string => {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return isNumber ? blanks + text : text + blanks;
};

/** A table as lines, columns two blanks apart, titles first. */
export function drawTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], paint: Paint): string[] {
  const cells = rows.map((row) => columns.map((column) => show(column.read(row))));
  const widths = columns.map(({ title }, at) =>
    Math.max(widthOf(title), ...cells.map((row) => widthOf(row[at] ?? ''))),
  );
  const title = columns.map((column, at) => paint('bold', pad(column.title, widths[at] ?? 0, column.isNumber)));
  const body = rows.map((row, line) =>
    columns.map((column, at) => {
      const text = cells[line]?.[at] ?? '';
      const isLast = at === columns.length - 1 && !column.isNumber;
      return paint(column.style?.(row) ?? 'plain', isLast ? text : pad(text, widths[at] ?? 0, column.isNumber));
    }),
  );
  return [title, ...body].map((line) => line.join('  ').trimEnd());
}

/** Names and values under each other; what has no value is left out. */
export function drawList(entries: readonly (readonly [string, string | number | undefined])[], paint: Paint): string[] {
  const shown = entries.filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...shown.map(([name]) => widthOf(name)));
  return shown.map(([name, value]) => `${paint('dim', pad(name, width))}  ${show(value)}`);
}
