import type { HeldPage, HeldRecords, ImportOutcome, Sink, Submission, SubmittedImport } from '../../shared/ports.ts';

interface Import {
  submissions: readonly Submission[];
  outcome: ImportOutcome | undefined;
}

/** A Marketing account in memory, as far as the Sink port shows it. Imports finish when a test lets them. */
export class FakeAccount implements Sink, HeldRecords {
  readonly contacts = new Map<string, Record<string, unknown>>();
  readonly imports = new Map<string, Import>();
  readonly refusedHandles = new Map<string, string>();
  readonly failures: Error[] = [];
  /** Imports wait until `finish` is called instead of being done at the first question. */
  isSlow = false;
  /** Names no saved contact in its report. */
  forgetsHandles = new Set<string>();
  isUncertain = false;
  /** Records that no import would be taken with. */
  readonly spoilers = new Set<string>();
  calls = 0;
  prepared = 0;
  /** The most records ever handed over in one import. */
  largest = 0;

  async prepare() {
    this.prepared += 1;
    return { calls: 2 };
  }

  async submit(submissions: readonly Submission[]): Promise<SubmittedImport> {
    this.calls += 1;
    const failure = this.failures.shift();
    if (failure) throw failure;
    const importId = `import-${this.imports.size + 1}`;
    const refused = new Map(submissions.flatMap(({ handle }) => this.#refusedOnTheSpot(handle)));
    this.imports.set(importId, {
      submissions: submissions.filter(({ handle }) => !refused.has(handle)),
      outcome: undefined,
    });
    this.largest = Math.max(this.largest, submissions.length);
    if (!this.isSlow) this.finish(importId);
    return { importId, isUncertain: this.isUncertain, refused, calls: 1 };
  }

  async readOutcome(importId: string): Promise<ImportOutcome> {
    this.calls += 1;
    const failure = this.failures.shift();
    if (failure) throw failure;
    return this.imports.get(importId)?.outcome ?? { state: this.imports.has(importId) ? 'pending' : 'gone', calls: 1 };
  }

  #refusedOnTheSpot(handle: string): [string, string][] {
    return this.spoilers.has(handle) ? [[handle, 'ApiSchemaViolation']] : [];
  }

  /** Carries an import out: from now on its contacts are in the account and its report can be read. */
  finish(importId: string): void {
    const open = this.imports.get(importId);
    if (!open || open.outcome) return;
    const saved = new Set<string>();
    const refused = new Map<string, string>();
    for (const { handle, json } of open.submissions) {
      const code = this.refusedHandles.get(handle);
      if (code) refused.set(handle, code);
      else if (!this.forgetsHandles.has(handle)) saved.add(handle);
      if (!code) this.contacts.set(handle, JSON.parse(json));
    }
    open.outcome = { state: 'finished', saved, refused, calls: 1 };
  }

  fail(importId: string, code: string, needsPerson = false): void {
    const open = this.imports.get(importId);
    if (open) open.outcome = { state: 'failed', code, needsPerson, calls: 1 };
  }

  /** Records per listed page. */
  listSize = 1000;

  async listHeld(_: string, marker: string | undefined): Promise<HeldPage> {
    this.calls += 1;
    const keys = [...this.contacts.keys()].sort().filter((key) => marker === undefined || key > marker);
    const listed = keys.slice(0, this.listSize);
    const records = listed.map((key) => ({ key, json: structuredClone(this.contacts.get(key) ?? {}) }));
    const next = keys.length > listed.length ? listed.at(-1) : undefined;
    return { records, ...(next !== undefined && { next }), calls: 1 };
  }

  async findHeld(_: string, keys: readonly string[]) {
    this.calls += keys.length;
    return { known: new Set(keys.filter((key) => this.contacts.has(key))), calls: keys.length };
  }
}
