import { createCommercetoolsSource } from '../../../shared/adapters/commercetools/source.ts';
import { deadlineAfter } from '../../../shared/adapters/http/deadline-after.ts';
import type { Transport } from '../../../shared/adapters/http/transport.ts';
import { systemClock } from '../../../shared/adapters/system/clock.ts';
import type { SourceResource } from '../../../shared/ports.ts';
import { attempt } from './attempt.ts';
import type { RecordedWorld } from './recorded-world.ts';

type ShopAccess = RecordedWorld['tenant']['commercetools'];

const RESOURCES: readonly SourceResource[] = [
  'customers',
  'orders',
  'product-projections',
  'products',
  'inventory',
  'standalone-prices',
];

/** Tried once: the answers count, not what patience would make of them. */
const ONCE = { maxAttempts: 1, baseDelayMs: 1, maxDelayMs: 1 };
const DEADLINE_MS = 30_000;

const STORE_READER = { clientId: 'stores', clientSecret: 'stores' };

const EVERYTHING = { window: {} } as const;

/** What a run of an untroubled tenant never asks, and refusals of every kind, by our own source. */
export async function makeRarerCommercetoolsCalls(world: RecordedWorld, transport: Transport): Promise<void> {
  const { commercetools: access } = world.tenant;
  const control = (method: string, path: string, body?: unknown) =>
    world.simulators.commercetools.control(method, path, body);
  const shop = `projects/${access.projectKey}`;
  const source = openSource(access, transport);

  for (const resource of RESOURCES) await readThreeWays(source, resource);
  await source.readProject();
  await control('POST', `${shop}/records/stores`, {
    key: 'rarely-asked-for',
    languages: ['en'],
    countries: [{ code: 'DE' }],
  });
  await control('POST', `${shop}/clients`, { ...STORE_READER, scopes: ['view_stores'] });
  await openSource({ ...access, ...STORE_READER }, transport).readStores();
  await attempt(() => source.readStores());

  await control('DELETE', `${shop}/tokens`);
  await source.probe({ resource: 'customers', ...EVERYTHING });
  await attempt(() => source.probe({ resource: 'customers', ...EVERYTHING, where: 'nonsense =' }));
  await attempt(() => openSource({ ...access, clientSecret: 'a guess' }, transport).readProject());

  const elsewhere = 'nowhere';
  const narrow = { clientId: 'narrow', clientSecret: 'narrow', scopes: [`view_project_settings:${elsewhere}`] };
  await control('POST', `${shop}/clients`, narrow);
  const { clientId, clientSecret } = narrow;
  const lost = openSource({ ...access, clientId, clientSecret, projectKey: elsewhere }, transport);
  await attempt(() => lost.readProject());
  const unfit = openSource({ ...access, clientId, clientSecret }, transport);
  await attempt(() => unfit.readProject());
  for (const resource of RESOURCES) await attempt(() => unfit.probe({ resource, ...EVERYTHING }));

  const inside = (name: string) => ({ type: 'inside', name });
  const status = (code: number, body = 'json') => ({ type: 'status', status: code, body });
  const troubles = [
    inside('query-timed-out'),
    inside('content-too-large'),
    ...[429, 500, 502, 503].map((code) => status(code)),
  ];
  for (const action of troubles) {
    await control('POST', 'faults', { path: '/*/orders', times: 1, action });
    await attempt(() => source.probe({ resource: 'orders', ...EVERYTHING }));
  }
}

function openSource({ projectKey, apiUrl, authUrl, clientId, clientSecret }: ShopAccess, transport: Transport) {
  const credentials = { clientId, clientSecret };
  return createCommercetoolsSource({
    tenant: { tenantId: 'contracts', commercetools: { projectKey, apiUrl, authUrl } },
    credentials: { secretName: 'none', read: async () => credentials, refresh: async () => credentials },
    transport,
    clock: systemClock,
    retryPolicy: ONCE,
  });
}

async function readThreeWays(source: ReturnType<typeof openSource>, resource: SourceResource): Promise<void> {
  const within = deadlineAfter(DEADLINE_MS, systemClock);
  await source.probe({ resource, ...EVERYTHING });
  await source.readLatest({ resource, ...EVERYTHING }, 2, within);
  const { records } = await source.readPage({ resource, ...EVERYTHING, range: {}, limit: 100 }, within);
  const ids = records.map(({ id }) => id);
  await source.readByIds(resource, ids, within);
  const [, after] = ids;
  if (after === undefined) throw new Error(`The demo shop has too few ${resource}.`);
  await source.readPage({ resource, ...EVERYTHING, range: { end: 'f' }, after, limit: 10 }, within);
}
