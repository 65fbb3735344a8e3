import type { Source, SourcePage, SourcePageQuery, SourceQuery, SourceRecord } from '../../../shared/ports.ts';

const NOW = '2026-03-01T12:00:00.000Z';

export interface Asked {
  /** Ids or SKUs. */
  values: readonly string[];
  parameters: NonNullable<SourceQuery['parameters']>;
  query?: SourcePageQuery;
}

/** Published products in memory, found by id or by the SKUs of their variants; it remembers what it was asked. */
export class ScriptedSource implements Source {
  readonly asked: Asked[] = [];
  /** Thrown when it returns one, before anything is looked up. */
  trouble: (values: readonly string[]) => Error | undefined = () => undefined;
  readonly #products: readonly SourceRecord[];

  constructor(products: readonly SourceRecord[] = []) {
    this.#products = products.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async probe(): Promise<never> {
    throw new Error('A stream does not probe by itself.');
  }

  async readProject(): Promise<never> {
    throw new Error('A stream does not read the project by itself.');
  }

  async readByIds(
    _: string,
    ids: readonly string[],
    __: unknown,
    parameters: SourceQuery['parameters'],
  ): Promise<SourcePage> {
    this.#ask({ values: ids, parameters: parameters ?? {} });
    return page(this.#products.filter(({ id }) => ids.includes(id)));
  }

  async readPage(query: SourcePageQuery): Promise<SourcePage> {
    const skus = [query.parameters?.['var.skus'] ?? []].flat();
    this.#ask({ values: skus, parameters: query.parameters ?? {}, query });
    const found = this.#products.filter((product) => skusOf(product).some((sku) => skus.includes(sku)));
    return page(found.filter(({ id }) => query.after === undefined || id > query.after).slice(0, query.limit));
  }

  #ask(asked: Asked): void {
    this.asked.push(asked);
    const error = this.trouble(asked.values);
    if (error) throw error;
  }
}

const page = (records: readonly SourceRecord[]): SourcePage => ({
  records: structuredClone([...records]),
  serverNow: NOW,
  bytes: 1000,
  calls: 1,
});

const skusOf = ({ masterVariant, variants }: SourceRecord): string[] =>
  [masterVariant, variants].flat().map((variant) => (variant as { sku: string }).sku);

export const deadline = { remainingMs: () => 30_000 };
