import type { SimulatorClock } from '../../http/clock.ts';
import { ContactStore } from '../contacts/contact-store.ts';
import { ImportQueue } from '../imports/import-queue.ts';
import { AsyncJobs } from '../insight/async-jobs.ts';
import { CollectionStore } from '../insight/collection-store.ts';
import { RecordRejections } from '../insight/record-rejections.ts';
import type { AccountLimits, AccountOptions, PreferenceOptions, Region } from './account-options.ts';
import { DataFields, MAX_DATA_FIELDS } from './data-fields.ts';
import { Lists } from './lists.ts';
import { PlannedRejections } from './planned-rejections.ts';
import { RateCounter } from './rate-scheme.ts';
import { RefusalNotes } from './refusal-notes.ts';

const DEFAULT_LIMITS: AccountLimits = {
  activeContactImports: 25,
  activeInsightImports: 5,
  importBytes: 50_000_000,
  contacts: Number.POSITIVE_INFINITY,
  lists: 1_000,
  collections: 1_000,
  dataFields: MAX_DATA_FIELDS,
};
const CONTACT_IDS_PER_ACCOUNT = 100_000_000;
const LIST_IDS_PER_ACCOUNT = 100_000;

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
  readonly refusals = new RefusalNotes();
  /** New contacts wait until they confirm. */
  readonly enforcesDoubleOptIn: boolean;
  /** For each list the one array that all contacts of only this list share. */
  readonly singleLists = new Map<number, readonly number[]>();
  password: string;
  /** A disabled API user is answered 401, like a wrong password. */
  isEnabled = true;
  isInsightDataEnabled: boolean;
  limits: AccountLimits;
  readonly #globallySuppressed: Set<string>;
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
    this.enforcesDoubleOptIn = options.enforcesDoubleOptIn ?? false;
    this.#globallySuppressed = new Set(options.globallySuppressed?.map((email) => email.toLowerCase()));
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
}
