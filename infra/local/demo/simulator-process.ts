import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

export type SimulatorName = 'commercetools' | 'marketing';

const PROGRAMS: Readonly<Record<SimulatorName, string>> = {
  commercetools: join(import.meta.dirname, '../../../test/simulators/commercetools/main.ts'),
  marketing: join(import.meta.dirname, '../../../test/simulators/marketing/main.ts'),
};

const readySchema = z.object({ ready: z.literal(true), url: z.url() });

/** A running simulator, whoever started it, and the way to drive it. */
export interface Simulator {
  readonly url: string;
  /** Asks one of the endpoints under `/_simulator`. @throws Error with what the simulator says is wrong */
  control(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** A simulator in a process of its own. */
export interface SimulatorProcess extends Simulator {
  readonly name: SimulatorName;
  readonly pid: number | undefined;
  /** Settles when the process is gone, whoever ended it. */
  readonly gone: Promise<void>;
  stop(): Promise<void>;
}

export interface SimulatorOptions {
  readonly latencyMs?: number | undefined;
  readonly seed?: number | undefined;
  /** Where it keeps what it holds; without it everything goes with the process. */
  readonly directory?: string | undefined;
  /** Where it listened the last time; another one is taken if that is not free any more. */
  readonly port?: number | undefined;
}

/** Starts a simulator and waits until it listens. It ends when this process does, even when this one is killed. */
export async function startSimulator(name: SimulatorName, options: SimulatorOptions = {}): Promise<SimulatorProcess> {
  const { port = 0 } = options;
  try {
    return await launch(name, options, port);
  } catch (error) {
    if (port === 0) throw error;
    return launch(name, options, 0);
  }
}

async function launch(name: SimulatorName, options: SimulatorOptions, port: number): Promise<SimulatorProcess> {
  const { latencyMs = 0, seed = 1, directory } = options;
  const flags = ['--port', String(port), '--latency', String(latencyMs), '--seed', String(seed)];
  const child = fork(PROGRAMS[name], [...flags, ...(directory === undefined ? [] : ['--data', directory])], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C in a terminal goes to the whole process group; a simulator has to stay until the functions are done.
    detached: true,
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await readUrl(child, name);
  return {
    name,
    url,
    pid: child.pid,
    gone,
    control: (method, path, body) => askControl(`${url}/_simulator/${path}`, method, body),
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function readUrl(child: ChildProcess, name: SimulatorName): Promise<string> {
  const complaint = child.stderr ? text(child.stderr) : Promise.resolve('');
  const firstLine = new Promise<string | undefined>((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('exit', () => resolve(undefined));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', resolve);
  });
  const line = await firstLine;
  if (line === undefined) throw new Error(`The ${name} simulator did not start: ${(await complaint).trim()}`);
  return readySchema.parse(JSON.parse(line)).url;
}

/** @throws Error with what the simulator says is wrong */
export async function askControl(url: string, method: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const content = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} was answered with ${answer.status}: ${content}`);
  return content === '' ? undefined : JSON.parse(content);
}
