import { join } from 'node:path';
import type { CommercetoolsServer, DemoTenant, MarketingServer } from './servers.ts';
import { addHoldings, type Holdings, openAccount, readHoldings } from './simulated-account.ts';
import { changeShop, openShop, SHOP_CATALOGS, type ShopSize } from './simulated-shop.ts';
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
  /** How many of the others there are in each simulated shop; by default as many as the simulator thinks fit. */
  readonly shop?: ShopSize | undefined;
  /** What the settings of each tenant say beside the two servers; by default a catalog, for a simulated shop. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Where the simulators keep what they hold; without it everything goes with them. */
  readonly directory?: string | undefined;
  readonly ports?: Partial<Readonly<Record<SimulatorName, number>>> | undefined;
}

type Simulators = Partial<Readonly<Record<SimulatorName, SimulatorProcess>>>;

/** The two worlds that the sync connects, and the tenants that live in both. */
export interface Demo {
  readonly tenants: readonly DemoTenant[];
  /** Absent where somebody else's server takes the place. */
  readonly simulators: Simulators;
  /** Lets a little happen in every simulated shop. */
  change(): Promise<void>;
  /** What all tenants' accounts hold; `undefined` where Marketing is not simulated. */
  readHoldings(): Promise<Holdings | undefined>;
  stop(): Promise<void>;
}

/** `demo`, `demo-2`, `demo-3` … */
const tenantIdOf = (index: number): string => (index === 0 ? 'demo' : `demo-${index + 1}`);

/** @throws Error when a simulator does not start or has lost what it kept; none of them then stays behind */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const simulators = await startSimulators(options);
  try {
    const { commercetools: shops, marketing: accounts } = simulators;
    const tenants = await openTenants(simulators, options);
    return {
      tenants,
      simulators,
      change: async () => {
        if (shops) await Promise.all(tenants.map((tenant) => changeShop(shops, tenant.commercetools.projectKey)));
      },
      readHoldings: async () => {
        if (!accounts) return undefined;
        return addHoldings(await Promise.all(tenants.map((tenant) => readHoldings(accounts, tenant.marketing.user))));
      },
      stop: () => stopAll(simulators),
    };
  } catch (error) {
    await stopAll(simulators);
    throw error;
  }
}

async function startSimulators(options: DemoOptions): Promise<Simulators> {
  const { latencyMs, seed, ports } = options;
  const directory = options.directory === undefined ? undefined : join(options.directory, 'simulators');
  const names = (['commercetools', 'marketing'] as const).filter((name) => options[name] === 'simulator');
  const results = await Promise.allSettled(
    names.map((name) => startSimulator(name, { latencyMs, seed, directory, port: ports?.[name] })),
  );
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const simulators: Simulators = Object.fromEntries(started.map((simulator) => [simulator.name, simulator]));
  const failure = results.find((result) => result.status === 'rejected');
  if (!failure) return simulators;
  await stopAll(simulators);
  throw failure.reason;
}

async function stopAll(simulators: Simulators): Promise<void> {
  await Promise.all(Object.values(simulators).map((simulator) => simulator.stop()));
}

function openTenants(simulators: Simulators, options: DemoOptions): Promise<DemoTenant[]> {
  const { commercetools, marketing, customers, seed, shop } = options;
  const isSimulated = commercetools === 'simulator';
  const settings = options.settings ?? (isSimulated ? { catalogs: SHOP_CATALOGS } : {});
  const shopOf = (projectKey: string, index: number) =>
    openShop(runningOf(simulators, 'commercetools'), { ...shop, projectKey, customers, seed: seed + index });
  return Promise.all(
    Array.from({ length: options.tenants }, async (_, index) => {
      const tenantId = tenantIdOf(index);
      return {
        tenantId,
        commercetools: isSimulated ? await shopOf(tenantId, index) : commercetools,
        marketing:
          marketing === 'simulator' ? await openAccount(runningOf(simulators, 'marketing'), tenantId) : marketing,
        settings,
        hasGivenCredentials: !isSimulated || marketing !== 'simulator',
      };
    }),
  );
}

function runningOf(simulators: Simulators, name: SimulatorName): SimulatorProcess {
  const simulator = simulators[name];
  if (!simulator) throw new Error(`The ${name} simulator is not running.`);
  return simulator;
}
