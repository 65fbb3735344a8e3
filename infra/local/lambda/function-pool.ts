import type { InvocationNote } from '../telemetry/sources/invocation-metrics.ts';
import type { FunctionResource } from '../template/functions.ts';
import { FunctionProcess } from './function-process.ts';
import type { Outcome, Usage } from './protocol.ts';

/** What a new AWS account may run at once (Lambda: quotas); for a function whose concurrency nothing else limits. */
const UNRESERVED_CONCURRENCY = 10;

export interface FunctionPoolOptions {
  readonly resource: FunctionResource;
  /** The most that its event sources ask for; `undefined` when they set no bound. */
  readonly sourceConcurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Hears of every invocation that ended without an answer. */
  readonly onFailure: (failure: Extract<Outcome, { ok: false }>) => void;
  /** Hears of every invocation that is over. */
  readonly onInvocation?: ((note: InvocationNote) => void) | undefined;
}

/**
 * A function as its callers see it: as many copies as events come at once, up to the limit of the template, each kept
 * for the next event. A copy that died or ran out of time is replaced by the next event that needs one.
 */
export class FunctionPool {
  readonly concurrency: number;
  readonly #options: FunctionPoolOptions;
  readonly #processes = new Set<FunctionProcess>();
  readonly #idle: FunctionProcess[] = [];
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  #isStopped = false;
  #invocations = 0;
  #peakMemoryMb = 0;
  #busyMs = 0;

  constructor(options: FunctionPoolOptions) {
    this.#options = options;
    const { reservedConcurrency } = options.resource;
    this.concurrency = Math.min(
      reservedConcurrency ?? Number.POSITIVE_INFINITY,
      options.sourceConcurrency ?? UNRESERVED_CONCURRENCY,
    );
  }

  get resource(): FunctionResource {
    return this.#options.resource;
  }

  /** Events handed over so far, how long they took together, and the most memory that any copy has held. */
  get usage(): { readonly invocations: number; readonly busyMs: number; readonly peakMemoryMb: number } {
    return { invocations: this.#invocations, busyMs: this.#busyMs, peakMemoryMb: this.#peakMemoryMb };
  }

  /** Process ids of all copies, busy ones first. */
  get pids(): number[] {
    const idle = new Set(this.#idle);
    const busyFirst = [...this.#processes].sort((a, b) => Number(idle.has(a)) - Number(idle.has(b)));
    return busyFirst.flatMap(({ pid }) => pid ?? []);
  }

  /** Waits for a free copy, however long. Never throws: what goes wrong is the outcome. */
  async invoke(event: unknown): Promise<Outcome> {
    const isThrottled = this.#running >= this.concurrency;
    while (this.#running >= this.concurrency) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    if (this.#isStopped) return { ok: false, errorType: 'Stopped', message: 'The runner is stopping.' };
    this.#running += 1;
    this.#invocations += 1;
    const process = this.#take();
    const startedMs = Date.now();
    const outcome = await process.invoke(event);
    this.#busyMs += Date.now() - startedMs;
    this.#running -= 1;
    this.#giveBack(process);
    this.#waiting.shift()?.();
    if (!this.#isStopped) this.#note({ startedMs, isThrottled }, outcome);
    return outcome;
  }

  /** Ends every copy, busy or not. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const proceed of this.#waiting.splice(0)) proceed();
    await Promise.all([...this.#processes].map((process) => process.kill()));
  }

  #note(begun: Pick<InvocationNote, 'startedMs' | 'isThrottled'>, outcome: Outcome): void {
    const { resource, onFailure, onInvocation } = this.#options;
    if (!outcome.ok) onFailure(outcome);
    onInvocation?.({ functionName: resource.name, endedMs: Date.now(), ok: outcome.ok, ...begun });
  }

  #take(): FunctionProcess {
    for (let known = this.#idle.pop(); known; known = this.#idle.pop()) {
      if (!known.isSpent) return known;
      this.#processes.delete(known);
    }
    const onUsage = ({ maxMemoryMb }: Usage) => {
      this.#peakMemoryMb = Math.max(this.#peakMemoryMb, maxMemoryMb);
    };
    const process = new FunctionProcess({ ...this.#options, onUsage });
    this.#processes.add(process);
    return process;
  }

  #giveBack(process: FunctionProcess): void {
    if (process.isSpent) this.#processes.delete(process);
    else this.#idle.push(process);
  }
}
