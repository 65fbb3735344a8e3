import type { Cell } from './cell.ts';

/** A dashboard or an alarm asks for something that is not built here; drawing something else would mislead. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError';
}

const PLAIN: Readonly<Record<string, (cell: Cell) => number>> = {
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ minimum }) => minimum,
  Maximum: ({ maximum }) => maximum,
  SampleCount: ({ count }) => count,
};

/**
 * One statistic of a period (CloudWatch: Statistics definitions): Sum, Average, Minimum, Maximum, SampleCount or a
 * percentile such as p95.
 * @throws UnsupportedError for any other
 */
export function statisticOf(statistic: string, cell: Cell): number {
  const plain = PLAIN[statistic];
  if (plain) return plain(cell);
  const [, percent] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(statistic) ?? [];
  if (percent === undefined) {
    throw new UnsupportedError(
      `The statistic "${statistic}" is not built into the local page; it knows ${Object.keys(PLAIN).join(', ')} and percentiles (p95).`,
    );
  }
  return percentile(
    [...cell.samples].sort((a, b) => a - b),
    Number(percent) / 100,
  );
}

/** The value below which this share of the values lies; between two values the line between them. */
function percentile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
