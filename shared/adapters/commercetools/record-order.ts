import { InvariantError } from '../../domain/errors.ts';
import type { LaneRange } from '../../domain/lane-range.ts';
import type { SourceRecord } from '../../ports.ts';

export interface ExpectedIds {
  range: LaneRange;
  after: string | undefined;
  subject: string;
  correlationId: string;
}

const isWithin = (id: string, { range, after }: ExpectedIds): boolean =>
  (after === undefined || id > after) &&
  (range.start === undefined || id >= range.start) &&
  (range.end === undefined || id < range.end);

/**
 * A keyset holds only while ids ascend and stay inside the lane. A server that ignores the order, or a filter that
 * escapes its brackets, would otherwise make records vanish, or a lane go round in circles, without a sound.
 */
export function assertAscending(records: readonly SourceRecord[], expected: ExpectedIds): void {
  let previous: string | undefined;
  for (const { id } of records) {
    if ((previous !== undefined && id <= previous) || !isWithin(id, expected)) {
      throw new InvariantError(
        `A page of ${expected.subject} is not in ascending order of id inside its lane (correlation id ${expected.correlationId}).`,
        {
          code: 'commercetools.unsortedPage',
          remedy: 'Check that the filter of this stream has balanced brackets; if it has none, report this.',
        },
      );
    }
    previous = id;
  }
}
