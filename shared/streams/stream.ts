import type { Destination } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { Skipped, SkipReason } from '../domain/skip-reasons.ts';
import type { Deadline, ProjectFacts, Source, SourceQuery, SourceRecord, Submission } from '../ports.ts';

/**
 * What makes an entity a stream: a reader, a mapping and a sink. The engine knows nothing else about it, so a new
 * stream is a new file here and a line in `streams-of.ts`.
 */
export interface Stream {
  /** Part of the watermark's key, of log lines and of messages: `customers`, `orders`, `products#main`. */
  name: string;
  /** Changes with everything a tenant can set that shapes what is sent; see domain/fingerprint.ts. */
  fingerprint: string;
  /** Name under which refused records are listed; streams that write the same records share it. */
  rejectsAs: string;
  reads: Omit<SourceQuery, 'window'>;
  /** Records per request: where to begin and how far to grow. The largest that commercetools allows is 500. */
  requestSize: { start: number; max: number };
  writes: Destination;
  /** Streams whose records must be in Marketing first; this one never overtakes their watermarks. */
  after: readonly string[];
  /**
   * Turns what was read into what is mapped, with further reads where that takes some: stock entries into the products of
   * their SKUs, for instance. Absent: what is read is mapped.
   */
  resolve?(records: readonly SourceRecord[], source: Source, deadline: Deadline): Promise<ResolvedRecords>;
  /** Only what changes from now on is read: another stream's first load has brought the same records already. */
  isLiveOnly?: boolean;
  /** Looks at the project before the first run. @throws ConfigurationError when the stream cannot be read from it. */
  checkProject?(project: ProjectFacts): void;
  /** Source id of a record that was refused; absent: rejections are listed by the source's ids. */
  sourceIdOf?(rejectionId: string): string;
  /** One record may become several, as a product becomes its variants. `now` is commercetools' clock at the time of reading. */
  mapRecord(record: SourceRecord, now: Instant): MappedRecord[];
  /** For catalogs: walked again by the day, and compared with what Marketing holds. */
  refresh?: RefreshRules;
  /** For streams whose records Marketing refuses while their contact is missing: how that contact is made. */
  contacts?: {
    writes: Destination;
    contactOf(record: SourceRecord): Submission | undefined;
  };
}

export interface RefreshRules {
  /** A sweep that would disable a larger share than this, 0 to 1, holds back and says so. */
  disableLimitShare: number;
  /** commercetools id of the product that a held record was made from; `undefined` for a record that is none of ours. */
  sourceIdOf(key: string, json: Readonly<Record<string, unknown>>): string | undefined;
  /** Keys of the records that a published product has now. */
  keysOf(product: SourceRecord): readonly string[];
  /** Parameters under which `readByIds` answers published products only, with as little else as possible. */
  reads: Omit<SourceQuery, 'window'>;
  isEnabled(json: Readonly<Record<string, unknown>>): boolean;
  /** The same record, switched off. */
  disable(key: string, json: Readonly<Record<string, unknown>>): Submission;
}

export interface ResolvedRecords {
  records: readonly SourceRecord[];
  /** Records that led to nothing, by reason. */
  skipped: Skipped;
  calls: number;
}

export type MappedRecord =
  /** `flags`: sent, but worth a look; each becomes a count of the run. */
  | {
      outcome: 'send';
      submission: Submission;
      flags: readonly string[];
      /** Worth sending only if Marketing already holds the record: a product that was never on sale needs no "Disabled". */
      onlyIfKnown?: boolean;
    }
  /** Deliberately not sent. */
  | { outcome: 'skip'; reason: SkipReason }
  /** Cannot be sent as it is; stored under this code. `id` as in `Submission`. */
  | { outcome: 'reject'; id: string; code: string };
