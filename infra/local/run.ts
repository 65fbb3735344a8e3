import { writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Options } from './command-line/options.ts';
import { renderIntroduction } from './screen/introduction.ts';
import { PlainScreen } from './screen/plain-screen.ts';
import type { Screen } from './screen/screen.ts';
import { renderSummary } from './screen/summary.ts';
import { TerminalScreen } from './screen/terminal-screen.ts';
import { openSession, type Session } from './session.ts';
import { isAllBalanced, readOutcome, readRuns, toJson } from './status/outcome.ts';
import { type Snapshot, takeSnapshot } from './status/snapshot.ts';
import { findObstacles, type Obstacle, runUntilLevel } from './status/until-level.ts';
import { openKeptDirectory, openPassingDirectory, type WorkDirectory } from './work-directory.ts';

const CHANGE_EVERY_SECONDS = 5;
const LOOK_EVERY_MS = 500;
/** Closed runs that are read for the screen while it goes on. */
const SHOWN_RUNS = 20;

/** What the shell is told when Ctrl-C has cut a run short: 128 and the number of the signal. */
const INTERRUPTED = 130;

/** Runs the whole system until it is level or somebody stops it. @returns the exit code */
export async function run(options: Options): Promise<number> {
  const startedAt = performance.now();
  const screen: Screen = process.stdout.isTTY ? new TerminalScreen(process.stdout) : new PlainScreen(process.stdout);
  const work = await openWorkDirectory(options);
  const demoOptions = { ...options.demo, ...pickNumbers(work) };
  const isKept = options.keepDirectory !== undefined;
  const stopping = listenForStop(screen);

  screen.say('Getting ready: the functions are bundled, the shop is opened. This takes some seconds.');
  const session = await openSession(
    {
      workDirectory: work.path,
      keepsState: isKept,
      everySeconds: options.everySeconds,
      environment: process.env,
      onLogLine: options.verbose ? (line) => screen.say(line) : undefined,
    },
    { ...demoOptions, directory: isKept ? work.path : undefined, ports: portsOf(work) },
  );
  try {
    await announce(session, work);
    const changeEverySeconds = canChange(session, options) ? CHANGE_EVERY_SECONDS : undefined;
    const { customers } = demoOptions;
    screen.say(...renderIntroduction({ session, customers, changeEverySeconds, isKept, workDirectory: work.path }));
    const lost = watchSimulators(session, stopping);
    session.stack.start();
    const obstacles = options.once
      ? await goOnUntilLevel(session, screen, stopping.signal)
      : await goOnUntilStopped(session, screen, stopping.signal, changeEverySeconds);
    return await conclude(options, session, screen, [...obstacles, ...lost], stopping.signal.aborted, startedAt);
  } finally {
    screen.end();
    stopping.abort();
    await session.close();
  }
}

function openWorkDirectory({ keepDirectory, setup, demo }: Options): Promise<WorkDirectory> {
  const { customers, tenants, seed } = demo;
  return keepDirectory === undefined
    ? openPassingDirectory()
    : openKeptDirectory(keepDirectory, setup, { customers, tenants, seed });
}

/** A kept shop is as large as it was made, whatever the defaults say. */
const pickNumbers = ({ setup }: WorkDirectory): Record<string, number> =>
  Object.fromEntries(Object.entries(setup).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

const portsOf = ({ before }: WorkDirectory): Record<string, number> =>
  Object.fromEntries(
    Object.entries(before?.simulators ?? {}).flatMap(([name, url]) => (url ? [[name, Number(new URL(url).port)]] : [])),
  );

const canChange = ({ demo }: Session, { once }: Options): boolean =>
  !once && demo.simulators.commercetools !== undefined;

/** One Ctrl-C reaches us from the terminal and once more from npm, which passes it on. */
const SAME_SIGNAL_MS = 500;

/** The first Ctrl-C stops in good order, the second at once. */
function listenForStop(screen: Screen): AbortController {
  const stopping = new AbortController();
  let firstMs = Number.POSITIVE_INFINITY;
  const stop = () => {
    if (performance.now() - firstMs > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
    if (stopping.signal.aborted) return;
    firstMs = performance.now();
    screen.say('', 'Stopping. Ctrl-C once more stops at once; nothing is lost either way.');
    stopping.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return stopping;
}

function announce({ stack, demo }: Session, work: WorkDirectory): Promise<void> {
  const { place, names, queueUrls, log } = stack;
  const { commercetools, marketing } = demo.simulators;
  return work.announce({
    version: 1,
    pid: process.pid,
    startedAt: new Date().toISOString(),
    region: place.region,
    endpoints: place.endpoints,
    tables: { config: names.configTable, state: names.stateTable },
    secretPrefix: names.secretPrefix,
    queues: Object.fromEntries(queueUrls),
    simulators: { commercetools: commercetools?.url, marketing: marketing?.url },
    logFile: log.file,
  });
}

/** Without its worlds the system cannot go on: ends the run when a simulator does. @returns filled in that case */
function watchSimulators({ demo }: Session, stopping: AbortController): Obstacle[] {
  const lost: Obstacle[] = [];
  for (const { name, gone } of Object.values(demo.simulators)) {
    void gone.then(() => {
      if (stopping.signal.aborted) return;
      const since = new Date().toISOString();
      lost.push({ problem: { code: 'simulator.gone', message: `The ${name} simulator has ended by itself.`, since } });
      stopping.abort();
    });
  }
  return lost;
}

async function show(session: Session, screen: Screen, snapshot: Snapshot): Promise<void> {
  const { stores, ticker } = session.stack;
  const runs = await readRuns(stores, snapshot, SHOWN_RUNS);
  screen.show({ snapshot, runs, obstacles: findObstacles(snapshot, ticker.lastAnsweredMs) });
}

const goOnUntilLevel = ({ stack, demo, close }: Session, screen: Screen, signal: AbortSignal): Promise<Obstacle[]> =>
  runUntilLevel({
    stores: stack.stores,
    ticker: stack.ticker,
    signal,
    onSnapshot: (snapshot) => show({ stack, demo, close }, screen, snapshot),
  });

async function goOnUntilStopped(
  session: Session,
  screen: Screen,
  signal: AbortSignal,
  changeEverySeconds: number | undefined,
): Promise<Obstacle[]> {
  const life =
    changeEverySeconds === undefined
      ? undefined
      : setInterval(() => void session.demo.change().catch(() => undefined), changeEverySeconds * 1000);
  let snapshot: Snapshot = { streams: [], unreadable: [] };
  while (!signal.aborted) {
    snapshot = await takeSnapshot(session.stack.stores);
    await show(session, screen, snapshot);
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  clearInterval(life);
  return findObstacles(snapshot, session.stack.ticker.lastAnsweredMs);
}

async function conclude(
  options: Options,
  session: Session,
  screen: Screen,
  obstacles: readonly Obstacle[],
  isStopped: boolean,
  startedAt: number,
): Promise<number> {
  const { stack, demo } = session;
  const seconds = (performance.now() - startedAt) / 1000;
  const snapshot = await takeSnapshot(stack.stores);
  const outcome = await readOutcome(stack.stores, snapshot, demo, obstacles, seconds);
  if (options.jsonFile !== undefined) {
    await writeFile(options.jsonFile, `${JSON.stringify(toJson(outcome), undefined, 2)}\n`);
  }
  screen.end();
  screen.say(
    ...renderSummary({
      outcome,
      streams: snapshot.streams,
      tallies: stack.log.tallies(),
      logFile: stack.log.file,
      hints: hintsFor(options),
    }),
    '',
    headline(options, isStopped, obstacles),
  );
  if (!isAllBalanced(outcome)) return 1;
  if (!options.once) return obstacles.some(({ tenantId }) => tenantId === undefined) ? 1 : 0;
  if (isStopped) return INTERRUPTED;
  return obstacles.length > 0 ? 1 : 0;
}

function headline({ once }: Options, isStopped: boolean, obstacles: readonly Obstacle[]): string {
  if (obstacles.length > 0) return 'Stopped, and not everything is in: see "Held up" above.';
  if (isStopped || !once) return 'Stopped.';
  return 'Everything is level: the history is in, and live has been looked at since.';
}

const hintsFor = ({ once, jsonFile, keepDirectory }: Options): string[] => [
  ...(once
    ? ['npm start                       the same without an end: the shop keeps changing, new data keeps arriving']
    : []),
  ...(keepDirectory === undefined
    ? ['npm start -- --keep my-shop     keeps everything, to go on later or to look into']
    : []),
  ...(jsonFile === undefined ? [] : [`${jsonFile}    these figures, and every rejected id`]),
  'npm start -- --help             every option, also to aim at servers of your own',
];
