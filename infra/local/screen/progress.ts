import { countRun, type Run, runProgress } from '../../../shared/domain/run.ts';
import type { StreamStatus } from '../status/snapshot.ts';
import { formatCount } from './format.ts';

/** How far an open run has come. Nothing here is guessed: it is the place of the lanes' cursors in their ranges. */
export interface Progress {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  /** Records whose fate is known. */
  readonly settled: number;
  /** Imports that Marketing is working on. */
  readonly imports: number;
  readonly lanes: number;
  readonly openLanes: number;
  /** Why lanes stand still, if any do. */
  readonly resting: string | undefined;
}

const progressOf = (name: string, run: Run): Progress => ({
  name,
  share: runProgress(run),
  settled: countRun(run).read,
  imports: run.lanes.filter((lane) => lane.import).length,
  lanes: run.lanes.length,
  openLanes: run.lanes.filter(({ isDone }) => !isDone).length,
  resting: run.lanes.find((lane) => lane.resting)?.resting?.code,
});

/** Of the walks that take their time; a live run is over before anyone has looked. */
export const findProgress = (streams: readonly StreamStatus[]): Progress[] =>
  streams.flatMap(({ tenantId, stream, tracks }) =>
    tracks.flatMap(({ track, run }) =>
      run && track !== 'live' ? [progressOf(`${tenantId} ${stream} ${track}`, run)] : [],
    ),
  );

/** `2,500 records settled, 3 of 7 lanes open, 2 imports under way` */
export const describeProgress = ({ settled, imports, lanes, openLanes, resting }: Progress): string =>
  [
    `${formatCount(settled)} records settled`,
    `${openLanes} of ${lanes} lanes open`,
    ...(imports > 0 ? [`${imports} ${imports === 1 ? 'import' : 'imports'} under way`] : []),
    ...(resting === undefined ? [] : [`waiting: ${resting}`]),
  ].join(', ');

const BAR_WIDTH = 24;

export function renderBars(progress: readonly Progress[]): string[] {
  const width = Math.max(...progress.map(({ name }) => name.length));
  return progress.map((one) => {
    const filled = Math.floor(one.share * BAR_WIDTH);
    const percent = `${Math.floor(one.share * 100)}`.padStart(3);
    const bar = '#'.repeat(filled).padEnd(BAR_WIDTH, '.');
    return `${one.name.padEnd(width)}  [${bar}] ${percent} %  ${describeProgress(one)}`;
  });
}
