import { setTimeout as wait } from 'node:timers/promises';
import { announcementOf } from './announcement.ts';
import type { Options } from './command-line/options.ts';
import { INTERRUPTED, listenForStop } from './command-line/stop-signal.ts';
import { UsageError } from './command-line/usage-error.ts';
import { conclude } from './conclusion.ts';
import type { PageServer } from './page/server/page-server.ts';
import { startPage } from './page/start-page.ts';
import { forgetStack, registerStack } from './running-stacks.ts';
import { renderIntroduction } from './screen/introduction.ts';
import { PlainScreen } from './screen/plain-screen.ts';
import type { Screen } from './screen/screen.ts';
import { TerminalScreen } from './screen/terminal-screen.ts';
import { openSession, type Session } from './session.ts';
import { createRunReader } from './status/outcome.ts';
import { type Snapshot, takeSnapshot } from './status/snapshot.ts';
import { findObstacles, type Obstacle, runUntilLevel } from './status/until-level.ts';
import { openKeptDirectory, openPassingDirectory, type WorkDirectory } from './work-directory.ts';

const CHANGE_EVERY_SECONDS = 5;
const LOOK_EVERY_MS = 500;
/** Runs the whole system until it is level or somebody stops it. @returns the exit code */
export async function run(options: Options): Promise<number> {
  const startedAt = performance.now();
  const screen: Screen = process.stdout.isTTY ? new TerminalScreen(process.stdout) : new PlainScreen(process.stdout);
  const stopping = listenForStop(() =>
    screen.say('', 'Stopping. Ctrl-C once more stops at once; nothing is lost either way.'),
  );
  const work = await openWorkDirectory(options);
  screen.say('Getting ready: the functions are bundled, the shop is opened. This takes some seconds.');
  const session = await openSessionIn(work, options, screen).catch((error: unknown) => {
    // Ctrl-C ends the processes that were helping to get ready; their complaints are not the news.
    if (stopping.signal.aborted) return undefined;
    throw error;
  });
  if (!session) return INTERRUPTED;
  let page: PageServer | undefined;
  try {
    page = await openPage(session, options);
    const announcement = announcementOf(session);
    await work.announce(announcement);
    await registerStack(announcement);
    const isChanging = !options.once && session.demo.simulators.commercetools !== undefined;
    screen.say(
      ...renderIntroduction({
        session,
        customers: Number(work.setup.customers ?? options.demo.customers),
        changeEverySeconds: isChanging ? CHANGE_EVERY_SECONDS : undefined,
        workDirectory: work.path,
        isKept: options.keepDirectory !== undefined,
        pageUrl: page?.url,
      }),
    );
    const lost = watchSimulators(session, stopping);
    if (!stopping.signal.aborted) session.stack.start();
    const obstacles = options.once
      ? await goOnUntilLevel(session, screen, stopping.signal)
      : await goOnUntilStopped(session, screen, stopping.signal, isChanging);
    return await conclude(options, session, screen, {
      obstacles: [...obstacles, ...lost],
      isStopped: stopping.signal.aborted,
      seconds: (performance.now() - startedAt) / 1000,
    });
  } finally {
    screen.end();
    stopping.abort();
    await forgetStack();
    await page?.close();
    await session.close();
  }
}

/** @throws UsageError when the port is somebody else's */
async function openPage(session: Session, { pagePort }: Options): Promise<PageServer | undefined> {
  if (pagePort === undefined) return undefined;
  return startPage(session, pagePort).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new UsageError(
      `The page cannot have port ${pagePort} (${error.code}); give another with --page, or 0 for any.`,
    );
  });
}

function openWorkDirectory({ keepDirectory, setup, demo }: Options): Promise<WorkDirectory> {
  const { customers, tenants, seed } = demo;
  return keepDirectory === undefined
    ? openPassingDirectory()
    : openKeptDirectory(keepDirectory, setup, { customers, tenants, seed });
}

function openSessionIn(work: WorkDirectory, options: Options, screen: Screen): Promise<Session> {
  const isKept = options.keepDirectory !== undefined;
  // A kept shop is as large as it was made, whatever the defaults say.
  const { orders, ...sizes } = work.setup;
  const made = Object.entries(sizes).filter(([, value]) => typeof value === 'number');
  return openSession(
    {
      workDirectory: work.path,
      keepsState: isKept,
      everySeconds: options.everySeconds,
      environment: process.env,
      onLogLine: options.verbose ? (line) => screen.say(line) : undefined,
    },
    {
      ...options.demo,
      ...Object.fromEntries(made),
      ...(typeof orders === 'number' && { shop: { orders } }),
      directory: isKept ? work.path : undefined,
      ports: portsOf(work),
    },
  );
}

const portsOf = ({ before }: WorkDirectory): Record<string, number> =>
  Object.fromEntries(
    Object.entries(before?.simulators ?? {}).flatMap(([name, url]) => (url ? [[name, Number(new URL(url).port)]] : [])),
  );

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

/** What is shown of a snapshot, and when. */
function createShow({ stack }: Session, screen: Screen): (snapshot: Snapshot) => Promise<void> {
  const readClosed = createRunReader(stack.stores);
  return async (snapshot) => {
    const runs = await readClosed(snapshot);
    screen.show({ snapshot, runs, obstacles: findObstacles(snapshot, stack.ticker.lastAnsweredMs) });
  };
}

const goOnUntilLevel = (session: Session, screen: Screen, signal: AbortSignal): Promise<Obstacle[]> =>
  runUntilLevel({
    stores: session.stack.stores,
    ticker: session.stack.ticker,
    signal,
    onSnapshot: createShow(session, screen),
  });

async function goOnUntilStopped(
  session: Session,
  screen: Screen,
  signal: AbortSignal,
  isChanging: boolean,
): Promise<Obstacle[]> {
  const { stack, demo } = session;
  // A moment that does not happen is no loss; a simulator that is gone ends the run by itself.
  const change = () => void demo.change().catch(() => undefined);
  const life = isChanging ? setInterval(change, CHANGE_EVERY_SECONDS * 1000) : undefined;
  const show = createShow(session, screen);
  let snapshot: Snapshot = { streams: [], unreadable: [] };
  while (!signal.aborted) {
    snapshot = await takeSnapshot(stack.stores);
    await show(snapshot);
    await wait(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  clearInterval(life);
  return findObstacles(snapshot, stack.ticker.lastAnsweredMs);
}
