import type { ConfigurationError, TransientError } from '../../domain/errors.ts';
import { NOT_SINGLED_OUT, SCHEMA_VIOLATION } from '../../domain/failure-codes.ts';
import type { Clock, Deadline, Submission, SubmittedImport } from '../../ports.ts';
import type { HandOver } from './hand-over.ts';
import { findNamed } from './named-elements.ts';
import type { Refusal } from './refusal.ts';
import { pageRefused, searchCutShort, searchInterrupted } from './search-problems.ts';

export interface SingleOutOptions {
  handOver: HandOver;
  /** Our own copy of the published rules: does this element break them? */
  breaksRules(json: string): boolean;
  /** Whether an import has come to its end. */
  isOver(importId: string, deadline: Deadline): Promise<{ isOver: boolean; calls: number }>;
  clock: Clock;
}

/** Enough for two offenders among 5,000; more would use up a whole minute's allowance of bulk calls. */
const MAX_HAND_OVERS = 32;

/** How long the search waits for an import it has caused before it goes on without it. */
const MAX_POLLS = 8;
const POLL_MS = 1_000;

/** Time kept for handing over what remains. */
const RESERVE_MS = 20_000;

/**
 * Hands a page over as one import even when Marketing refuses it as a whole (400) because of some element in it.
 *
 * Who is to blame is asked in the order of what it costs: our own copy of the published rules, then the elements the
 * answer names, and only then halving, which blames nobody who was not refused alone. A half that Marketing takes is an
 * import of its own, so the search waits for it: the lane still has one import at work, and what it wrote is written
 * again, in the same version, by the page's import. Where it does not end in time the page says `isUncertain`, which is
 * how the engine knows of imports nobody follows.
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
  #isRepeated = false;

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
    const pointedAt = this.#findPointedAt(suspects, refusal);
    if (pointedAt.length > 0) {
      // The rules may have changed, and an answer may count in ways we do not know: the two are hints, not proof.
      const isProven = pointedAt.length === this.#remaining.length || (await this.#isRefusedAlone(pointedAt));
      return isProven ? this.#refuse(pointedAt, SCHEMA_VIOLATION) : undefined;
    }
    // Nothing points at any record, so it may not be about records at all: the same again tells.
    if (!this.#isRepeated) {
      this.#isRepeated = true;
      return;
    }
    if (suspects.length === 0) throw this.#noneToBlame(refusal);
    const offender = await this.#halve(suspects);
    if (offender) return this.#refuse([offender], SCHEMA_VIOLATION);
    if (this.#mayGoOn()) return;
    const undecided = suspects.filter((submission) => !this.#cleared.has(submission));
    if (this.#cleared.size === 0) throw this.#noneToBlame(refusal);
    this.#refuse(undecided, NOT_SINGLED_OUT);
  }

  #findPointedAt(suspects: readonly Submission[], refusal: Refusal): Submission[] {
    if (!this.#mayGoOn()) return [];
    const breaking = suspects.filter(({ json }) => this.#options.breaksRules(json));
    if (breaking.length > 0) return breaking;
    return findNamed(this.#remaining, refusal).filter((submission) => !this.#cleared.has(submission));
  }

  /** Down to one that is refused alone; `undefined` when there is none, or when calls or time run out. */
  async #halve(suspects: readonly Submission[]): Promise<Submission | undefined> {
    let group = suspects;
    let isRefused = suspects.length === this.#remaining.length;
    while (group.length > 0) {
      if (group.length === 1 && isRefused) return group[0];
      if (!this.#mayGoOn()) return undefined;
      const half = group.slice(0, Math.ceil(group.length / 2));
      isRefused = await this.#isRefusedAlone(half);
      group = isRefused ? half : group.slice(half.length);
    }
    return undefined;
  }

  async #isRefusedAlone(group: readonly Submission[]): Promise<boolean> {
    const { importId } = await this.#handOver(group);
    if (importId === undefined) return true;
    for (const submission of group) this.#cleared.add(submission);
    await this.#awaitEnd(importId);
    return false;
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
      throw searchInterrupted(error);
    }
  }

  #refuse(offenders: readonly Submission[], code: string): void {
    for (const { handle } of offenders) this.#refused.set(handle, code);
    const out = new Set(offenders);
    this.#remaining = this.#remaining.filter((submission) => !out.has(submission));
  }

  #noneToBlame(refusal: Refusal): ConfigurationError | TransientError {
    const isOutOfTime = this.#handOvers < MAX_HAND_OVERS && this.#cleared.size === 0;
    return isOutOfTime ? searchCutShort(refusal, this.#isUncertain) : pageRefused(refusal, this.#isUncertain);
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
