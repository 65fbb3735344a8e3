import { z } from 'zod';
import type { GivenCommercetools } from './servers.ts';
import type { Simulator } from './simulator-process.ts';

export interface ShopSize {
  readonly orders?: number;
  readonly products?: number;
}

export interface ShopOptions extends ShopSize {
  readonly projectKey: string;
  readonly customers: number;
  readonly seed: number;
}

const projectSchema = z.object({
  clients: z.array(z.object({ clientId: z.string(), clientSecret: z.string() })).min(1),
});

/** Opens a shop in the simulator, or finds the one that it has kept under this key. */
export async function openShop(
  simulator: Simulator,
  { projectKey, ...size }: ShopOptions,
): Promise<GivenCommercetools> {
  const known = z.array(z.string()).parse(await simulator.control('GET', 'projects'));
  const isNew = !known.includes(projectKey);
  const project = isNew
    ? await simulator.control('POST', 'projects', { key: projectKey })
    : await simulator.control('GET', `projects/${projectKey}`);
  if (isNew) await simulator.control('POST', `projects/${projectKey}/shop`, size);
  const [client] = projectSchema.parse(project).clients;
  if (!client) throw new Error(`The project ${projectKey} of the simulator has no API client.`);
  const { clientId, clientSecret } = client;
  return { apiUrl: simulator.url, authUrl: simulator.url, projectKey, clientId, clientSecret };
}

/** The simulated shop as it is sold in Germany; one catalog is one price list in one currency. */
export const SHOP_CATALOGS = [
  {
    name: 'main',
    locales: ['en', 'de'],
    currency: 'EUR',
    country: 'DE',
    urlTemplate: 'https://shop.example.com/p/{slug}',
  },
];

/** What happens in a shop within a few seconds. Nobody is deleted: a contact stays in Marketing all the same. */
const A_MOMENT = {
  createCustomers: 1,
  renameCustomers: 2,
  createOrders: 1,
  createGuestOrders: 1,
  changeOrderStates: 1,
  changeEmbeddedPrices: 1,
  changeStock: 1,
};

/** Lets a little happen in the shop. */
export async function changeShop(simulator: Simulator, projectKey: string): Promise<void> {
  await simulator.control('POST', `projects/${projectKey}/shop/changes`, A_MOMENT);
}
