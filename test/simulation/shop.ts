/** commercetools as the source port shows it: records, a clock that is the only one, windows, ranges, and changes that become visible late. */
import { ConfigurationError, TooMuchError, TransientError } from '../../shared/domain/errors.ts';
import { type Instant, toInstant } from '../../shared/domain/instant.ts';
import type {
  ProjectFacts,
  Source,
  SourcePage,
  SourcePageQuery,
  SourceProbe,
  SourceQuery,
  SourceRecord,
  SourceResource,
} from '../../shared/ports.ts';
import type { Chances } from './chances.ts';
import type { Loop } from './loop.ts';

export type Kind = 'customers' | 'orders' | 'product-projections' | 'inventory' | 'standalone-prices';

/** A stamp can be this much older than the moment at which it is seen: the safety lag and the overlap together. */
const MOST_LATE_MS = 340_000;

export class Shop {
  readonly loop: Loop;
  readonly chances: Chances;
  /** What readers see. */
  readonly visible: Record<Kind, Map<string, SourceRecord>> = {
    customers: new Map(),
    orders: new Map(),
    'product-projections': new Map(),
    inventory: new Map(),
    'standalone-prices': new Map(),
  };
  /** What the last writer wrote, whether it is seen yet or not; `undefined` for a deletion. */
  readonly written = new Map<string, SourceRecord | undefined>();
  readonly #visibleFrom = new Map<string, number>();
  areCredentialsRefused = false;
  #versions = 0;
  #number = 0;

  constructor(loop: Loop, chances: Chances) {
    this.loop = loop;
    this.chances = chances;
  }

  /** Writes a record; now and then it is seen only a while after the time it is stamped with. */
  put(kind: Kind, id: string, fields: Record<string, unknown>, at = this.loop.nowMs): SourceRecord {
    const key = `${kind} ${id}`;
    this.#versions += 1;
    const before = this.written.get(key);
    const record = { ...before, ...fields, id, version: this.#versions, lastModifiedAt: toInstant(at) } as SourceRecord;
    this.written.set(key, record);
    const lateMs = this.chances.strikes('shop: change seen late', 0.05) ? this.chances.between(0, MOST_LATE_MS) : 0;
    const seenMs = Math.max(at + lateMs, this.#visibleFrom.get(key) ?? 0);
    this.#visibleFrom.set(key, seenMs);
    if (seenMs <= this.loop.nowMs) this.visible[kind].set(id, record);
    else {
      this.loop.at(seenMs, () => {
        if (this.written.get(key) !== undefined) this.visible[kind].set(id, record);
      });
    }
    return record;
  }

  remove(kind: Kind, id: string): void {
    this.written.set(`${kind} ${id}`, undefined);
    this.visible[kind].delete(id);
  }

  /** Never the same twice in one shop. */
  nextNumber(): number {
    this.#number += 1;
    return this.#number;
  }

  all(kind: Kind): SourceRecord[] {
    return [...this.visible[kind].values()];
  }

  /** The `Date` header has no fractions of a second. */
  get serverNow(): Instant {
    return toInstant(Math.floor(this.loop.nowMs / 1000) * 1000);
  }

  /** What the platform makes of a product when it is asked: its stock and its price as they are now. */
  project(product: SourceRecord): SourceRecord {
    const master = product.masterVariant as { sku: string };
    const stock = this.all('inventory').find(({ sku }) => sku === master.sku);
    const price = this.all('standalone-prices').find(({ sku, active }) => sku === master.sku && active === true);
    return {
      ...product,
      masterVariant: {
        ...master,
        ...(stock && { availability: { availableQuantity: stock.availableQuantity } }),
        ...(price && { price: { value: price.value } }),
      },
    };
  }
}

/** One reader of the shop; every call is one that may go wrong. */
export class ShopSource implements Source {
  readonly #shop: Shop;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  async readProject(): Promise<{ project: ProjectFacts; calls: number }> {
    this.#begin();
    return {
      project: {
        key: 'shop',
        currencies: ['EUR'],
        countries: ['DE'],
        languages: ['en'],
        productCatalogModel: 'Classic',
      },
      calls: 1,
    };
  }

  async probe(query: SourceQuery): Promise<SourceProbe> {
    this.#begin();
    return { serverNow: this.#shop.serverNow, estimate: this.#matching(query).length, calls: 1 };
  }

  async readPage(query: SourcePageQuery): Promise<SourcePage> {
    this.#begin();
    const { chances } = this.#shop;
    if (query.limit > 3 && chances.strikes('shop: answer too large', 0.02)) {
      throw new TooMuchError('too large', { code: 'commercetools.tooLarge' });
    }
    const { range, after } = query;
    const records = this.#matching(query)
      .filter(({ id }) => (after === undefined ? range.start === undefined || id >= range.start : id > after))
      .filter(({ id }) => range.end === undefined || id < range.end)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    const most = chances.strikes('shop: fewer than asked for', 0.05) ? 1 : Math.min(query.limit, 7);
    return this.#page(records.slice(0, most));
  }

  async readByIds(
    resource: SourceResource,
    ids: readonly string[],
    _: unknown,
    parameters: SourceQuery['parameters'] = {},
  ): Promise<SourcePage> {
    this.#begin();
    const found = [...ids].sort().flatMap((id) => this.#shop.visible[resource as Kind].get(id) ?? []);
    return this.#page(found.filter((record) => parameters.staged !== 'false' || record.published !== false));
  }

  #begin(): void {
    const { chances } = this.#shop;
    if (this.#shop.areCredentialsRefused && !chances.areFaultsOver) {
      throw new ConfigurationError('refused', { code: 'commercetools.invalidClient', remedy: 'Mend the secret.' });
    }
    if (chances.strikes('shop: no answer', 0.02)) throw new TransientError('no answer', { code: 'http.timeout' });
    if (chances.strikes('shop: unavailable', 0.02)) {
      throw new TransientError('unavailable', { code: 'commercetools.unavailable', retryAfterMs: 5_000 });
    }
  }

  #matching({ resource, window: { from, to }, where, parameters }: SourceQuery): SourceRecord[] {
    const skus = [parameters?.['var.skus'] ?? []].flat();
    return this.#shop.all(resource as Kind).filter((record) => {
      const at = record.lastModifiedAt;
      if ((from !== undefined && at < from) || (to !== undefined && at >= to)) return false;
      if (where === 'customerId is not defined' && record.customerId !== undefined) return false;
      if (skus.length > 0 && !skus.includes((record.masterVariant as { sku: string }).sku)) return false;
      return parameters?.staged !== 'false' || record.published !== false;
    });
  }

  #page(records: readonly SourceRecord[]): SourcePage {
    const { serverNow } = this.#shop;
    const shown = records.map((record) => ('masterVariant' in record ? this.#shop.project(record) : record));
    return {
      records: JSON.parse(JSON.stringify(shown)) as SourceRecord[],
      serverNow,
      bytes: records.length * 500,
      calls: 1,
    };
  }
}
