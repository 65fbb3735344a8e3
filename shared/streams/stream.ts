import type { Destination } from '../domain/destination.ts';
import type { SourceQuery, SourceRecord, Submission } from '../ports.ts';

/**
 * What makes an entity a stream: a reader, a mapping and a sink. The engine knows nothing else about it, so a new
 * stream is a new file here and a line in `catalog.ts`.
 */
export interface Stream {
  /** Part of the watermark's key, of log lines and of messages: `customers`, `orders`, `products#main`. */
  name: string;
  reads: Omit<SourceQuery, 'window'>;
  /** Records per request: where to begin and how far to grow. The largest that commercetools allows is 500. */
  requestSize: { start: number; max: number };
  writes: Destination;
  /** Streams whose records must be in Marketing first; this one never overtakes their watermarks. */
  after: readonly string[];
  mapRecord(record: SourceRecord): MappedRecord;
}

export type MappedRecord =
  /** `flags`: sent, but worth a look; each becomes a count of the run. */
  | { outcome: 'send'; submission: Submission; flags: readonly string[] }
  /** Deliberately not sent. */
  | { outcome: 'skip'; reason: string }
  /** Cannot be sent as it is; stored under this code. */
  | { outcome: 'reject'; code: string };
