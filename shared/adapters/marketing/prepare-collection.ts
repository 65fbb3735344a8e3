import { insightCollections } from '../../contracts/marketing-answers.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import { allow } from './allowance.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingClient } from './marketing-call.ts';
import { refused } from './problems.ts';

/** A collection of Insight data (Insight data service: collections). */
export interface Collection {
  /** Letters, digits, - and _, not beginning with a digit; 2 to 255 of them. */
  collectionName: string;
  scope: 'account' | 'contact';
  type: 'cartInsight' | 'catalog' | 'custom' | 'orders' | 'productCategories' | 'webInsight' | 'wishList';
}

const PREPARATION_MS = 60_000;

/**
 * Makes sure that the account has Insight data and that the collection is there with its scope and type. One request
 * when all is well. An import would create a missing collection, but several at once would race for it, and an account
 * that is full would say so only then.
 * @throws ConfigurationError that says what is in the way; TransientError
 */
export async function prepareCollection(client: MarketingClient, wanted: Collection): Promise<{ calls: number }> {
  const deadline = allow(PREPARATION_MS, client.clock);
  const answer = await client.call({ method: 'GET', path: '/insightData/v3/collections' }, deadline);
  const collections = expectBody(answer, insightCollections, 'the Insight collections', client);
  const held = collections.find(({ collectionName }) => isSame(collectionName, wanted.collectionName));
  if (held) {
    const hasScope = !held.collectionScope || isSame(held.collectionScope, wanted.scope);
    if (!hasScope || !isSame(held.collectionType, wanted.type)) throw taken(wanted, client);
    return { calls: answer.calls };
  }
  const query = new URLSearchParams({ collectionScope: wanted.scope, collectionType: wanted.type });
  const path = `/insightData/v3/collections/${encodeURIComponent(wanted.collectionName)}?${query}`;
  const creation = await client.call({ method: 'POST', path, isRepeatable: true }, deadline);
  if (creation.refusal?.status === 412) throw noRoom(wanted, client);
  if (creation.refusal) throw refused(`the collection ${wanted.collectionName}`, creation.refusal, client.tenant);
  return { calls: answer.calls + creation.calls };
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
