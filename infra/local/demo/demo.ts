import { join } from 'node:path';
import type { CommercetoolsServer, DemoTenant, MarketingServer } from './servers.ts';
import { countContacts, openAccount } from './simulated-account.ts';
import { changeShop, openShop } from './simulated-shop.ts';
import { type SimulatorName, type SimulatorProcess, startSimulator } from './simulator-process.ts';

export interface DemoOptions {
  readonly commercetools: CommercetoolsServer;
  readonly marketing: MarketingServer;
  /** How many tenants; more than one only where both sides are simulated. */
  readonly tenants: number;
  /** In each simulated shop. */
  readonly customers: number;
  readonly seed: number;
  readonly latencyMs: number;
  /** Where the simulators keep what they hold; without it everything goes with them. */
  readonly directory?: string | undefined;
  readonly ports?: Partial<Readonly<Record<SimulatorName, number>>> | undefined;
}

/** The two worlds that the sync connects, and the tenants that live in both. */
export interface Demo {
  readonly tenants: readonly DemoTenant[];
  /** Absent where somebody else's server takes the place. */
  readonly simulators: Partial<Readonly<Record<SimulatorName, SimulatorProcess>>>;
  /** Lets a little happen in every simulated shop. @returns how many records that touched */
  change(): Promise<number>;
  /** How many contacts all tenants' accounts hold; `undefined` where Marketing is not simulated. */
  countContacts(): Promise<number | undefined>;
  stop(): Promise<void>;
}

/** `demo`, `demo-2`, `demo-3` … */
const tenantIdOf = (index: number): string => (index === 0 ? 'demo' : `demo-${index + 1}`);

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { commercetools, marketing, customers, seed, latencyMs, ports } = options;
  const directory = options.directory === undefined ? undefined : join(options.directory, 'simulators');
  const start = (name: SimulatorName, server: CommercetoolsServer | MarketingServer) =>
    server === 'simulator' ? startSimulator(name, { latencyMs, seed, directory, port: ports?.[name] }) : undefined;
  const [shops, accounts] = await Promise.all([start('commercetools', commercetools), start('marketing', marketing)]);
  const tenants = await Promise.all(
    Array.from({ length: options.tenants }, async (_, index) => {
      const tenantId = tenantIdOf(index);
      return {
        tenantId,
        commercetools: shops
          ? await openShop(shops, { projectKey: tenantId, customers, seed: seed + index })
          : (commercetools as Exclude<CommercetoolsServer, 'simulator'>),
        marketing: accounts
          ? await openAccount(accounts, tenantId)
          : (marketing as Exclude<MarketingServer, 'simulator'>),
      };
    }),
  );
  return {
    tenants,
    simulators: { ...(shops && { commercetools: shops }), ...(accounts && { marketing: accounts }) },
    change: async () => {
      const changes = tenants.map(({ commercetools: { projectKey } }) => (shops ? changeShop(shops, projectKey) : 0));
      return (await Promise.all(changes)).reduce((sum, n) => sum + n, 0);
    },
    countContacts: async () => {
      if (!accounts) return undefined;
      const counts = await Promise.all(tenants.map((tenant) => countContacts(accounts, tenant.marketing.user)));
      return counts.reduce((sum, n) => sum + n, 0);
    },
    stop: async () => {
      await Promise.all([shops?.stop(), accounts?.stop()]);
    },
  };
}
