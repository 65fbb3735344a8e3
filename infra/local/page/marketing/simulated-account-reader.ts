import { z } from 'zod';
import type { Simulator } from '../../demo/simulator-process.ts';
import { type AccountReader, kindOfCollection } from './account-reader.ts';

const accountSchema = z.object({ contacts: z.number() });
const collectionsSchema = z.array(
  z.object({ collectionName: z.string(), collectionType: z.string(), recordCount: z.number() }),
);
const pageSchema = z
  .object({ items: z.array(z.record(z.string(), z.unknown())), nextFrom: z.number().optional() })
  .transform(({ items, nextFrom }) => ({ items, ...(nextFrom !== undefined && { next: nextFrom }) }));

/** Looks into an account of the simulator by its own endpoints, so that no call of the sync is counted wrong. */
export function readSimulatedAccount(simulator: Simulator, user: string): AccountReader {
  const get = (path: string) => simulator.control('GET', `accounts/${user}${path}`);
  return {
    isSimulated: true,
    async count() {
      const { contacts } = accountSchema.parse(await get(''));
      const collections = collectionsSchema.parse(await get('/collections'));
      return {
        contacts,
        collections: collections.map(({ collectionName, collectionType, recordCount }) => ({
          name: collectionName,
          kind: kindOfCollection(collectionType),
          records: recordCount,
        })),
      };
    },
    records: {
      contacts: async (from, limit) => pageSchema.parse(await get(`/contacts?from=${from}&limit=${limit}`)),
      collection: async (name, from, limit) =>
        pageSchema.parse(await get(`/collections/${encodeURIComponent(name)}?from=${from}&limit=${limit}`)),
    },
  };
}
