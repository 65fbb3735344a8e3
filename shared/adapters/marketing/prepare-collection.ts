import { insightCollections } from '../../contracts/marketing-answers.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { Deadline } from '../../ports.ts';
import { allow } from './allowance.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingClient } from './marketing-call.ts';
import { createMarketingReader } from './marketing-reader.ts';
import { refused } from './problems.ts';

/** A collection of Insight data (Insight data service: collections). */
export interface Collection {
  /** Letters, digits, - and _, not beginning with a digit; 2 to 255 of them. */
  collectionName: string;
  scope: 'account' | 'contact';
  type: 'cartInsight' | 'catalog' | 'custom' | 'orders' | 'productCategories' | 'webInsight' | 'wishList';
}

export interface WantedCollection extends Collection {
  /** A collection with one of these columns holds what another dialect calls its properties: see domain/destination.ts. */
  foreignColumns?: readonly string[] | undefined;
}

const PREPARATION_MS = 60_000;

/**
 * Makes sure that the account has Insight data and that the collection is there with its scope and type, and in our
 * dialect. One request when all is well, two where there are dialects. An import would create a missing collection, but several at once would race for it, and an account
 * that is full would say so only then.
 * @throws ConfigurationError that says what is in the way; TransientError
 */
export async function prepareCollection(client: MarketingClient, wanted: WantedCollection): Promise<{ calls: number }> {
  const deadline = allow(PREPARATION_MS, client.clock);
  const found = await examineCollection(client, wanted, deadline);
  if (found.isThere) return { calls: found.calls };
  const query = new URLSearchParams({ collectionScope: wanted.scope, collectionType: wanted.type });
  const path = `/insightData/v3/collections/${encodeURIComponent(wanted.collectionName)}?${query}`;
  const creation = await client.call({ method: 'POST', path, isRepeatable: true }, deadline);
  if (creation.refusal?.status === 412) throw noRoom(wanted, client);
  if (creation.refusal) throw refused(`the collection ${wanted.collectionName}`, creation.refusal, client.tenant);
  return { calls: found.calls + creation.calls };
}

/** The same without creating anything. @throws ConfigurationError that says what is in the way; TransientError */
export async function examineCollection(
  client: MarketingClient,
  wanted: WantedCollection,
  deadline: Deadline,
): Promise<{ isThere: boolean; calls: number }> {
  const answer = await client.call({ method: 'GET', path: '/insightData/v3/collections' }, deadline);
  const collections = expectBody(answer, insightCollections, 'the Insight collections', client);
  const held = collections.find(({ collectionName }) => isSame(collectionName, wanted.collectionName));
  if (!held) return { isThere: false, calls: answer.calls };
  const hasScope = !held.collectionScope || isSame(held.collectionScope, wanted.scope);
  if (!hasScope || !isSame(held.collectionType, wanted.type)) throw taken(wanted, client);
  return { isThere: true, calls: answer.calls + (await checkDialect(client, wanted, deadline)) };
}

/** @returns the requests it took. @throws ConfigurationError when somebody else's spelling is in the collection. */
async function checkDialect(
  client: MarketingClient,
  { collectionName, foreignColumns = [] }: WantedCollection,
  deadline: Deadline,
): Promise<number> {
  if (foreignColumns.length === 0) return 0;
  const { columns = [], calls } = await createMarketingReader(client).readSchema(collectionName, deadline);
  // The schema lists the service's own columns; what records hold is the fields of the one called `json`.
  const held = columns.flatMap(({ name, fields }) => (name === 'json' ? (fields ?? []) : []));
  const foreign = held.map(({ name }) => name).filter((name) => foreignColumns.includes(name));
  if (foreign.length > 0) throw inOtherDialect(collectionName, foreign, client);
  return calls;
}

/** The services spell their words camelCase in one place and PascalCase in another. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const taken = ({ collectionName, scope, type }: Collection, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(
    `The collection ${collectionName} of tenant ${tenant.tenantId} exists and is not one of type ${type} and scope ${scope}.`,
    {
      code: 'marketing.collectionTaken',
      remedy:
        'Choose another collection name for the tenant, or delete the collection in Marketing with all its records.',
    },
  );

/** Names of columns are the vendor's own words, so they may be told. */
const inOtherDialect = (collectionName: string, foreign: readonly string[], { tenant }: MarketingClient) =>
  new ConfigurationError(
    `The collection ${collectionName} of tenant ${tenant.tenantId} holds orders in the other dialect already (${foreign.slice(0, 3).join(', ')}).`,
    {
      code: 'marketing.otherDialect',
      remedy:
        'Set "orders.dialect" of the tenant to the one the collection holds, choose another "orders.collection", or delete the collection in Marketing with all its records.',
    },
  );

const noRoom = ({ collectionName }: Collection, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(
    `The Marketing account of tenant ${tenant.tenantId} has no room for the collection ${collectionName}.`,
    { code: 'marketing.collectionLimit', remedy: 'Delete Insight data collections that nobody uses in Marketing.' },
  );

export const nameUnusable = (collectionName: string, { tenant }: MarketingClient): ConfigurationError =>
  new ConfigurationError(`Marketing takes no collection named ${collectionName} (tenant ${tenant.tenantId}).`, {
    code: 'marketing.collectionNameUnusable',
    remedy: 'Use 2 to 255 letters, digits, - and _, not beginning with a digit.',
  });
