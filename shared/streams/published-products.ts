import type { Catalog } from '../domain/tenant.ts';
import type { Deadline, Source, SourcePageQuery, SourceQuery, SourceRecord } from '../ports.ts';
import { type Reading, readInPortions } from './portions.ts';

type Parameters = NonNullable<SourceQuery['parameters']>;

const RESOURCE = 'product-projections';

/** Current data of published products only (commercetools: Product projections, Current and staged). */
const PUBLISHED: Parameters = { staged: 'false' };

/**
 * What makes the platform select the catalog's price and send its languages only. A locale that a product lacks is simply
 * not there, so leaving out the others changes nothing that is mapped.
 * (commercetools: Product projections, Price selection; Locales.)
 */
export const selectionOf = ({ currency, country, customerGroupId, priceChannelId, locales }: Catalog): Parameters => ({
  priceCurrency: currency,
  ...(country !== undefined && { priceCountry: country }),
  ...(customerGroupId !== undefined && { priceCustomerGroup: customerGroupId }),
  ...(priceChannelId !== undefined && { priceChannel: priceChannelId }),
  localeProjection: locales,
});

/** Just enough to tell which records a published product has: no price, one language. */
export const bareReads = ({ locales }: Catalog): Omit<SourceQuery, 'window'> => ({
  resource: RESOURCE,
  parameters: { ...PUBLISHED, localeProjection: locales.slice(0, 1) },
});

/** Products that are unpublished or deleted are missing. @throws ConfigurationError, TransientError, TooMuchError */
export const readPublishedByIds = (
  ids: readonly string[],
  catalog: Catalog,
  source: Source,
  deadline: Deadline,
): Promise<Reading> => {
  const parameters = { ...selectionOf(catalog), ...PUBLISHED };
  return readInPortions(ids, (portion) => source.readByIds(RESOURCE, portion, deadline, parameters));
};

const WITH_MASTER = 'masterVariant(sku in :skus)';
const WITH_VARIANT = `${WITH_MASTER} or variants(sku in :skus)`;

/**
 * Products that have a variant with one of the SKUs, or at level `product` a master variant with it.
 * @throws ConfigurationError, TransientError, TooMuchError
 */
export const readPublishedBySkus = (
  skus: readonly string[],
  catalog: Catalog,
  source: Source,
  deadline: Deadline,
): Promise<Reading> => {
  const where = catalog.level === 'product' ? WITH_MASTER : WITH_VARIANT;
  const parameters = { ...selectionOf(catalog), ...PUBLISHED };
  return readInPortions(skus, (portion) =>
    readAll(
      {
        resource: RESOURCE,
        window: {},
        range: {},
        where,
        parameters: { ...parameters, 'var.skus': portion },
        // No two products share a SKU, so with one place to spare the first answer is the last as well.
        limit: portion.length + 1,
      },
      source,
      deadline,
    ),
  );
};

async function readAll(query: SourcePageQuery, source: Source, deadline: Deadline): Promise<Reading> {
  const records: SourceRecord[] = [];
  let calls = 0;
  for (;;) {
    const after = records.at(-1)?.id;
    const page = await source.readPage({ ...query, ...(after !== undefined && { after }) }, deadline);
    for (const record of page.records) records.push(record);
    calls += page.calls;
    if (page.records.length < query.limit) return { records, calls };
  }
}
