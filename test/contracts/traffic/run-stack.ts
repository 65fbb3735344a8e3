import { addTenant } from '../../../infra/local/demo/add-tenant.ts';
import { type LocalStack, startLocalStack } from '../../../infra/local/stack.ts';
import { runUntilLevel } from '../../../infra/local/status/until-level.ts';
import { CHANNELS, CUSTOMER_GROUPS } from '../../simulators/shop/references.ts';
import type { RecordedWorld } from './recorded-world.ts';

/** Longer than a live window trails behind commercetools' clock and overlaps the one before, both together. */
const A_WHILE_MS = 10 * 60_000;

/** One with the least that a catalog needs, and one with everything that narrows prices and stock down. */
const CATALOGS = [
  { name: 'main', locales: ['en'], currency: 'EUR', urlTemplate: 'https://shop.example.com/{slug}' },
  {
    name: 'club',
    locales: ['de', 'en'],
    currency: 'EUR',
    country: 'DE',
    priceChannelId: CHANNELS.web,
    customerGroupId: CUSTOMER_GROUPS[0]?.id,
    stockChannelId: CHANNELS.main,
    urlTemplate: 'https://club.example.com/{locale}/{sku}',
    level: 'product',
  },
];

/** What may happen in a shop between two ticks. Deleted products and offers that end are for the daily refresh to find. */
const CHANGES = {
  createCustomers: 3,
  renameCustomers: 3,
  changeCustomerEmails: 2,
  deleteCustomers: 1,
  createOrders: 3,
  createGuestOrders: 2,
  changeOrderStates: 3,
  changeStock: 3,
  changeEmbeddedPrices: 2,
  changeStandalonePrices: 2,
  unpublishProducts: 2,
  deleteProducts: 2,
  endOffers: 1,
};

/**
 * Runs the whole system on the recorded world: everything there is; then a live tick after a few changes; then, while
 * nothing else happens, the daily refresh, and the sweep that follows it at the next tick.
 */
export async function runStack(world: RecordedWorld, workDirectory: string): Promise<void> {
  const { tenant, simulators } = world;
  const control = (path: string, body: unknown) => simulators.commercetools.control('POST', path, body);
  const stack = await startLocalStack({ workDirectory });
  try {
    await addTenant(stack, { ...tenant, settings: { catalogs: CATALOGS } });
    await tick(stack);
    await control(`projects/${tenant.commercetools.projectKey}/shop/changes`, CHANGES);
    await control('clock', { ms: A_WHILE_MS });
    await tick(stack);
    await tick(stack, { refreshNow: true });
    await tick(stack);
  } finally {
    await stack.close();
  }
}

async function tick(stack: LocalStack, input: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await stack.ticker.tick(input);
  await goLevel(stack);
}

async function goLevel({ stores, ticker }: LocalStack): Promise<void> {
  const { signal } = new AbortController();
  const [obstacle] = await runUntilLevel({
    stores,
    ticker,
    signal,
    onSnapshot: () => undefined,
    stalledAfterMs: 60_000,
  });
  if (obstacle === undefined) return;
  const { stream = 'everything', problem } = obstacle;
  throw new Error(`The run that should be recorded is held up (${stream}): ${problem.code}: ${problem.message}`);
}
