import { noCounts } from '../domain/counts.ts';
import type { Instant } from '../domain/instant.ts';
import type { Lane } from '../domain/lane.ts';
import { halved, nextRequestSize, PAGE_BYTES } from '../domain/page-limits.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { SkipReason } from '../domain/skip-reasons.ts';
import type { SourcePage, SourceRecord, Submission } from '../ports.ts';
import type { MappedRecord, ResolvedRecords, Stream } from '../streams/stream.ts';
import type { PageDraft } from './page-draft.ts';

/** A page while it fills: maps what comes in, keeps its books, and knows when it is full. */
export class Filling {
  cursor: string | undefined;
  requestSize: number;
  readonly #stream: Stream;
  readonly #pageRecords: number;
  readonly #byHandle = new Map<string, { submission: Submission; lastModifiedAt: Instant }>();
  readonly #onlyIfKnown = new Set<string>();
  readonly #rejections: Rejection[] = [];
  readonly #counts = noCounts();
  #bytes = 0;
  #sourceRecords = 0;
  readonly #readSince: Instant;
  #readAt: Instant | undefined;

  constructor(stream: Stream, lane: Pick<Lane, 'cursor' | 'pageRecords' | 'readSince' | 'requestSize'>) {
    this.#stream = stream;
    this.#pageRecords = lane.pageRecords;
    this.#readSince = lane.readSince;
    this.cursor = lane.cursor;
    this.requestSize = lane.requestSize;
  }

  nextLimit(): number {
    return Math.max(1, Math.min(this.requestSize, this.#pageRecords - this.#sourceRecords));
  }

  isFull(): boolean {
    return this.#counts.read >= this.#pageRecords || this.#bytes >= PAGE_BYTES;
  }

  learn(page: SourcePage): void {
    this.#counts.calls.commercetools += page.calls;
    this.#readAt ??= page.serverNow;
    this.requestSize = nextRequestSize(this.requestSize, page.bytes, this.#stream.requestSize.max);
  }

  shrink(): void {
    this.requestSize = halved(this.requestSize);
    this.#counts.calls.commercetools += 1;
  }

  /** `page` moves the cursor; `resolved` is what it led to. */
  add(page: SourcePage, resolved: ResolvedRecords): void {
    for (const record of resolved.records) {
      for (const mapped of this.#stream.mapRecord(record, page.serverNow)) this.#addMapped(mapped, record);
    }
    for (const [reason, n] of Object.entries(resolved.skipped)) {
      count(this.#counts.skipped, reason, n);
      this.#counts.read += n;
    }
    this.#counts.calls.commercetools += resolved.calls;
    this.#sourceRecords += page.records.length;
    this.cursor = page.records.at(-1)?.id ?? this.cursor;
  }

  #addMapped(mapped: MappedRecord, record: SourceRecord): void {
    this.#counts.read += 1;
    if (mapped.outcome === 'skip') {
      this.#skip(mapped.reason);
      return;
    }
    if (mapped.outcome === 'reject') {
      this.#counts.rejected += 1;
      this.#counts.unsent = (this.#counts.unsent ?? 0) + 1;
      this.#rejections.push({ id: mapped.id, code: mapped.code });
      return;
    }
    for (const flag of mapped.flags) count(this.#counts.flagged, flag);
    this.#keepNewest(mapped.submission, record.lastModifiedAt);
    if (mapped.onlyIfKnown) this.#onlyIfKnown.add(mapped.submission.handle);
  }

  #skip(reason: SkipReason): void {
    count(this.#counts.skipped, reason);
  }

  /** Marketing would refuse the second of two equal handles in one import; the record that changed last speaks for both. */
  #keepNewest(submission: Submission, lastModifiedAt: Instant): void {
    const other = this.#byHandle.get(submission.handle);
    if (other) this.#skip('duplicate');
    if (other && other.lastModifiedAt > lastModifiedAt) return;
    this.#bytes += submission.json.length - (other?.submission.json.length ?? 0);
    this.#byHandle.set(submission.handle, { submission, lastModifiedAt });
  }

  finish(endsLane: boolean): PageDraft {
    return {
      submissions: Array.from(this.#byHandle.values(), ({ submission }) => submission),
      onlyIfKnown: this.#onlyIfKnown,
      rejections: this.#rejections,
      counts: this.#counts,
      ...(this.cursor !== undefined && { nextCursor: this.cursor }),
      endsLane,
      readAt: this.#readAt ?? this.#readSince,
      requestSize: this.requestSize,
    };
  }
}

/** Reasons of skipped records are known by their type; flags may name a field of the tenant's. */
const count = (counts: Record<string, number>, reason: string, n = 1): void => {
  counts[reason] = (counts[reason] ?? 0) + n;
};
