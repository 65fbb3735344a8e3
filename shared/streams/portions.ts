import { TooMuchError } from '../domain/errors.ts';
import { halved } from '../domain/page-limits.ts';
import type { SourceRecord } from '../ports.ts';

export interface Reading {
  records: readonly SourceRecord[];
  calls: number;
}

/** As many ids as the source takes, and SKUs are no shorter. */
const MAX_COUNT = 100;

/** Room for values in an address; servers on the way are sure to take 8 KB of it (commercetools: Errors, 414). */
const MAX_CHARS = 6000;

/** What a value costs beside itself: `&var.name=`. */
const NAME_CHARS = 12;

/**
 * Reads what belongs to many values, as many at a time as fit into one address, and fewer from the moment on at which an
 * answer would be too large or too slow.
 * @throws TooMuchError when a single value is too much.
 */
export async function readInPortions(
  values: readonly string[],
  read: (portion: readonly string[]) => Promise<Reading>,
): Promise<Reading> {
  const records: SourceRecord[] = [];
  let calls = 0;
  let size = MAX_COUNT;
  for (let at = 0; at < values.length; ) {
    const portion = cutPortion(values, at, size);
    try {
      const reading = await read(portion);
      for (const record of reading.records) records.push(record);
      calls += reading.calls;
      at += portion.length;
    } catch (error) {
      if (!(error instanceof TooMuchError) || portion.length === 1) throw error;
      calls += 1;
      size = halved(portion.length);
    }
  }
  return { records, calls };
}

function cutPortion(values: readonly string[], at: number, size: number): readonly string[] {
  let chars = 0;
  let end = at;
  for (const value of values.slice(at, at + size)) {
    chars += encodeURIComponent(value).length + NAME_CHARS;
    if (chars > MAX_CHARS && end > at) break;
    end += 1;
  }
  return values.slice(at, end);
}
