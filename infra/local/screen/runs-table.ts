import { addCounts } from '../../../shared/domain/counts.ts';
import { earliest, latest, secondsBetween, toInstant } from '../../../shared/domain/instant.ts';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { findTrack, type StreamStatus } from '../status/snapshot.ts';
import { formatCount, formatSeconds, formatSkipped, formatWindow } from './format.ts';
import { type Column, renderTable } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'tenant' },
  { title: 'stream' },
  { title: 'track' },
  { title: 'runs', isNumber: true },
  { title: 'window (UTC)' },
  { title: 'read', isNumber: true },
  { title: 'imported', isNumber: true },
  { title: 'rejected', isNumber: true },
  { title: 'skipped', isNumber: true },
  { title: 'took', isNumber: true },
  { title: 'lag', isNumber: true },
];

/** What can be said of one run, or of several of one track together. */
type Row = Pick<RunSummary, 'tenantId' | 'stream' | 'track' | 'window' | 'seconds' | 'counts'> & { runs: number };

/**
 * A line for each track that has had a run, with all its runs in one, and one for each live track that had nothing to do.
 * The lag is the stream's as it is now.
 */
export function renderTracks(runs: readonly RunSummary[], streams: readonly StreamStatus[]): string[] {
  const tenantIds = [...new Set(streams.map(({ tenantId }) => tenantId))];
  const lines = tenantIds.flatMap((tenantId) =>
    streams
      .filter((status) => status.tenantId === tenantId)
      .flatMap((status) => [...busyLines(runs, status), ...idleLine(runs, status)]),
  );
  return renderTable(COLUMNS, lines);
}

const isOf = (run: RunSummary, { tenantId, stream }: StreamStatus): boolean =>
  run.tenantId === tenantId && run.stream === stream;

/** Live last, since it is what goes on. */
function busyLines(runs: readonly RunSummary[], status: StreamStatus): string[][] {
  const byTrack = Map.groupBy(
    runs.filter((run) => isOf(run, status)),
    ({ track }) => track,
  );
  const rows = [...byTrack.values()].flatMap(sumUp);
  rows.sort((a, b) => Number(a.track === 'live') - Number(b.track === 'live'));
  return rows.map((row) => toCells(row, row.track === 'live' ? lagOf(status) : ''));
}

function idleLine(runs: readonly RunSummary[], status: StreamStatus): string[][] {
  const hasRun = runs.some((run) => isOf(run, status) && run.track === 'live');
  const lag = lagOf(status);
  if (hasRun || lag === '') return [];
  return [[status.tenantId, status.stream, 'live', '0', 'nothing has changed', '', '', '', '', '', lag]];
}

function sumUp(runs: readonly RunSummary[]): Row[] {
  const [first] = runs;
  if (!first) return [];
  const { tenantId, stream, track } = first;
  const hasOpenStart = runs.some(({ window }) => window.from === undefined);
  const from = hasOpenStart ? undefined : earliest(...runs.map(({ window }) => window.from));
  const to = latest(...runs.map(({ window }) => window.to)) ?? first.window.to;
  return [
    {
      tenantId,
      stream,
      track,
      runs: runs.length,
      window: { ...(from !== undefined && { from }), to },
      seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
      counts: runs.map(({ counts }) => counts).reduce(addCounts),
    },
  ];
}

const toCells = ({ tenantId, stream, track, runs, window, seconds, counts }: Row, lag: string): string[] => [
  tenantId,
  stream,
  track,
  formatCount(runs),
  formatWindow(window),
  formatCount(counts.read),
  formatCount(counts.imported),
  formatCount(counts.rejected),
  formatSkipped(counts),
  formatSeconds(seconds),
  lag,
];

function lagOf(status: StreamStatus): string {
  const watermark = findTrack(status, 'live')?.watermark;
  return watermark === undefined ? '' : formatSeconds(secondsBetween(watermark, toInstant(Date.now())));
}

/** One run as a sentence, for output that is read line by line. */
export const describeRun = ({ tenantId, stream, track, window, seconds, counts }: RunSummary): string =>
  `${tenantId} ${stream} ${track}, ${formatWindow(window)}: read ${formatCount(counts.read)}, ` +
  `imported ${formatCount(counts.imported)}, rejected ${formatCount(counts.rejected)}, ` +
  `skipped ${formatSkipped(counts)}, took ${formatSeconds(seconds)}`;
