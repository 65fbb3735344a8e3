import { z } from 'zod';
import type { GivenCommercetools } from './servers.ts';
import type { SimulatorProcess } from './simulator-process.ts';

export interface ShopOptions {
  readonly projectKey: string;
  readonly customers: number;
  readonly seed: number;
}

const projectSchema = z.object({
  clients: z.array(z.object({ clientId: z.string(), clientSecret: z.string() })).min(1),
});

/** Opens a shop in the simulator, or finds the one that it has kept under this key. */
export async function openShop(
  simulator: SimulatorProcess,
  { projectKey, customers, seed }: ShopOptions,
): Promise<GivenCommercetools> {
  const known = z.array(z.string()).parse(await simulator.control('GET', 'projects'));
  const isNew = !known.includes(projectKey);
  const project = isNew
    ? await simulator.control('POST', 'projects', { key: projectKey })
    : await simulator.control('GET', `projects/${projectKey}`);
  if (isNew) await simulator.control('POST', `projects/${projectKey}/shop`, { seed, customers });
  const [client] = projectSchema.parse(project).clients;
  if (!client) throw new Error(`The project ${projectKey} of the simulator has no API client.`);
  const { clientId, clientSecret } = client;
  return { apiUrl: simulator.url, authUrl: simulator.url, projectKey, clientId, clientSecret };
}

/** What happens in a shop within a few seconds. Nobody is deleted: a contact stays in Marketing all the same. */
const A_MOMENT = { renameCustomers: 3, createCustomers: 1 };

/** Lets a little happen in the shop. @returns how many customers that touched */
export async function changeShop(simulator: SimulatorProcess, projectKey: string): Promise<number> {
  const summary = await simulator.control('POST', `projects/${projectKey}/shop/changes`, A_MOMENT);
  const idsByVerb = z.record(z.string(), z.array(z.string())).parse(summary);
  return Object.values(idsByVerb).reduce((sum, ids) => sum + ids.length, 0);
}
