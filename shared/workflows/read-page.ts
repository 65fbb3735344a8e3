import { type Counts, noCounts } from '../domain/counts.ts';
import { TooMuchError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Lane } from '../domain/lane.ts';
import { READ_BUDGET_MS, SUBMIT_RESERVE_MS } from '../domain/pacing.ts';
import { halved, nextRequestSize, PAGE_BYTES } from '../domain/page-limits.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { Run } from '../domain/run.ts';
import type { Deadline, Source, SourcePage, SourceRecord, Submission } from '../ports.ts';
import type { MappedRecord, ResolvedRecords, Stream } from '../streams/stream.ts';

/** One page, read and mapped, before anything of it has left. */
export interface PageDraft {
  submissions: Submission[];
  rejections: Rejection[];
  /** Everything but `imported`, which only Marketing's report can tell. */
  counts: Counts;
  nextCursor?: string;
  endsLane: boolean;
  /** commercetools' clock at the first answer: no record of the page is older than its state at this moment. */
  readAt: Instant;
  requestSize: number;
}

/**
 * Gathers as many requests as fill one import: about 5,000 records or 8 MB, or what the time allows. The page ends where
 * it ends; the next one begins behind its last id. Only an empty answer ends a lane, because a server may give fewer
 * records than it was asked for without having come to the end.
 */
export async function readPage(
  stream: Stream,
  source: Source,
  run: Run,
  lane: Lane,
  deadline: Deadline,
): Promise<PageDraft> {
  const filling = new Filling(stream, lane);
  const stopAtMs = Math.max(deadline.remainingMs() - READ_BUDGET_MS, SUBMIT_RESERVE_MS);
  do {
    const page = await readRecords(stream, source, run, lane, filling, deadline);
    if (page.records.length === 0) return filling.finish(true);
    filling.add(page, await resolve(stream, page, source, deadline));
  } while (!filling.isFull() && deadline.remainingMs() > stopAtMs);
  return filling.finish(false);
}

const resolve = async (
  stream: Stream,
  page: SourcePage,
  source: Source,
  deadline: Deadline,
): Promise<ResolvedRecords> =>
  stream.resolve ? stream.resolve(page.records, source, deadline) : { records: page.records, skipped: {}, calls: 0 };

async function readRecords(
  stream: Stream,
  source: Source,
  run: Run,
  lane: Lane,
  filling: Filling,
  deadline: Deadline,
): Promise<SourcePage> {
  for (;;) {
    const after = filling.cursor;
    try {
      const page = await source.readPage(
        {
          ...stream.reads,
          window: run.window,
          range: lane.range,
          ...(after !== undefined && { after }),
          limit: filling.nextLimit(),
        },
        deadline,
      );
      filling.learn(page);
      return page;
    } catch (error) {
      if (!(error instanceof TooMuchError) || filling.requestSize === 1) throw error;
      filling.shrink();
    }
  }
}

class Filling {
  cursor: string | undefined;
  requestSize: number;
  readonly #stream: Stream;
  readonly #pageRecords: number;
  readonly #byHandle = new Map<string, { submission: Submission; lastModifiedAt: Instant }>();
  readonly #rejections: Rejection[] = [];
  readonly #counts = noCounts();
  #bytes = 0;
  #sourceRecords = 0;
  readonly #readSince: Instant;
  #readAt: Instant | undefined;

  constructor(stream: Stream, lane: Lane) {
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
      count(this.#counts.skipped, mapped.reason);
      return;
    }
    if (mapped.outcome === 'reject') {
      this.#counts.rejected += 1;
      this.#rejections.push({ id: mapped.id, code: mapped.code });
      return;
    }
    for (const flag of mapped.flags) count(this.#counts.flagged, flag);
    this.#keepNewest(mapped.submission, record.lastModifiedAt);
  }

  /** Marketing would refuse the second of two equal handles in one import; the record that changed last speaks for both. */
  #keepNewest(submission: Submission, lastModifiedAt: Instant): void {
    const other = this.#byHandle.get(submission.handle);
    if (other) count(this.#counts.skipped, 'duplicate');
    if (other && other.lastModifiedAt > lastModifiedAt) return;
    this.#bytes += submission.json.length - (other?.submission.json.length ?? 0);
    this.#byHandle.set(submission.handle, { submission, lastModifiedAt });
  }

  finish(endsLane: boolean): PageDraft {
    return {
      submissions: Array.from(this.#byHandle.values(), ({ submission }) => submission),
      rejections: this.#rejections,
      counts: this.#counts,
      ...(this.cursor !== undefined && { nextCursor: this.cursor }),
      endsLane,
      readAt: this.#readAt ?? this.#readSince,
      requestSize: this.requestSize,
    };
  }
}

const count = (counts: Record<string, number>, reason: string, n = 1): void => {
  counts[reason] = (counts[reason] ?? 0) + n;
};
