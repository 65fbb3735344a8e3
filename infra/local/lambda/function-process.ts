import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { FunctionResource } from '../template/functions.ts';
import type { Answer, FunctionSettings, Invocation, Outcome, Usage } from './protocol.ts';

const BOOTSTRAP = join(import.meta.dirname, 'bootstrap.ts');

/** Lambda counts more than the JavaScript heap into a function's memory; this share of it is left to the heap. */
const HEAP_SHARE = 0.9;

export interface FunctionProcessOptions {
  readonly resource: FunctionResource;
  readonly environment: Readonly<Record<string, string>>;
  /** Every line that the function writes. */
  readonly onLine: (line: string) => void;
  /** Hears after every answer what the process has used so far. */
  readonly onUsage?: ((usage: Usage) => void) | undefined;
}

/** One copy of a function, in a process of its own, that handles one event at a time. */
export class FunctionProcess {
  readonly #child: ChildProcess;
  readonly #timeoutMs: number;
  readonly #onUsage: FunctionProcessOptions['onUsage'];
  /** Settles with nothing once the bundle is loaded, or with the reason why it cannot be. */
  readonly #ready: Promise<Outcome | undefined>;
  #running: { requestId: string; end: (outcome: Outcome) => void } | undefined;
  #isSpent = false;

  constructor({ resource, environment, onLine, onUsage }: FunctionProcessOptions) {
    this.#onUsage = onUsage;
    const { name, arn, codeDirectory, handler, memoryMb, timeoutSeconds } = resource;
    const settings: FunctionSettings = { name, arn, codeDirectory, handler, memoryMb };
    this.#timeoutMs = timeoutSeconds * 1000;
    this.#child = fork(BOOTSTRAP, [JSON.stringify(settings)], {
      env: { ...environment },
      execArgv: [`--max-old-space-size=${Math.floor(memoryMb * HEAP_SHARE)}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', onLine);
    }
    this.#ready = new Promise((resolve) => {
      const loaded = (answer: Answer) =>
        resolve(
          answer.kind === 'threw' ? { ok: false, errorType: answer.errorType, message: answer.message } : undefined,
        );
      this.#child.once('message', (answer) => loaded(answer as Answer));
      this.#child.once('exit', () => resolve(exited()));
    });
    this.#child.on('message', (answer) => this.#hear(answer as Answer));
    this.#child.on('error', () => this.#end(exited()));
    this.#child.once('exit', () => {
      this.#isSpent = true;
      this.#end(exited());
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** It has ended or is about to, and takes no further event. */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  /** Never throws: what goes wrong with an invocation is its outcome. */
  async invoke(event: unknown): Promise<Outcome> {
    const failure = await this.#ready;
    if (failure) this.#discard();
    if (failure || this.#isSpent) return failure ?? exited();
    const requestId = randomUUID();
    const invocation: Invocation = { requestId, event, deadlineMs: Date.now() + this.#timeoutMs };
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#discard();
        this.#end({
          ok: false,
          errorType: 'Sandbox.Timedout',
          message: `Task timed out after ${(this.#timeoutMs / 1000).toFixed(2)} seconds`,
        });
      }, this.#timeoutMs);
      this.#running = {
        requestId,
        end: (outcome) => {
          clearTimeout(timer);
          resolve(outcome);
        },
      };
      this.#child.send(invocation, (error) => error && this.#end(exited()));
    });
  }

  /** Ends the process in the middle of whatever it is doing. Resolves when it is gone. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#discard();
    await gone;
  }

  #discard(): void {
    this.#isSpent = true;
    this.#child.kill('SIGKILL');
  }

  #hear(answer: Answer): void {
    if (answer.kind === 'ready') return;
    this.#onUsage?.(answer);
    if (answer.requestId !== this.#running?.requestId) return;
    if (answer.kind === 'returned') this.#end({ ok: true, value: answer.value });
    else this.#end({ ok: false, errorType: answer.errorType, message: answer.message });
  }

  #end(outcome: Outcome): void {
    const running = this.#running;
    this.#running = undefined;
    running?.end(outcome);
  }
}

const exited = (): Outcome => ({
  ok: false,
  errorType: 'Runtime.ExitError',
  message: 'The process of the function has ended.',
});
