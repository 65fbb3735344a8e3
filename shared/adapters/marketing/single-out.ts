import { ConfigurationError, TransientError } from '../../domain/errors.ts';
import { NOT_SINGLED_OUT, SCHEMA_VIOLATION } from '../../domain/failure-codes.ts';
import type { Clock, Deadline, Submission, SubmittedImport } from '../../ports.ts';
import type { HandOver } from './hand-over.ts';
import { nameRefusal, type Refusal } from './refusal.ts';

export interface SingleOutOptions {
  handOver: HandOver;
  /** Our own copy of the published rules: does this element break them? */
  breaksRules(json: string): boolean;
  /** Whether an import has come to its end. */
  isOver(importId: string, deadline: Deadline): Promise<{ isOver: boolean; calls: number }>;
  clock: Clock;
}

/** Two offenders among 5,000 are found with fewer; more than this would use up a minute's allowance of bulk calls. */
const MAX_HAND_OVERS = 28;

/** How long the search waits for an import it has caused before it goes on without it. */
const MAX_POLLS = 8;
const POLL_MS = 1_000;

/** Time kept for handing over what remains. */
const RESERVE_MS = 20_000;

/**
 * Hands a page over as one import even when Marketing refuses it as a whole (400) because of some element in it.
 *
 * Who is to blame is asked in the order of what it costs: our own copy of the published rules, then the elements the
 * answer names, and only then halving. A half that Marketing takes is an import of its own, so the search waits for it:
 * the lane still has one import at work, and what it wrote is written again, in the same version, by the page's import.
 * Where it does not end in time, the page says `isUncertain`, which is how the engine knows of imports nobody follows.
 *
 * The search is bounded. What it leaves undecided is rejected under a code of its own rather than tried for ever, unless
 * nothing at all was taken: then the fault is no record's, and a person has to look.
 */
export async function submitWithoutOffenders(
  submissions: readonly Submission[],
  deadline: Deadline,
  options: SingleOutOptions,
): Promise<SubmittedImport> {
  return new Search(submissions, deadline, options).run();
}

class Search {
  readonly #deadline: Deadline;
  readonly #options: SingleOutOptions;
  readonly #refused = new Map<string, string>();
  /** Taken by Marketing in some import, so not to blame. */
  readonly #cleared = new Set<Submission>();
  #remaining: readonly Submission[];
  #calls = 0;
  #handOvers = 0;
  #isUncertain = false;

  constructor(submissions: readonly Submission[], deadline: Deadline, options: SingleOutOptions) {
    this.#remaining = submissions;
    this.#deadline = deadline;
    this.#options = options;
  }

  async run(): Promise<SubmittedImport> {
    while (this.#remaining.length > 0) {
      const { importId, refusal } = await this.#handOver(this.#remaining);
      if (importId !== undefined) return this.#finish(importId);
      await this.#exclude(refusal);
    }
    return this.#finish(undefined);
  }

  async #exclude(refusal: Refusal): Promise<void> {
    const suspects = this.#remaining.filter((submission) => !this.#cleared.has(submission));
    const known = suspects.filter(({ json }) => this.#options.breaksRules(json));
    const offenders = known.length === 0 && this.#mayGoOn() ? findNamed(this.#remaining, refusal) : known;
    if (offenders.length > 0) return this.#refuse(offenders, SCHEMA_VIOLATION);
    const narrowed = await this.#halve(suspects);
    if (narrowed.length === 1) return this.#refuse(narrowed, SCHEMA_VIOLATION);
    const undecided = this.#remaining.filter((submission) => !this.#cleared.has(submission));
    if (this.#cleared.size === 0 || undecided.length === 0) throw this.#nothingTaken(refusal);
    this.#refuse(undecided, NOT_SINGLED_OUT);
  }

  /** Among the suspects is an offender. Down to one of them, or to where calls or time run out. */
  async #halve(suspects: readonly Submission[]): Promise<readonly Submission[]> {
    let group = suspects;
    while (group.length > 1 && this.#mayGoOn()) {
      const middle = Math.ceil(group.length / 2);
      const half = group.slice(0, middle);
      const { importId } = await this.#handOver(half);
      if (importId === undefined) {
        group = half;
        continue;
      }
      for (const submission of half) this.#cleared.add(submission);
      await this.#awaitEnd(importId);
      group = group.slice(middle);
    }
    return group;
  }

  #mayGoOn(): boolean {
    return this.#handOvers < MAX_HAND_OVERS && this.#deadline.remainingMs() > RESERVE_MS;
  }

  async #handOver(submissions: readonly Submission[]) {
    this.#handOvers += 1;
    const answer = await this.#guard(this.#options.handOver(submissions, this.#deadline));
    this.#calls += answer.calls;
    this.#isUncertain ||= answer.isUncertain;
    return answer;
  }

  async #awaitEnd(importId: string): Promise<void> {
    for (let poll = 0; poll < MAX_POLLS && this.#deadline.remainingMs() > RESERVE_MS; poll += 1) {
      await this.#options.clock.sleep(POLL_MS);
      const { isOver, calls } = await this.#guard(this.#options.isOver(importId, this.#deadline), true);
      this.#calls += calls;
      if (isOver) return;
    }
    this.#isUncertain = true;
  }

  /** An error must not hide that the search has left an import behind; the page is then put off and tried again. */
  async #guard<T>(work: Promise<T>, isImportAtWork = false): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!this.#isUncertain && !isImportAtWork) throw error;
      throw new TransientError('A search for the record that Marketing refuses was cut short.', {
        code: error instanceof Error && 'code' in error ? String(error.code) : 'marketing.searchCutShort',
        isUncertain: true,
        cause: error,
        ...(error instanceof TransientError &&
          error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
      });
    }
  }

  #refuse(offenders: readonly Submission[], code: string): void {
    for (const { handle } of offenders) this.#refused.set(handle, code);
    const out = new Set(offenders);
    this.#remaining = this.#remaining.filter((submission) => !out.has(submission));
  }

  #nothingTaken(refusal: Refusal): ConfigurationError | TransientError {
    const isUncertain = this.#isUncertain;
    if (this.#handOvers < MAX_HAND_OVERS && this.#cleared.size === 0) {
      return new TransientError(`Marketing refuses an import (${nameRefusal(refusal)}); no time to find out why.`, {
        code: 'marketing.searchCutShort',
        isUncertain,
      });
    }
    return new ConfigurationError(`Marketing refuses every record of a page (${nameRefusal(refusal)}).`, {
      code: 'marketing.everyRecordRefused',
      remedy: "Compare the mapping with Marketing's API documentation; no record of this page is at fault alone.",
      isUncertain,
    });
  }

  #finish(importId: string | undefined): SubmittedImport {
    return {
      ...(importId !== undefined && { importId }),
      isUncertain: this.#isUncertain,
      ...(this.#refused.size > 0 && { refused: this.#refused }),
      calls: this.#calls,
    };
  }
}

const ELEMENT = /^[$#./]*(?:contacts|records)(?:\[(\d+)\]|[./](\d+))/i;

/** The elements an answer names by their place in the body, or by the handle itself. */
function findNamed(submissions: readonly Submission[], { items }: Refusal): Submission[] {
  const named = new Set<Submission>();
  const byHandle = new Map(submissions.map((submission) => [submission.handle.toLowerCase(), submission]));
  for (const item of items) {
    const place = ELEMENT.exec(item);
    const submission = place ? submissions[Number(place[1] ?? place[2])] : byHandle.get(item.trim().toLowerCase());
    if (submission) named.add(submission);
  }
  return [...named];
}
