/**
 * A stretch of the id space, `[start, end)`. commercetools ids are UUIDs and evenly spread, so equal stretches hold
 * about equally many records. An open end has no bound at all: ids that sort outside the hexadecimal digits still
 * belong to exactly one lane.
 */
export interface LaneRange {
  start?: string;
  end?: string;
}

const SPACE = 2 ** 32;

const boundary = (share: number): string =>
  `${Math.floor(share * SPACE)
    .toString(16)
    .padStart(8, '0')}-0000-0000-0000-000000000000`;

/** Cuts the id space into `count` ranges that touch and never overlap. */
export function cutRanges(count: number): LaneRange[] {
  return Array.from({ length: count }, (_, i) => ({
    ...(i > 0 && { start: boundary(i / count) }),
    ...(i < count - 1 && { end: boundary((i + 1) / count) }),
  }));
}

const place = (id: string): number => {
  const head = Number.parseInt(id.replaceAll('-', '').slice(0, 8).padEnd(8, '0'), 16);
  return Number.isNaN(head) ? 0 : head;
};

/** How much of a range lies behind a cursor, 0 to 1. Honest because ids are evenly spread, and free because no count is needed. */
export function rangeProgress(range: LaneRange, cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const start = range.start === undefined ? 0 : place(range.start);
  const end = range.end === undefined ? SPACE : place(range.end);
  return Math.min(1, Math.max(0, (place(cursor) - start) / (end - start)));
}
