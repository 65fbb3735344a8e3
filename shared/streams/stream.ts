import type { Destination } from '../domain/destination.ts';
import type { Instant } from '../domain/instant.ts';
import type { Deadline, Source, SourceQuery, SourceRecord, Submission } from '../ports.ts';

/**
 * What makes an entity a stream: a reader, a mapping and a sink. The engine knows nothing else about it, so a new
 * stream is a new file here and a line in `catalog.ts`.
 */
export interface Stream {
  /** Part of the watermark's key, of log lines and of messages: `customers`, `orders`, `products#main`. */
  name: string;
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
  /** One record may become several, as a product becomes its variants. `now` is commercetools' clock at the time of reading. */
  mapRecord(record: SourceRecord, now: Instant): MappedRecord[];
  /** For streams whose records Marketing refuses while their contact is missing: how that contact is made. */
  contacts?: {
    writes: Destination;
    contactOf(record: SourceRecord): Submission | undefined;
  };
}

export interface ResolvedRecords {
  records: readonly SourceRecord[];
  /** Records that led to nothing, by reason. */
  skipped: Readonly<Record<string, number>>;
  calls: number;
}

export type MappedRecord =
  /** `flags`: sent, but worth a look; each becomes a count of the run. */
  | { outcome: 'send'; submission: Submission; flags: readonly string[] }
  /** Deliberately not sent. */
  | { outcome: 'skip'; reason: string }
  /** Cannot be sent as it is; stored under this code. `id` as in `Submission`. */
  | { outcome: 'reject'; id: string; code: string };
