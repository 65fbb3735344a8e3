import { writeFile } from 'node:fs/promises';
import type { Options } from './command-line/options.ts';
import { INTERRUPTED } from './command-line/stop-signal.ts';
import type { Screen } from './screen/screen.ts';
import { renderSummary } from './screen/summary.ts';
import type { Session } from './session.ts';
import { isAllBalanced, readOutcome, toJson } from './status/outcome.ts';
import { takeSnapshot } from './status/snapshot.ts';
import type { Obstacle } from './status/until-level.ts';

export interface Ending {
  readonly obstacles: readonly Obstacle[];
  /** Somebody has stopped it before it was done. */
  readonly isStopped: boolean;
  readonly seconds: number;
}

/** Says how it ended, on the screen and in the file that was asked for. @returns the exit code */
export async function conclude(
  options: Options,
  { stack, demo }: Session,
  screen: Screen,
  { obstacles, isStopped, seconds }: Ending,
): Promise<number> {
  const snapshot = await takeSnapshot(stack.stores);
  const usage = [...stack.functions.values()].map((pool) => ({ name: pool.resource.name, ...pool.usage }));
  const outcome = await readOutcome(stack.stores, snapshot, demo, obstacles, seconds, usage);
  if (options.jsonFile !== undefined) {
    await writeFile(options.jsonFile, `${JSON.stringify(toJson(outcome), undefined, 2)}\n`);
  }
  const summary = renderSummary({
    outcome,
    streams: snapshot.streams,
    tallies: stack.log.tallies(),
    logFile: stack.log.file,
    hints: hintsFor(options),
  });
  screen.end();
  screen.say(...summary, '', headline(options, isStopped, obstacles));
  if (!isAllBalanced(outcome)) return 1;
  // Without --once a tenant that is held up is something to look at, not the end of the run.
  if (!options.once) return obstacles.some(({ tenantId }) => tenantId === undefined) ? 1 : 0;
  if (obstacles.length > 0) return 1;
  return isStopped ? INTERRUPTED : 0;
}

function headline({ once }: Options, isStopped: boolean, obstacles: readonly Obstacle[]): string {
  if (obstacles.length > 0) return 'Stopped, and not everything is in: see "Held up" above.';
  if (isStopped || !once) return 'Stopped.';
  return 'Everything is level: the history is in, and live has been looked at since.';
}

const hintsFor = ({ once, jsonFile, keepDirectory }: Options): string[] => [
  ...(once ? ['npm start                    the same without an end: the shop keeps changing, new data arrives'] : []),
  ...(keepDirectory === undefined
    ? ['npm start -- --keep my-shop  keeps everything, to go on later or to look into']
    : []),
  'npm start -- --help          every option, also to aim at servers of your own',
  ...(jsonFile === undefined ? [] : [`${jsonFile} has these figures and every rejected id`]),
];
