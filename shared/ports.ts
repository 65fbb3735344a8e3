/**
 * Every interface through which the workflows touch the world. Adapters implement them against AWS, commercetools and
 * Marketing; tests implement them in memory. All of them report trouble in the terms of domain/errors.ts.
 */
import type { Destination } from './domain/destination.ts';
import type { Instant } from './domain/instant.ts';
import type { Doubt, Lane } from './domain/lane.ts';
import type { LaneRange } from './domain/lane-range.ts';
import type { Message } from './domain/message.ts';
import type { Rejection, StoredRejection } from './domain/rejection.ts';
import type { Run, RunSummary } from './domain/run.ts';
import type { RunRequest } from './domain/run-request.ts';
import type { Tenant } from './domain/tenant.ts';
import type { Problem, Track, TrackKey } from './domain/track.ts';
import type { Window } from './domain/window.ts';

// --- commercetools -------------------------------------------------------------------------------------------------

/** A record as commercetools sends it, reduced to the fields its contract names. `lastModifiedAt` is normalised. */
export type SourceRecord = { id: string; version: number; lastModifiedAt: Instant } & Record<string, unknown>;

/** Collections the source can walk, named as in the commercetools HTTP API. */
export type SourceResource =
  | 'customers'
  | 'orders'
  | 'product-projections'
  | 'products'
  | 'inventory'
  | 'standalone-prices';

export interface SourceQuery {
  resource: SourceResource;
  /** Bounds on `lastModifiedAt`; a missing bound is not asked for. */
  window: Partial<Window>;
  /** A fixed predicate of the stream, such as `customerId is not defined`; combined with the window by AND. */
  where?: string;
  /** Further query parameters of the resource, such as price selection. */
  parameters?: Readonly<Record<string, string | readonly string[]>>;
}

export interface SourcePageQuery extends SourceQuery {
  range: LaneRange;
  /** Last id already read; the page begins behind it. */
  after?: string;
  /** 1 to 500. */
  limit: number;
}

export interface SourceProbe {
  /** commercetools' clock at the time of the answer: the only clock that decides about data. */
  serverNow: Instant;
  /** How many records match; an estimate, capped at 10,000 where a predicate is present. */
  estimate: number;
  calls: number;
}

export interface SourcePage {
  /** In ascending order of id. */
  records: SourceRecord[];
  serverNow: Instant;
  /** Size of the answer's body after decompression. */
  bytes: number;
  /** Requests made for this page, retries included. */
  calls: number;
}

/** What a project says about itself (commercetools: Project). */
export interface ProjectFacts {
  key: string;
  currencies: readonly string[];
  countries: readonly string[];
  languages: readonly string[];
  /** `Classic`, or `Modular` where variants and prices live outside their products. */
  productCatalogModel: string;
}

export interface Source {
  /** Needs the scope `view_project_settings`. @throws ConfigurationError, TransientError */
  readProject(): Promise<{ project: ProjectFacts; calls: number }>;
  /**
   * Present records of the given ids (at most 100), in ascending order of id; deleted ones are missing.
   * @throws ConfigurationError, TransientError, TooMuchError
   */
  readByIds(
    resource: SourceResource,
    ids: readonly string[],
    deadline: Deadline,
    parameters?: SourceQuery['parameters'],
  ): Promise<SourcePage>;
  /** @throws ConfigurationError, TransientError */
  probe(query: SourceQuery): Promise<SourceProbe>;
  /** @throws ConfigurationError, TransientError, TooMuchError when the caller should ask for fewer records. */
  readPage(query: SourcePageQuery, deadline: Deadline): Promise<SourcePage>;
}

/** Until when an operation may go on. Workflows get it from the invocation; adapters cut their time-outs to fit. */
export interface Deadline {
  remainingMs(): number;
}

// --- Marketing -----------------------------------------------------------------------------------------------------

/**
 * One record on its way out, already serialised: its size is then known when a page is filled, and the bulk body is a
 * join of strings. `handle` is how Marketing will name the record in its report (an email address, a record key).
 */
export interface Submission {
  /** Names the record in books and rejections, each by its own: a commercetools id, or the key of a catalog record. */
  id: string;
  handle: string;
  /** The JSON text of one element of the import's `contacts` or `records` array. */
  json: string;
}

export interface SubmittedImport {
  /** Absent when every record was refused on the spot: there is no import to follow, and the page is settled. */
  importId?: string;
  /**
   * Marketing may work on a second copy that nobody can follow: an earlier attempt of the same call got no answer, or
   * the search for a record that Marketing would not take sent some of the others ahead.
   */
  isUncertain: boolean;
  /** Records that Marketing would not even take into an import, with the code why: handle -> code. */
  refused?: ReadonlyMap<string, string>;
  calls: number;
}

export type ImportOutcome = { calls: number } & (
  | { state: 'pending' }
  /** The report is no longer there; whether the import was carried out cannot be told. */
  | { state: 'gone' }
  /**
   * The import as a whole was not carried out. `needsPerson`: repeating it cannot help. `isUncertain`: the state it is in
   * is one nobody has documented, so it may be carried out all the same.
   */
  | { state: 'failed'; code: string; needsPerson: boolean; remedy?: string; isUncertain?: boolean }
  | {
      state: 'finished';
      /** Handles that Marketing names as saved; `undefined` when its report does not name them one by one. */
      saved: ReadonlySet<string> | undefined;
      refused: ReadonlyMap<string, string>;
      /**
       * Records imported by the report's own count, where it gives one. Fewer than were sent and not refused: the report
       * has lost track of some and nobody can say which, so the page has to be sent again.
       */
      importedCount?: number;
    }
);

export interface Sink {
  /** Makes the account ready before the first import: list and data fields exist with the right types. @throws ConfigurationError */
  prepare(): Promise<{ calls: number }>;
  /**
   * Hands over one bulk import. At least one submission; the caller keeps it under the limits of a page. An error may
   * say `isUncertain`: an attempt before it got no answer, so an import that nobody can follow may be at work.
   * @throws ConfigurationError, TransientError, NoImportSlotError, TooMuchError when the body is too large.
   */
  submit(submissions: readonly Submission[], deadline: Deadline): Promise<SubmittedImport>;
  /** @throws ConfigurationError, TransientError */
  readOutcome(importId: string, deadline: Deadline): Promise<ImportOutcome>;
}

/** What an account collection holds in Marketing now. @throws ConfigurationError, TransientError */
export interface HeldRecords {
  /** Up to 1,000 records, oldest change first; none when there is no such collection. No `next`: that was the last page. */
  listHeld(collection: string, marker: string | undefined, deadline: Deadline): Promise<HeldPage>;
  /** Which of the keys the collection holds; one request each, or fewer where there are many. */
  findHeld(
    collection: string,
    keys: readonly string[],
    deadline: Deadline,
  ): Promise<{ known: ReadonlySet<string>; calls: number }>;
}

export interface HeldPage {
  records: readonly { key: string; json: Readonly<Record<string, unknown>> }[];
  next?: string;
  calls: number;
}

// --- Stores --------------------------------------------------------------------------------------------------------

export interface TenantStore {
  /** All tenants; an item that cannot be read as settings is reported in `invalid` and stops no other. */
  listTenants(): Promise<{ tenants: Tenant[]; invalid: { tenantId: string; problems: string[] }[] }>;
  /** May be some seconds old, unless `isFresh` asks for what is there now. */
  getTenant(tenantId: string, isFresh?: boolean): Promise<Tenant | undefined>;
}

/** What check-config writes beside what a person wrote. */
export interface Verdict {
  status: 'valid' | 'invalid';
  problems: readonly { path: string; message: string }[];
  /** What could not be checked, in words; none of it stands in the way. */
  warnings: readonly string[];
  checkedAt: Instant;
  /** Fingerprint of what the verdict was given on. */
  checkedContent: string;
  /** The last content that was valid; the sync works with it while the item is not. */
  lastValid?: Readonly<Record<string, unknown>>;
}

export interface ConfigItemStore {
  /** Only if the item still exists. */
  putVerdict(key: { tenantId: string; item: string }, verdict: Verdict): Promise<void>;
}

/**
 * The one item per tenant, stream and track. Every method is one conditional write; `undefined` or `false` means the
 * condition did not hold, so somebody else has moved on and the caller must stop.
 */
export interface TrackStore {
  listTracks(tenantId: string): Promise<Track[]>;
  getTrack(key: TrackKey): Promise<Track | undefined>;
  /** Gives a live track its first watermark. Only if it has none. */
  beginLive(key: TrackKey, watermark: Instant, sentBy: string): Promise<boolean>;
  /** Remembers a run that somebody wants. Only if none is remembered already. */
  putRequest(key: TrackKey, request: RunRequest): Promise<boolean>;
  /** Remembers which fingerprint everything is sent by. Unconditional: it is written after what follows from it. */
  putSentBy(key: TrackKey, fingerprint: string): Promise<void>;
  /**
   * Only if no run is open, and watermark, completion and request are still what they were when the window was cut. Takes
   * the request away.
   */
  openRun(before: Track, run: Run, heldSince: Instant | undefined): Promise<boolean>;
  /**
   * Takes back a run that nobody has worked on yet, and leaves the track as it was before, waiting for a lane. Only if the
   * run is open and every lane of it stands at its first step.
   */
  abandonRun(before: Track, run: Run): Promise<boolean>;
  /** Only if no run is open and the watermark has not moved: an empty window needs no run. */
  moveWatermark(before: Track, to: Instant, heldSince: Instant | undefined): Promise<boolean>;
  /** Only if the run is open and the lane still stands at `expectedStep`. Returns the whole track after the write. */
  putLane(
    key: TrackKey,
    runId: string,
    laneIndex: number,
    expectedStep: number,
    lane: Lane,
  ): Promise<Track | undefined>;
  /** Only if the run is open and every lane of it is done. Stores the summary in the run history first. */
  closeRun(track: Track, run: Run, summary: RunSummary, after: Partial<Track>): Promise<boolean>;
  /** What keeps this track from working, for people to see; `undefined` clears it. Unconditional. */
  putProblem(key: TrackKey, problem: Problem | undefined): Promise<void>;
  /** Takes the problem off a track. Only if it is still the one that `track` has, and no lane of its run rests. */
  clearProblem(track: Track): Promise<void>;
  /** Remembers that an import nobody follows may still land; merged with what is remembered already. Unconditional. */
  putDoubt(key: TrackKey, doubt: Doubt): Promise<void>;
  /** Marks that a run could not open for lack of lanes, so that the next run to close opens it. Unconditional. */
  putWaiting(key: TrackKey, isWaiting: boolean): Promise<void>;
}

export interface RunHistory {
  /** Newest first. */
  listRuns(tenantId: string, limit: number): Promise<RunSummary[]>;
}

export interface RejectionStore {
  /** Adds or refreshes; `firstSeen` and the count survive. */
  putRejections(rejections: readonly Rejection[], seen: RejectionContext): Promise<void>;
  /** Ids of stored rejections of a stream behind `after`, up to `upTo` and what it begins; no bound means open. */
  listRejectedIds(
    tenantId: string,
    stream: string,
    after: string | undefined,
    upTo: string | undefined,
  ): Promise<string[]>;
  /** Up to `limit` of a stream's rejections behind the id `after`, in the order of their ids. */
  listRejectionsAfter(
    tenantId: string,
    stream: string,
    after: string | undefined,
    limit: number,
  ): Promise<StoredRejection[]>;
  deleteRejections(tenantId: string, stream: string, ids: readonly string[]): Promise<void>;
  listRejections(tenantId: string): Promise<StoredRejection[]>;
}

export interface RejectionContext {
  tenantId: string;
  stream: string;
  runId: string;
  at: Instant;
}

/** What a page sent, kept until its import is settled, so that a report can be matched to ids without a second read. */
export interface ManifestStore {
  putManifest(key: ManifestKey, manifest: string, at: Instant): Promise<void>;
  getManifest(key: ManifestKey): Promise<string | undefined>;
  deleteManifest(key: ManifestKey): Promise<void>;
}

export interface ManifestKey {
  tenantId: string;
  manifestId: string;
}

// --- Queues, clock, telemetry --------------------------------------------------------------------------------------

export interface Queue {
  /** Delivers at least once, possibly late, possibly out of order. `delaySeconds`: 0 to 900. */
  send(messages: readonly { message: Message; delaySeconds?: number }[]): Promise<void>;
}

/** This machine's clock. It paces retries and dates log lines; it never decides which records belong to a window. */
export interface Clock {
  now(): Instant;
  sleep(ms: number): Promise<void>;
}

export interface Ids {
  newRunId(serverNow: Instant): string;
  /** Not guessable: it also salts the digests of its manifest. */
  newManifestId(): string;
  /** One-way, keyed: tells handles apart without storing them. */
  digest(salt: string, text: string): string;
}

export interface Observer {
  /** Ids, codes and numbers only; never the contents of a record. */
  note(event: string, details: Readonly<Record<string, unknown>>): void;
  warn(event: string, details: Readonly<Record<string, unknown>>): void;
  /** `error` contributes its name, code, message and remedy. */
  fail(event: string, error: unknown, details: Readonly<Record<string, unknown>>): void;
}

/** Everything a workflow may reach. Sources and sinks are made per tenant, since each tenant has its own accounts. */
export interface Ports {
  tenants: TenantStore;
  tracks: TrackStore;
  rejections: RejectionStore;
  manifests: ManifestStore;
  queue: Queue;
  clock: Clock;
  ids: Ids;
  observer: Observer;
  sourceOf(tenant: Tenant): Source;
  sinkOf(tenant: Tenant, destination: Destination): Sink;
  heldOf(tenant: Tenant): HeldRecords;
}
