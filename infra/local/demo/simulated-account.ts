import { z } from 'zod';
import type { GivenMarketing } from './servers.ts';
import type { Simulator } from './simulator-process.ts';

export const LIST_NAME = 'commercetools customers';

const accountSchema = z.object({
  contacts: z.number(),
  lists: z.array(z.object({ id: z.number(), name: z.string() })),
});
const collectionsSchema = z.array(z.object({ collectionName: z.string(), recordCount: z.number() }));
const accountsSchema = z.array(z.object({ user: z.string() }));

const userOf = (tenantId: string): string => `apiuser-shop-${tenantId}@apiconnector.com`;

/** An account as a merchant would have it: a list made for the sync, and a field that was there before. */
const newAccount = (tenantId: string) => ({
  user: userOf(tenantId),
  password: `secret-of-${tenantId}`,
  name: `Shop ${tenantId}`,
  lists: [LIST_NAME],
  dataFields: [{ name: 'DOB', type: 'Date' }],
});

/** Opens an account in the simulator, or finds the one that it has kept for this tenant. */
export async function openAccount(simulator: Simulator, tenantId: string): Promise<GivenMarketing> {
  const account = newAccount(tenantId);
  const known = accountsSchema.parse(await simulator.control('GET', 'accounts'));
  const isNew = !known.some(({ user }) => user === account.user);
  if (isNew) await simulator.control('POST', 'accounts', account);
  const { lists } = accountSchema.parse(await simulator.control('GET', `accounts/${account.user}`));
  const list = lists.find(({ name }) => name === LIST_NAME);
  if (!list) throw new Error(`The account ${account.user} of the simulator has lost its list "${LIST_NAME}".`);
  return { apiUrl: simulator.url, user: account.user, password: account.password, listId: list.id };
}

/** What is in an account now. */
export interface Holdings {
  readonly contacts: number;
  /** Records by the name of their collection. */
  readonly collections: Readonly<Record<string, number>>;
}

export async function readHoldings(simulator: Simulator, user: string): Promise<Holdings> {
  const { contacts } = accountSchema.parse(await simulator.control('GET', `accounts/${user}`));
  const collections = collectionsSchema.parse(await simulator.control('GET', `accounts/${user}/collections`));
  return {
    contacts,
    collections: Object.fromEntries(
      collections.map(({ collectionName, recordCount }) => [collectionName, recordCount]),
    ),
  };
}

export function addHoldings(all: readonly Holdings[]): Holdings {
  const collections: Record<string, number> = {};
  for (const [name, records] of all.flatMap((one) => Object.entries(one.collections))) {
    collections[name] = (collections[name] ?? 0) + records;
  }
  return { contacts: all.reduce((sum, { contacts }) => sum + contacts, 0), collections };
}
