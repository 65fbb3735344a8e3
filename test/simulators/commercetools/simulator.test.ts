import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { seededRandom } from '../http/seeded-random.ts';
import { changeShop } from '../shop/change-shop.ts';
import { seedShop } from '../shop/seed-shop.ts';
import { COMMERCETOOLS_FAULTS } from './faults.ts';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from './simulator.ts';
import type { Project } from './store/project.ts';
import { openTestClient, type Page } from './test-client.ts';

let simulator: CommercetoolsSimulator;
let project: Project;
let client: Awaited<ReturnType<typeof openTestClient>>;

beforeEach(async () => {
  simulator = await startCommercetoolsSimulator({ maxAnswerBytes: 5_000_000 });
  project = simulator.createProject({ key: 'acme' });
  client = await openTestClient(simulator.url, project.addClient());
});
afterEach(() => simulator.close());

const walk = async (where: string[], between: () => void): Promise<Map<string, number>> => {
  const seen = new Map<string, number>();
  for (let last = ''; ; ) {
    const page: Page = await client.page('/acme/customers', {
      where: last ? [...where, `id > "${last}"`] : where,
      sort: 'id asc',
      limit: 100,
      withTotal: false,
    });
    for (const row of page.results) seen.set(row.id, row.version);
    if (page.results.length < 100) return seen;
    last = page.results.at(-1)?.id ?? '';
    between();
  }
};

describe('a keyset walk', () => {
  it('sees every record that does not change, and the next window sees those that do', async () => {
    seedShop(project, { customers: 2000 });
    const before = new Set(project.all('customers').map((row) => row.id));
    const to = new Date(simulator.clock.now()).toISOString();
    simulator.clock.advance(1000);
    const random = seededRandom(7);
    const changed = new Set<string>();
    const first = await walk([`lastModifiedAt < "${to}"`], () => {
      const ids = changeShop(project, { seed: Math.floor(random() * 1e6), renameCustomers: 20, createCustomers: 5 });
      for (const id of [...ids.renameCustomers, ...ids.createCustomers]) changed.add(id);
    });
    const second = await walk([`lastModifiedAt >= "${to}"`], () => undefined);
    expect([...before].filter((id) => !first.has(id) && !second.has(id))).toEqual([]);
    expect(new Set(second.keys())).toEqual(changed);
    for (const row of project.all('customers')) {
      expect(second.get(row.id) ?? first.get(row.id)).toBe(row.version);
    }
  });
});

describe('faults of the API', () => {
  it('refuses too large a page and times out, by the limit asked for', async () => {
    simulator.faults.add(COMMERCETOOLS_FAULTS.contentTooLarge(100));
    expect(await client.failure('/acme/customers', { limit: 101 })).toMatchObject({
      status: 413,
      code: 'ContentTooLarge',
    });
    expect((await client.page('/acme/customers', { limit: 100 })).count).toBe(0);
    simulator.faults.clear();
    simulator.faults.add(COMMERCETOOLS_FAULTS.queryTimedOut(0, { times: 1 }));
    expect(await client.failure('/acme/customers')).toMatchObject({ status: 400, code: 'QueryTimedOut' });
    expect((await client.get('/acme/customers')).status).toBe(200);
  });

  it('makes rows fat without changing them, and answers above its bound are too large', async () => {
    seedShop(project, { customers: 60 });
    simulator.faults.add(COMMERCETOOLS_FAULTS.fatPage(100_000));
    const fat = await client.get('/acme/customers', { limit: 10, sort: 'id' });
    const text = await fat.text();
    expect(text.length).toBeGreaterThan(1_000_000);
    expect((JSON.parse(text) as Page).results).toEqual(project.all('customers').slice(0, 10));
    expect(await client.failure('/acme/customers', { limit: 60 })).toMatchObject({ code: 'ContentTooLarge' });
  });

  it('answers injected statuses in the API envelope', async () => {
    simulator.faults.add({ path: '/acme/*', times: 1, action: { type: 'status', status: 503 } });
    expect(await client.failure('/acme/customers')).toMatchObject({ status: 503, code: 'OverCapacity' });
  });
});

describe('the call log', () => {
  it('counts by endpoint and project', async () => {
    await client.get('/acme');
    await client.get('/acme/customers');
    await client.get('/acme/customers/x');
    expect(simulator.calls.summary().byEndpoint).toMatchObject({
      'POST /oauth/token': { count: 1 },
      'GET /{projectKey}': { count: 1 },
      'GET /{projectKey}/customers': { count: 1 },
      'GET /{projectKey}/customers/{id}': { count: 1, errors: 1 },
    });
    expect(simulator.calls.summary().byGroup.acme?.count).toBe(3);
  });
});
