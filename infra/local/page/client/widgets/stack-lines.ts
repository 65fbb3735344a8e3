import type { ChartLine } from '../../model.ts';

/** Each line on top of those before it, for charts that show shares of a whole; what is not there counts nothing. */
export function stackLines(lines: readonly ChartLine[]): ChartLine[] {
  const below: number[] = [];
  return lines.map((line) => ({
    ...line,
    values: line.values.map((value, i) => {
      below[i] = (below[i] ?? 0) + (value ?? 0);
      return below[i];
    }),
  }));
}
