/** A Marketing account as the sink port shows it: imports take their time, end in any order, and may end badly. */

import type { Destination } from '../../shared/domain/destination.ts';
import { ConfigurationError, NoImportSlotError, TransientError } from '../../shared/domain/errors.ts';
import type { HeldPage, HeldRecords, ImportOutcome, Sink, Submission, SubmittedImport } from '../../shared/ports.ts';
import type { Chances } from './chances.ts';
import type { Loop } from './loop.ts';

const MOST_ACTIVE = { contact: 25, insight: 5 } as const;

interface Import {
  readonly destination: Destination;
  readonly submissions: readonly Submission[];
  outcome?: ImportOutcome;
  isGone?: boolean;
}

interface Contact {
  dataFields: Record<string, unknown>;
  readonly consent: string;
}

export interface HeldJson {
  json: Record<string, unknown>;
  owner?: string;
}

export class Account {
  readonly loop: Loop;
  readonly chances: Chances;
  readonly contacts = new Map<string, Contact>();
  readonly collections = new Map<string, Map<string, HeldJson>>();
  readonly imports = new Map<string, Import>();
  readonly active = { contact: 0, insight: 0 };
  readonly peak = { contact: 0, insight: 0 };
  /** What the checkers may say about an import that has just been carried out. */
  onApplied: (destination: Destination, taken: readonly Submission[], refused: ReadonlyMap<string, string>) => void =
    () => undefined;
  /** Bodies that said something about consent. */
  consentSent = 0;

  constructor(loop: Loop, chances: Chances) {
    this.loop = loop;
    this.chances = chances;
  }

  accept(destination: Destination, submissions: readonly Submission[]): string {
    const importId = `import-${this.imports.size + 1}`;
    const entry: Import = { destination, submissions };
    this.imports.set(importId, entry);
    const { kind } = destination;
    this.active[kind] += 1;
    this.peak[kind] = Math.max(this.peak[kind], this.active[kind]);
    const isSlow = this.chances.strikes('account: import takes long', 0.03);
    this.loop.after(isSlow ? this.chances.between(60_000, 3_600_000) : this.chances.between(100, 20_000), () =>
      this.#carryOut(entry),
    );
    return importId;
  }

  #carryOut(entry: Import): void {
    this.active[entry.destination.kind] -= 1;
    if (this.chances.strikes('account: import failed', 0.03)) {
      const some = entry.submissions.filter(() => this.chances.happens(0.5));
      this.#apply(entry.destination, some);
      entry.outcome = { state: 'failed', code: 'Failed', needsPerson: false, calls: 1 };
      return;
    }
    if (this.chances.strikes('account: blocked by watchdog', 0.005)) {
      entry.outcome = { state: 'failed', code: 'RejectedByWatchdog', needsPerson: true, calls: 1 };
      return;
    }
    const refused = this.#apply(entry.destination, entry.submissions);
    const named = new Set(entry.submissions.map(({ handle }) => handle).filter((handle) => !refused.has(handle)));
    const forgets = this.chances.strikes('account: record missing from report', 0.01);
    if (forgets) for (const handle of [...named].slice(0, 1)) named.delete(handle);
    const isContact = entry.destination.kind === 'contact';
    entry.outcome = {
      state: 'finished',
      saved: isContact ? named : undefined,
      refused,
      ...(!isContact && { importedCount: named.size }),
      calls: 1,
    };
    if (this.chances.strikes('account: report vanished', 0.01)) entry.isGone = true;
  }

  #apply(destination: Destination, submissions: readonly Submission[]): Map<string, string> {
    const refused = new Map<string, string>();
    for (const { handle, json } of submissions) {
      const body = JSON.parse(json);
      const code =
        destination.kind === 'contact'
          ? this.#putContact(destination.mergeOption, handle, body)
          : this.#putRecord(destination.name, handle, body);
      if (code !== undefined) refused.set(handle, code);
    }
    this.onApplied(
      destination,
      submissions.filter(({ handle }) => !refused.has(handle)),
      refused,
    );
    return refused;
  }

  #putContact(
    mergeOption: string,
    email: string,
    body: { dataFields: Record<string, unknown>; channelProperties?: unknown },
  ): string | undefined {
    if (body.channelProperties !== undefined) this.consentSent += 1;
    if (!email.includes('@')) return 'InvalidEmail';
    const known = this.contacts.get(email) ?? { dataFields: {}, consent: 'unknown' };
    const fields =
      mergeOption === 'overwrite'
        ? { ...known.dataFields, ...body.dataFields }
        : { ...body.dataFields, ...known.dataFields };
    this.contacts.set(email, { ...known, dataFields: fields });
    return undefined;
  }

  #putRecord(
    name: string,
    key: string,
    body: { json: Record<string, unknown>; contactIdentity?: { value: string } },
  ): string | undefined {
    const owner = body.contactIdentity?.value;
    if (owner !== undefined && !this.contacts.has(owner)) return 'ContactEmailDoesNotExist';
    const collection = this.collections.get(name) ?? new Map<string, HeldJson>();
    this.collections.set(name, collection);
    collection.set(key, { json: body.json, ...(owner !== undefined && { owner }) });
    return undefined;
  }
}

export class AccountSink implements Sink {
  readonly #account: Account;
  readonly #destination: Destination;

  constructor(account: Account, destination: Destination) {
    this.#account = account;
    this.#destination = destination;
  }

  async prepare() {
    this.#begin();
    return { calls: 1 };
  }

  async submit(submissions: readonly Submission[]): Promise<SubmittedImport> {
    const { chances, active } = this.#account;
    const { kind } = this.#destination;
    this.#begin();
    // Other integrations of the merchant have imports of their own.
    const taken = chances.strikes('account: others hold the places', 0.03);
    if (taken || active[kind] >= MOST_ACTIVE[kind]) {
      throw new NoImportSlotError('no place', { code: 'marketing.tooManyActiveImports' });
    }
    const importId = this.#account.accept(this.#destination, submissions);
    if (chances.strikes('account: accepted without an answer', 0.03)) {
      if (chances.happens(0.5)) throw new TransientError('no answer', { code: 'http.timeout', isUncertain: true });
      // The client asks a second time, and finds a place or none.
      if (active[kind] >= MOST_ACTIVE[kind]) {
        throw new NoImportSlotError('no place', { code: 'marketing.tooManyActiveImports', isUncertain: true });
      }
      return { importId: this.#account.accept(this.#destination, submissions), isUncertain: true, calls: 2 };
    }
    return { importId, isUncertain: false, calls: 1 };
  }

  async readOutcome(importId: string): Promise<ImportOutcome> {
    this.#begin();
    const entry = this.#account.imports.get(importId);
    if (!entry || entry.isGone) return { state: 'gone', calls: 1 };
    return entry.outcome ?? { state: 'pending', calls: 1 };
  }

  #begin(): void {
    const { chances } = this.#account;
    if (chances.strikes('account: rate limit', 0.02)) {
      throw new TransientError('rate limit', {
        code: 'marketing.rateLimited',
        retryAfterMs: chances.between(1_000, 60_000),
      });
    }
    if (chances.strikes('account: unavailable', 0.02))
      throw new TransientError('down', { code: 'marketing.unavailable' });
    if (chances.strikes('account: credentials refused', 0.002)) {
      throw new ConfigurationError('refused', { code: 'marketing.unauthorized', remedy: 'Mend the secret.' });
    }
  }
}

export class AccountHeld implements HeldRecords {
  readonly #account: Account;

  constructor(account: Account) {
    this.#account = account;
  }

  async listHeld(name: string, marker: string | undefined): Promise<HeldPage> {
    const keys = [...(this.#account.collections.get(name)?.keys() ?? [])]
      .sort()
      .filter((key) => marker === undefined || key > marker);
    const listed = keys.slice(0, 5);
    const records = listed.map((key) => ({
      key,
      json: structuredClone(this.#account.collections.get(name)?.get(key)?.json ?? {}),
    }));
    const next = keys.length > listed.length ? listed.at(-1) : undefined;
    return { records, ...(next !== undefined && { next }), calls: 1 };
  }

  async findHeld(name: string, keys: readonly string[]) {
    const collection = this.#account.collections.get(name);
    return { known: new Set(keys.filter((key) => collection?.has(key))), calls: keys.length };
  }
}
