import type { CommercetoolsSource } from '../../../../shared/adapters/commercetools/source.ts';
import { ESTIMATE_CAP, PAGE_RECORDS } from '../../../../shared/domain/lane-budget.ts';
import type { RunSummary } from '../../../../shared/domain/run.ts';
import type { RunHistory } from '../../../../shared/ports.ts';
import type { Stream } from '../../../../shared/streams/stream.ts';

/** What it takes to send every record of a stream again, as after a change of its mapping. */
export interface Cost {
  /** Records of commercetools; an estimate. */
  readonly records: number;
  /** There may be more: commercetools counts no further under a predicate. */
  readonly isAtLeast: boolean;
  readonly calls: { readonly commercetools: number; readonly marketing: number };
  /** Unknown before the stream was walked once. */
  readonly minutes?: number;
  readonly basis: 'last full run' | 'rule of thumb';
}

/** Requests to Marketing for one import: the hand-over, and questions how it went. */
const CALLS_PER_IMPORT = 6;

const RUNS_LOOKED_AT = 500;

export async function estimateCost(
  tenantId: string,
  stream: Stream,
  source: CommercetoolsSource,
  runs: RunHistory,
): Promise<Cost> {
  const { estimate: records } = await source.probe({ ...stream.reads, window: {} });
  const isAtLeast = stream.reads.where !== undefined && records >= ESTIMATE_CAP;
  const history = await runs.listRuns(tenantId, RUNS_LOOKED_AT);
  const full = history.find((run) => isFullRun(run, stream.name));
  if (!full) {
    const commercetools = Math.ceil(records / stream.requestSize.start) + 1;
    const marketing = Math.ceil(records / PAGE_RECORDS) * CALLS_PER_IMPORT;
    return { records, isAtLeast, calls: { commercetools, marketing }, basis: 'rule of thumb' };
  }
  return { isAtLeast, basis: 'last full run', ...scaleUp(full, records) };
}

/** Tracks that walk everything there is. */
const FULL_TRACKS = new Set(['history', 'refresh', 'backfill']);

const isFullRun = ({ stream, track, window, counts }: RunSummary, name: string): boolean =>
  stream === name && FULL_TRACKS.has(track) && window.from === undefined && counts.read > 0;

/**
 * What the last walk took, for as many records as there are now. The books of a catalog count what products became and
 * not the products, so there it is taken for as large as it was.
 */
function scaleUp(
  { counts, seconds, stream }: RunSummary,
  records: number,
): Pick<Cost, 'records' | 'calls' | 'minutes'> {
  const isMany = stream.startsWith('products#');
  const share = isMany ? 1 : records / counts.read;
  const scale = (n: number) => Math.max(1, Math.ceil(n * share));
  return {
    records,
    calls: { commercetools: scale(counts.calls.commercetools), marketing: scale(counts.calls.marketing) },
    minutes: Math.max(1, Math.round((seconds * share) / 60)),
  };
}
