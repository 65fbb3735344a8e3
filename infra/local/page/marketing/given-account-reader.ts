import { z } from 'zod';
import { insightCollections } from '../../../../shared/contracts/marketing-answers.ts';
import type { GivenMarketing } from '../../demo/servers.ts';
import { type AccountCounts, type AccountReader, kindOfCollection } from './account-reader.ts';

/** `GET /v2/address-books/{id}`, of which the number of contacts is read here. */
const listSchema = z.object({ contacts: z.number().nullish() });

/** The account's allowance is the sync's; this page takes two calls of it a minute. */
const LOOK_AGAIN_MS = 60_000;
const TIMEOUT_MS = 10_000;

/**
 * Counts what an account holds that is somebody's own: contacts of the sync's list and records of each collection. The
 * records themselves are people's data and stay where they are.
 */
export function readGivenAccount({ apiUrl, user, password, listId }: GivenMarketing): AccountReader {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(`${apiUrl}${path}`, { headers: { authorization }, signal });
    if (!answer.ok) throw new Error(`Marketing answers ${answer.status} to GET ${path}.`);
    return schema.parse(await answer.json());
  };
  const count = async (): Promise<AccountCounts> => {
    const [list, collections] = await Promise.all([
      get(`/v2/address-books/${listId}`, listSchema),
      get('/insightData/v3/collections', insightCollections),
    ]);
    return {
      contacts: list.contacts ?? null,
      collections: collections.map(({ collectionName, collectionType, recordCount }) => ({
        name: collectionName,
        kind: kindOfCollection(collectionType),
        records: recordCount ?? null,
      })),
    };
  };
  let latest: { readonly counts: Promise<AccountCounts>; readonly atMs: number } | undefined;
  return {
    isSimulated: false,
    count() {
      if (!latest || Date.now() - latest.atMs > LOOK_AGAIN_MS) latest = { counts: count(), atMs: Date.now() };
      return latest.counts;
    },
  };
}
