import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from '../../simulators/commercetools/simulator.ts';
import { describeCollections } from './collections-suite.ts';
import { describeSource, type SourceEndpoint, suiteCustomer } from './source-suite.ts';
import { errorOf, openSource, PROJECT_KEY, type SourceUnderTest, within } from './source-under-test.ts';

const startSimulator = async (): Promise<CommercetoolsSimulator> => {
  const simulator = await startCommercetoolsSimulator();
  simulator.createProject({ key: PROJECT_KEY }).addClient({ clientId: 'client', clientSecret: 'first-secret' });
  return simulator;
};

const startEndpoint = async (): Promise<SourceEndpoint> => {
  const simulator = await startSimulator();
  return {
    url: simulator.url,
    put: async (collection, records) =>
      simulator.project(PROJECT_KEY).seed(
        collection,
        records.map((record) => ({ ...record })),
      ),
    close: simulator.close,
  };
};

describeSource('the simulator', startEndpoint);
describeCollections('the simulator', startEndpoint);

/** Limits and access rules that the reference demands and only the simulator enforces. */
describe('the commercetools source at the limits of the platform', () => {
  let simulator: CommercetoolsSimulator;
  let open: SourceUnderTest;
  const readPage = (limit: number) =>
    open.source.readPage({ resource: 'customers', window: {}, range: {}, limit }, within(30_000));

  beforeAll(async () => {
    simulator = await startSimulator();
    open = openSource(simulator.url);
  });
  afterAll(async () => {
    await open.close();
    await simulator.close();
  });

  it('reads pages of 500 and is refused 501', async () => {
    expect(await readPage(500)).toMatchObject({ records: [] });
    expect(await errorOf(readPage(501))).toMatchObject({ name: 'InvariantError', code: 'commercetools.badRequest' });
  });

  it('meets an estimate that stops at 10,000 under a predicate', async () => {
    const project = simulator.project(PROJECT_KEY);
    project.seed(
      'customers',
      Array.from({ length: 10_500 }, (_, number) => ({ ...suiteCustomer(number) })),
    );
    const probe = (window: { from?: string }) => open.source.probe({ resource: 'customers', window });
    expect(await probe({ from: '2026-01-01T00:00:00.000Z' })).toMatchObject({ estimate: 10_000 });
    expect(await probe({})).toMatchObject({ estimate: 10_500 });
  });

  it('gets a new token when the platform forgets the old one', async () => {
    await readPage(1);
    simulator.expireTokens(PROJECT_KEY);
    expect(await readPage(1)).toMatchObject({ calls: 2 });
  });

  it('follows a rotation of the credentials without being told', async () => {
    const project = simulator.project(PROJECT_KEY);
    await readPage(1);
    project.removeClient('client');
    project.addClient({ clientId: 'client', clientSecret: 'second-secret' });
    open.secret.clientSecret = 'second-secret';
    expect((await readPage(1)).records).toHaveLength(1);
  });

  it('takes a filter that is no predicate to the person who wrote it', async () => {
    const query = { resource: 'customers', window: {}, range: {}, limit: 1, where: 'email is is' } as const;
    const error = await errorOf(open.source.readPage(query, within(30_000)));
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'commercetools.badRequest' });
  });

  it('names the scope that a client lacks', async () => {
    simulator
      .createProject({ key: 'narrow' })
      .addClient({ clientId: 'narrow', clientSecret: 'x', scopes: ['view_orders'] });
    const tenant = (projectKey: string) => ({
      tenantId: 'narrow',
      commercetools: { projectKey, apiUrl: simulator.url, authUrl: simulator.url },
    });
    const narrow = openSource(simulator.url, { tenant: tenant('narrow') });
    Object.assign(narrow.secret, { clientId: 'narrow', clientSecret: 'x' });
    const error = await errorOf(narrow.source.probe({ resource: 'customers', window: {} }));
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'commercetools.insufficientScope' });
    expect(error.message).toContain('view_customers:narrow');
    await narrow.close();
  });
});
