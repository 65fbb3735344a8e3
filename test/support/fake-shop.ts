import { addSeconds, type Instant } from '../../shared/domain/instant.ts';
import type {
  Source,
  SourcePage,
  SourcePageQuery,
  SourceProbe,
  SourceQuery,
  SourceRecord,
  SourceResource,
} from '../../shared/ports.ts';

/** commercetools in memory, as far as the Source port shows it: a clock, records by id, windows and ranges. */
export class FakeShop implements Source {
  now: Instant = '2026-03-01T12:00:00.000Z';
  readonly records = new Map<string, SourceRecord>();
  calls = 0;
  /** Thrown once each, oldest first, by the next calls. */
  readonly failures: Error[] = [];
  /** Runs before an answer is put together: the place to change the shop during a walk. */
  onRead: (() => void) | undefined;
  /** A server may give fewer records than it was asked for. */
  largestAnswer = 500;

  put(id: string, fields: Record<string, unknown> = {}, lastModifiedAt = this.now): void {
    const version = (this.records.get(id)?.version ?? 0) + 1;
    this.records.set(id, { ...this.records.get(id), ...fields, id, version, lastModifiedAt });
  }

  pass(seconds: number): void {
    this.now = addSeconds(this.now, seconds);
  }

  async probe(query: SourceQuery): Promise<SourceProbe> {
    this.#begin();
    return { serverNow: this.now, estimate: Math.min(10_000, this.#matching(query).length), calls: 1 };
  }

  async readPage(query: SourcePageQuery): Promise<SourcePage> {
    this.#begin();
    const { range, after, limit } = query;
    const records = this.#matching(query)
      .filter(({ id }) => (after === undefined ? range.start === undefined || id >= range.start : id > after))
      .filter(({ id }) => range.end === undefined || id < range.end)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, Math.min(limit, this.largestAnswer));
    return { records: structuredClone(records), serverNow: this.now, bytes: records.length * 500, calls: 1 };
  }

  async readProject() {
    this.#begin();
    const project = { key: 'acme-shop', currencies: ['EUR'], countries: ['DE'], languages: ['en'] };
    return { project: { ...project, productCatalogModel: 'Classic' }, calls: 1 };
  }

  async readByIds(_: SourceResource, ids: readonly string[]): Promise<SourcePage> {
    this.#begin();
    const records = ids.toSorted().flatMap((id) => this.records.get(id) ?? []);
    return { records: structuredClone(records), serverNow: this.now, bytes: records.length * 500, calls: 1 };
  }

  #begin(): void {
    this.calls += 1;
    const failure = this.failures.shift();
    if (failure) throw failure;
    this.onRead?.();
  }

  #matching({ window: { from, to } }: SourceQuery): SourceRecord[] {
    return [...this.records.values()].filter(
      ({ lastModifiedAt: at }) => (from === undefined || at >= from) && (to === undefined || at < to),
    );
  }
}
