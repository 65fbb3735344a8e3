import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ShopSummary } from '../shop/seed-shop.ts';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from './simulator.ts';
import type { ApiClient } from './store/api-client.ts';
import { openTestClient } from './test-client.ts';

let simulator: CommercetoolsSimulator;
beforeAll(async () => {
  simulator = await startCommercetoolsSimulator();
});
afterAll(() => simulator.close());

const control = async <T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> => {
  const response = await fetch(`${simulator.url}/_simulator${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
};

describe('control over HTTP', () => {
  it('drives a project from nothing: clients, records, changes, deletions', async () => {
    const made = await control<{ clients: ApiClient[] }>('POST', '/projects', {
      key: 'acme',
      settings: { languages: ['fr'] },
    });
    expect(made).toMatchObject({ status: 201, body: { settings: { languages: ['fr'] } } });
    const client = await openTestClient(simulator.url, made.body.clients[0] as ApiClient);

    const seeded = {
      id: 'a',
      version: 9,
      createdAt: '2020-01-01T00:00:00.000Z',
      lastModifiedAt: '2020-01-01T00:00:00.000Z',
    };
    expect(await control('PUT', '/projects/acme/records/customers', [seeded])).toMatchObject({ body: { seeded: 1 } });
    const created = await control<{ id: string }>('POST', '/projects/acme/records/customers', {
      email: 'n@example.com',
    });
    await control('PATCH', '/projects/acme/records/customers/a', { firstName: 'Ann' });
    expect(await control('GET', '/projects/acme/records/customers/a')).toMatchObject({
      body: { version: 10, firstName: 'Ann' },
    });
    expect((await client.page('/acme/customers')).count).toBe(2);
    expect((await control('DELETE', `/projects/acme/records/customers/${created.body.id}`)).status).toBe(204);
    expect((await control<unknown[]>('GET', '/projects/acme/records/customers')).body).toHaveLength(1);

    await control('PATCH', '/projects/acme', { productCatalogModel: 'Modular' });
    expect(await (await client.get('/acme')).json()).toMatchObject({ productCatalogModel: 'Modular', version: 8 });
    expect(await control('DELETE', '/projects/acme/tokens')).toMatchObject({ body: { expired: 1 } });
    expect((await client.get('/acme')).status).toBe(401);
    expect((await control('PUT', '/projects/acme/late-visibility', { ms: 5 })).status).toBe(204);
    expect((await control<string[]>('GET', '/projects')).body).toContain('acme');
  });

  it('seeds a shop and keeps it changing', async () => {
    await control('POST', '/projects', { key: 'shop', clients: [] });
    const shop = await control<ShopSummary>('POST', '/projects/shop/shop', { seed: 3, customers: 300 });
    expect(shop.body.customers).toBe(300);
    const changes = await control<Record<string, string[]>>('POST', '/projects/shop/shop/changes', {
      renameCustomers: 2,
    });
    expect(changes.body.renameCustomers).toHaveLength(2);
  });

  it('says what is wrong with a request', async () => {
    await control('POST', '/projects', { key: 'twice' });
    expect(await control('POST', '/projects', { key: 'twice' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('already') },
    });
    const cases: [string, string, unknown, string][] = [
      ['POST', '/projects', { key: 'NOT VALID' }, 'project key'],
      ['GET', '/projects/nowhere', undefined, 'no project "nowhere"'],
      ['PATCH', '/projects/twice/records/customers/gone', {}, 'no customers with id "gone"'],
      ['PUT', '/projects/twice/records/customers', [{ id: 'x' }], 'version'],
      ['POST', '/projects/twice/shop', { customers: -1 }, 'customers'],
    ];
    for (const [method, path, body, message] of cases) {
      expect(await control(method, path, body)).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(message) },
      });
    }
    expect((await control('GET', '/projects/twice/records/unicorns')).status).toBe(404);
  });
});
