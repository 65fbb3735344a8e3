import { InvariantError } from './errors.ts';

/** The books of a page, a lane or a run. Every record read ends in exactly one of the three other columns. */
export interface Counts {
  read: number;
  imported: number;
  rejected: number;
  /** Of those rejected, how many the mapping itself refused, so that Marketing never saw them; absent for none. */
  unsent?: number;
  /** Deliberately not sent, by reason. */
  skipped: Record<string, number>;
  /** Sent, but with something a person may want to look at, by reason; these are imported or rejected as well. */
  flagged: Record<string, number>;
  /** API requests made, retries included. */
  calls: { commercetools: number; marketing: number };
}

export const noCounts = (): Counts => ({
  read: 0,
  imported: 0,
  rejected: 0,
  skipped: {},
  flagged: {},
  calls: { commercetools: 0, marketing: 0 },
});

export const totalSkipped = (counts: Counts): number => Object.values(counts.skipped).reduce((sum, n) => sum + n, 0);

function addByReason(a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> {
  const sum = { ...a };
  for (const [reason, n] of Object.entries(b)) sum[reason] = (sum[reason] ?? 0) + n;
  return sum;
}

const unsentOf = (unsent: number): Pick<Counts, 'unsent'> => (unsent === 0 ? {} : { unsent });

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    read: a.read + b.read,
    imported: a.imported + b.imported,
    rejected: a.rejected + b.rejected,
    ...unsentOf((a.unsent ?? 0) + (b.unsent ?? 0)),
    skipped: addByReason(a.skipped, b.skipped),
    flagged: addByReason(a.flagged, b.flagged),
    calls: {
      commercetools: a.calls.commercetools + b.calls.commercetools,
      marketing: a.calls.marketing + b.calls.marketing,
    },
  };
}

/** What `after` holds more than `before`, an earlier state of the same books; reasons without a difference are left out. */
export function subtractCounts(after: Counts, before: Counts): Counts {
  return {
    read: after.read - before.read,
    imported: after.imported - before.imported,
    rejected: after.rejected - before.rejected,
    ...unsentOf((after.unsent ?? 0) - (before.unsent ?? 0)),
    skipped: subtractByReason(after.skipped, before.skipped),
    flagged: subtractByReason(after.flagged, before.flagged),
    calls: {
      commercetools: after.calls.commercetools - before.calls.commercetools,
      marketing: after.calls.marketing - before.calls.marketing,
    },
  };
}

const subtractByReason = (
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(after)
      .map(([reason, n]): [string, number] => [reason, n - (before[reason] ?? 0)])
      .filter(([, n]) => n !== 0),
  );

export const isBalanced = (counts: Counts): boolean =>
  counts.read === counts.imported + counts.rejected + totalSkipped(counts);

/** @throws InvariantError when a record would vanish from the books; the caller must then not move anything forward. */
export function assertBalanced(counts: Counts, where: string): void {
  if (isBalanced(counts)) return;
  throw new InvariantError(
    `The books of ${where} do not balance: read ${counts.read}, imported ${counts.imported}, ` +
      `rejected ${counts.rejected}, skipped ${totalSkipped(counts)}.`,
    {
      code: 'books.unbalanced',
      remedy: 'Report this with the run id; progress has been held back so that nothing is lost.',
    },
  );
}
