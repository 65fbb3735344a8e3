import type { SimulatorClock } from '../../http/clock.ts';
import type { Contact, Identifiers, Preference } from '../contacts/contact.ts';
import { ContactStore } from '../contacts/contact-store.ts';
import { ImportQueue } from '../imports/import-queue.ts';
import { AsyncJobs } from '../insight/async-jobs.ts';
import { CollectionStore } from '../insight/collection-store.ts';
import { RecordRejections } from '../insight/record-rejections.ts';
import type { ShapeViolation } from '../shape.ts';
import type { AccountLimits, AccountOptions, PreferenceOptions, Region } from './account-options.ts';
import { DataFields, MAX_DATA_FIELDS } from './data-fields.ts';
import { Lists } from './lists.ts';
import { PlannedRejections } from './planned-rejections.ts';
import { RateCounter } from './rate-scheme.ts';

const DEFAULT_LIMITS: AccountLimits = {
  activeContactImports: 25,
  activeInsightImports: 5,
  importBytes: 50_000_000,
  contacts: Number.POSITIVE_INFINITY,
  lists: 1_000,
  collections: 1_000,
  dataFields: MAX_DATA_FIELDS,
};
const MAX_REFUSALS = 100;
const CONTACT_IDS_PER_ACCOUNT = 100_000_000;
const LIST_IDS_PER_ACCOUNT = 100_000;

export interface RefusalNote extends ShapeViolation {
  readonly at: string;
  readonly endpoint: string;
}

/** One Marketing account: its credentials, what it holds, its limits and the imports on their way. */
export class Account {
  /** The account's number, in account-info. */
  readonly id: number;
  readonly user: string;
  readonly region: Region;
  readonly name: string;
  readonly currencyCode: string;
  readonly timeZone: string;
  readonly clock: SimulatorClock;
  readonly contacts: ContactStore;
  readonly dataFields: DataFields;
  readonly lists: Lists;
  readonly customIdentifiers: ReadonlySet<string>;
  readonly preferences: ReadonlyMap<number, PreferenceOptions>;
  readonly plannedRejections = new PlannedRejections();
  readonly recordRejections = new RecordRejections();
  readonly imports = new ImportQueue();
  readonly jobs = new AsyncJobs();
  readonly collections = new CollectionStore(() => this.limits.collections);
  readonly rates: RateCounter;
  readonly refusals: RefusalNote[] = [];
  password: string;
  /** A disabled API user is answered 401, like a wrong password. */
  isEnabled = true;
  isInsightDataEnabled: boolean;
  limits: AccountLimits;
  readonly #enforcesDoubleOptIn: boolean;
  readonly #globallySuppressed: Set<string>;
  readonly #singleLists = new Map<number, readonly number[]>();
  #nextImportSerial = 1;

  constructor(id: number, options: AccountOptions, clock: SimulatorClock) {
    this.id = id;
    this.clock = clock;
    this.user = options.user;
    this.password = options.password;
    this.region = options.region ?? 'r1';
    this.name = options.name ?? `Account ${id}`;
    this.currencyCode = options.currencyCode ?? 'GBP';
    this.timeZone = options.timeZone ?? 'Europe/London';
    this.isInsightDataEnabled = options.insightDataEnabled ?? true;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.contacts = new ContactStore(id * CONTACT_IDS_PER_ACCOUNT + 1);
    this.lists = new Lists(id * LIST_IDS_PER_ACCOUNT + 1, this.limits.lists);
    for (const list of options.lists ?? []) this.lists.create(typeof list === 'string' ? { name: list } : list);
    this.dataFields = new DataFields(this.limits.dataFields);
    for (const field of options.dataFields ?? []) this.dataFields.create(field);
    this.customIdentifiers = new Set(options.customIdentifiers);
    this.preferences = new Map((options.preferences ?? []).map((preference) => [preference.id, preference]));
    this.rates = new RateCounter(options.rateScheme);
    this.#enforcesDoubleOptIn = options.enforcesDoubleOptIn ?? false;
    this.#globallySuppressed = new Set(options.globallySuppressed?.map((email) => email.toLowerCase()));
  }

  /** Where a refused body broke its shape, which the answer does not tell. The newest hundred. */
  noteRefusal(endpoint: string, { path, description }: ShapeViolation, nowMs: number): void {
    this.refusals.push({ at: new Date(nowMs).toISOString(), endpoint, path, description });
    if (this.refusals.length > MAX_REFUSALS) this.refusals.shift();
  }

  /** Everything that was due by now happens, imports before the jobs that delete what they brought. */
  settleDue(nowMs: number): void {
    this.imports.settleDue(nowMs);
    this.jobs.settleDue(nowMs);
  }

  nextImportSerial(): number {
    return this.#nextImportSerial++;
  }

  isGloballySuppressed(email: string): boolean {
    return this.#globallySuppressed.size > 0 && this.#globallySuppressed.has(email.toLowerCase());
  }

  /** With the platform's consent defaults: opt-in type Unknown, and subscribed because nothing else was said. */
  createContact(identifiers: Identifiers, nowMs: number): Contact {
    const contact: Contact = {
      contactId: this.contacts.nextId,
      createdMs: nowMs,
      updatedMs: nowMs,
      identifiers,
      dataFields: {},
      emailType: 'Html',
      optInType: 'Unknown',
      emailStatus: this.#enforcesDoubleOptIn ? 'pendingOptIn' : 'subscribed',
      smsStatus: undefined,
      whatsAppStatus: undefined,
      listIds: NO_LISTS,
      preferences: NO_PREFERENCES,
      consentRecords: NO_CONSENT,
      isBinned: false,
      lastImportSerial: 0,
    };
    for (const field of this.dataFields.withDefault) {
      if (field.defaultValue !== null) contact.dataFields[field.name] = field.defaultValue;
    }
    this.contacts.add(contact);
    return contact;
  }

  /** Adds, never removes; returns the ids that no list has. */
  addToLists(contact: Contact, listIds: readonly number[]): readonly number[] {
    const added: number[] = [];
    const unknown: number[] = [];
    for (const id of listIds) {
      if (!this.lists.has(id)) unknown.push(id);
      else if (!contact.listIds.includes(id) && !added.includes(id)) added.push(id);
    }
    if (added.length === 0) return unknown;
    for (const id of added) this.lists.count(id, 1);
    contact.listIds =
      contact.listIds.length === 0 && added.length === 1 ? this.#single(added) : [...contact.listIds, ...added];
    return unknown;
  }

  /** Returns the ids that no preference has. */
  setPreferences(contact: Contact, preferences: readonly Preference[]): readonly number[] {
    const known = preferences.filter((preference) => this.preferences.has(preference.id));
    const kept = contact.preferences.filter((held) => !known.some((preference) => preference.id === held.id));
    contact.preferences = [...kept, ...known];
    return preferences.filter((preference) => !this.preferences.has(preference.id)).map((preference) => preference.id);
  }

  binContact(contact: Contact): void {
    if (contact.isBinned) return;
    this.contacts.setBinned(contact, true);
    for (const id of contact.listIds) this.lists.count(id, -1);
  }

  restoreContact(contact: Contact): void {
    if (!contact.isBinned) return;
    this.contacts.setBinned(contact, false);
    for (const id of contact.listIds) this.lists.count(id, 1);
  }

  deleteList(id: number): void {
    this.lists.delete(id);
    for (const contact of this.contacts.from()) {
      if (contact.listIds.includes(id)) contact.listIds = contact.listIds.filter((held) => held !== id);
    }
  }

  deleteDataField(name: string): ReturnType<DataFields['delete']> {
    const spelling = this.dataFields.find(name)?.name ?? name;
    const deletion = this.dataFields.delete(name);
    if (deletion.result) {
      for (const contact of this.contacts.from()) delete contact.dataFields[spelling];
    }
    return deletion;
  }

  #single(listIds: readonly number[]): readonly number[] {
    const id = listIds[0] as number;
    const shared = this.#singleLists.get(id) ?? listIds;
    this.#singleLists.set(id, shared);
    return shared;
  }
}

const NO_LISTS: readonly number[] = [];
const NO_PREFERENCES: readonly Preference[] = [];
const NO_CONSENT: Contact['consentRecords'] = [];
