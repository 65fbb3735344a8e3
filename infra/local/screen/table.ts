export interface Column {
  readonly title: string;
  /** Numbers stand under each other by their last digit. */
  readonly isNumber?: boolean;
}

/** A table as lines of text, columns two blanks apart, the title line first. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const titles = columns.map(({ title }) => title);
  const all = [titles, ...rows];
  const widths = columns.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const render = (row: readonly string[]): string =>
    columns
      .map(({ isNumber }, at) => {
        const cell = row[at] ?? '';
        return isNumber ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
      })
      .join('  ')
      .trimEnd();
  return all.map(render);
}

/** Cuts text into lines of a width, between words; what is behind the first line is indented. */
export function wrapText(text: string, width: number, indent = ''): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > width && line !== '') {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
