import { openAccount } from '../../../../local/demo/simulated-account.ts';
import { openShop, SHOP_CATALOGS } from '../../../../local/demo/simulated-shop.ts';
import { askControl } from '../../../../local/demo/simulator-process.ts';
import type { CommercetoolsAccess } from '../../../accounts/environment-block.ts';
import type { MarketingAccess } from '../../../accounts/read-marketing.ts';
import type { Deployment } from '../../../deployment/deployment.ts';
import { usageError } from '../../../ops-error.ts';

export interface SimulatedPair {
  readonly commercetools: CommercetoolsAccess;
  readonly marketing: MarketingAccess;
  readonly listId: number;
  readonly catalogs: typeof SHOP_CATALOGS;
}

/** Shops differ by it; any number does. */
const seedOf = (tenantId: string): number =>
  [...tenantId].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0;

/** A project key has 2 to 36 letters, a tenant's name 1 to 63. */
const projectKeyOf = (tenantId: string): string => (tenantId.length < 2 ? `shop-${tenantId}` : tenantId.slice(0, 36));

/** A shop and an account of the tenant's own, in the simulators that the local stack runs. */
export async function openSimulatedPair(
  tenantId: string,
  customers: number,
  { simulators }: Deployment,
): Promise<SimulatedPair> {
  const { commercetools, marketing } = simulators;
  if (commercetools === undefined || marketing === undefined) {
    throw usageError(
      'There are no simulators to open a shop and an account in.',
      'Use --simulated with --local, on a stack that npm start runs without urls of its own.',
    );
  }
  const simulator = (url: string) => ({
    url,
    control: (method: string, path: string, body?: unknown) => askControl(`${url}/_simulator/${path}`, method, body),
  });
  const seed = seedOf(tenantId) % 4_000_000_000;
  const shop = await openShop(simulator(commercetools), { projectKey: projectKeyOf(tenantId), customers, seed });
  const { user, password, apiUrl, listId } = await openAccount(simulator(marketing), tenantId);
  return { commercetools: shop, marketing: { user, password, apiUrl }, listId, catalogs: SHOP_CATALOGS };
}
