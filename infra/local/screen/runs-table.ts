import { secondsBetween, toInstant } from '../../../shared/domain/instant.ts';
import type { RunSummary } from '../../../shared/domain/run.ts';
import { findTrack, type StreamStatus } from '../status/snapshot.ts';
import { formatCount, formatSeconds, formatSkipped, formatWindow } from './format.ts';
import { type Column, renderTable } from './table.ts';

const COLUMNS: readonly Column[] = [
  { title: 'tenant' },
  { title: 'stream' },
  { title: 'track' },
  { title: 'window (UTC)' },
  { title: 'read', isNumber: true },
  { title: 'imported', isNumber: true },
  { title: 'rejected', isNumber: true },
  { title: 'skipped', isNumber: true },
  { title: 'took', isNumber: true },
  { title: 'lag', isNumber: true },
];

/**
 * A line for each run. The lag is the stream's as it is now, and stands at its latest live run; a stream that has had none
 * gets a line of its own.
 */
export function renderRuns(runs: readonly RunSummary[], streams: readonly StreamStatus[]): string[] {
  const isOf = (run: RunSummary, status: StreamStatus) =>
    run.tenantId === status.tenantId && run.stream === status.stream && run.track === 'live';
  const rows = runs.map((run) => {
    const status = streams.find((each) => isOf(run, each));
    const isLatest = status !== undefined && runs.findLast((each) => isOf(each, status)) === run;
    return toRow(run, isLatest ? lagOf(status) : '');
  });
  const quiet = streams
    .filter((status) => findTrack(status, 'live')?.watermark && !runs.some((run) => isOf(run, status)))
    .map((status) => [status.tenantId, status.stream, 'live', 'nothing changed', '', '', '', '', '', lagOf(status)]);
  return renderTable(COLUMNS, [...rows, ...quiet]);
}

const toRow = ({ tenantId, stream, track, window, seconds, counts }: RunSummary, lag: string): string[] => [
  tenantId,
  stream,
  track,
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
