import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from './command-line/usage-error.ts';

/** Where runs that are not kept put their files: out of the way, in the project, and not under version control. */
const PROJECT_DIRECTORY = join(import.meta.dirname, '../..');
export const PASSING_DIRECTORY = join(PROJECT_DIRECTORY, '.local');

/** Written while a stack is running, so that other programs on this machine find it. Also the mark of a directory of ours. */
export const STACK_FILE = 'stack.json';

export const stackFileSchema = z.object({
  version: z.literal(1),
  /** Process that runs, or ran, the stack. */
  pid: z.int(),
  startedAt: z.string(),
  region: z.string(),
  endpoints: z.object({ dynamodb: z.string(), sqs: z.string(), secretsManager: z.string() }),
  tables: z.object({ config: z.string(), state: z.string() }),
  secretPrefix: z.string(),
  /** URLs by queue name. */
  queues: z.record(z.string(), z.string()),
  /** Of the stacks, by the names that CloudFormation shows. */
  outputs: z.record(z.string(), z.string()).default({}),
  simulators: z.object({ commercetools: z.string().optional(), marketing: z.string().optional() }),
  logFile: z.string(),
});
export type StackFile = z.infer<typeof stackFileSchema>;

/** What a kept directory was made with; at the next start the same must be asked for. */
export type Setup = Readonly<Record<string, string | number>>;
const SETUP_FILE = 'setup.json';
const setupSchema = z.record(z.string(), z.union([z.string(), z.number()]));

export interface WorkDirectory {
  readonly path: string;
  /** What the stack that ran here before has left to be found; absent in a new directory. */
  readonly before: StackFile | undefined;
  /** What it was made with. */
  readonly setup: Setup;
  announce(stack: StackFile): Promise<void>;
}

/**
 * Opens the directory of a run that is kept.
 * @param asked has to agree with what the directory was made with; `defaults` does not
 * @throws UsageError when it is not one of ours, in use, or made with other options
 */
export async function openKeptDirectory(given: string, asked: Setup, defaults: Setup): Promise<WorkDirectory> {
  const path = resolve(given);
  const found = await stat(path).catch(() => undefined);
  if (found && !found.isDirectory()) throw new UsageError(`${path} is not a directory; give one with --keep.`);
  await mkdir(path, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`${path} cannot be made: ${error instanceof Error ? error.message : error}`);
  });
  const known = await readJson(join(path, SETUP_FILE), setupSchema);
  if (!known && (await readdir(path)).length > 0) {
    throw new UsageError(`${path} holds files that are not of an earlier run; give --keep a new or empty directory.`);
  }
  const before = await readJson(join(path, STACK_FILE), stackFileSchema);
  if (before && before.pid !== process.pid && (await isRunning(before))) {
    throw new UsageError(
      `${path} is in use by process ${before.pid}; stop that one, or give --keep another directory.`,
    );
  }
  if (known) assertSame(known, asked, path);
  const setup = { ...defaults, ...asked, ...known };
  await writeJson(join(path, SETUP_FILE), setup);
  return workDirectory(path, before, setup);
}

/** Runs that are over and whose log may still be wanted. */
const KEPT_PASSING = 3;

/** A directory for a run that is not kept; those of runs that are over are cleared away, but for the latest. */
export async function openPassingDirectory(parent = PASSING_DIRECTORY): Promise<WorkDirectory> {
  await mkdir(parent, { recursive: true });
  const names = (await readdir(parent)).filter((name) => {
    const [, pid] = /^run-(\d+)$/.exec(name) ?? [];
    return pid !== undefined && !isAlive(Number(pid));
  });
  const over = await Promise.all(
    names.map(async (name) => ({ path: join(parent, name), ms: (await stat(join(parent, name))).mtimeMs })),
  );
  over.sort((a, b) => b.ms - a.ms);
  for (const { path } of over.slice(KEPT_PASSING)) await rm(path, { recursive: true, force: true });
  const path = join(parent, `run-${process.pid}`);
  await rm(path, { recursive: true, force: true });
  await mkdir(path);
  return workDirectory(path, undefined, {});
}

const workDirectory = (path: string, before: StackFile | undefined, setup: Setup): WorkDirectory => ({
  path,
  before,
  setup,
  announce: (stack) => writeJson(join(path, STACK_FILE), stack),
});

function assertSame(known: Setup, asked: Setup, path: string): void {
  const different = Object.keys(asked).filter((name) => known[name] !== asked[name]);
  if (different.length === 0) return;
  const was = different.map((name) => `${name} ${known[name]}`).join(', ');
  throw new UsageError(`${path} was made with ${was}; ask for the same, or give --keep another directory.`);
}

/** A process id is given out anew sooner or later, so the stack's own port has the last word. */
export async function isRunning({ pid, endpoints }: StackFile): Promise<boolean> {
  return isAlive(pid) && (await isListening(endpoints.dynamodb));
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolvePromise) => {
    const socket = createConnection({ host: hostname, port: Number(port || 80) });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolvePromise(isOpen);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('connect', () => end(true)).once('error', () => end(false));
  });
}

export async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Moved into place, so that a reader never sees half of it. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
