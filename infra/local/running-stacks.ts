import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isRunning,
  PASSING_DIRECTORY,
  readJson,
  type StackFile,
  stackFileSchema,
  writeJson,
} from './work-directory.ts';

/** Where every stack that runs on this machine says so, wherever it keeps its files: one file per process. */
const REGISTER = join(PASSING_DIRECTORY, 'running');

const fileOf = (directory: string, pid: number): string => join(directory, `${pid}.json`);

/** Lets other programs find the stack of this process without being told where it is. */
export async function registerStack(stack: StackFile, directory = REGISTER): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeJson(fileOf(directory, stack.pid), stack);
}

export const forgetStack = (pid = process.pid, directory = REGISTER): Promise<void> =>
  rm(fileOf(directory, pid), { force: true });

/** The stacks that run now, in the order of their start. What a killed one has left behind is cleared away. */
export async function listRunningStacks(directory = REGISTER): Promise<StackFile[]> {
  const files = await readdir(directory).catch(() => []);
  const running: StackFile[] = [];
  for (const file of files.filter((name) => name.endsWith('.json'))) {
    const stack = await readJson(join(directory, file), stackFileSchema);
    if (stack && (await isRunning(stack))) running.push(stack);
    else await rm(join(directory, file), { force: true });
  }
  return running.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}
