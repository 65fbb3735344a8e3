import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from './simulator.ts';
import { openTestClient } from './test-client.ts';

const SIZE = 10_400;
const idOf = (n: number) => `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
const timeOf = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 1000).toISOString();

let simulator: CommercetoolsSimulator;
let client: Awaited<ReturnType<typeof openTestClient>>;

beforeAll(async () => {
  simulator = await startCommercetoolsSimulator();
  const project = simulator.createProject({ key: 'acme', settings: { currencies: ['EUR', 'JPY'] } });
  const customers = Array.from({ length: SIZE }, (_, n) => ({
    id: idOf((n * 7919) % SIZE),
    version: 1,
    createdAt: timeOf(0),
    lastModifiedAt: timeOf((n * 7919) % SIZE),
    email: `c${n % 3}@example.com`,
  }));
  project.seed('customers', customers);
  client = await openTestClient(simulator.url, project.addClient());
});
afterAll(() => simulator.close());

const page = (parameters: Parameters<typeof client.page>[1]) => client.page('/acme/customers', parameters);
const failure = (parameters: Parameters<typeof client.page>[1]) => client.failure('/acme/customers', parameters);
const ids = (found: Awaited<ReturnType<typeof page>>) => found.results.map((row) => row.id);

describe('a query', () => {
  it('gives 20 rows and a total unless told otherwise', async () => {
    const found = await page({});
    expect(found).toMatchObject({ limit: 20, offset: 0, count: 20, total: SIZE });
    expect(found.results).toHaveLength(20);
  });

  it('comes in no useful order without a sort', async () => {
    const found = await page({ limit: 100 });
    expect(ids(found)).not.toEqual([...ids(found)].sort());
    expect(ids(await page({ limit: 100 }))).toEqual(ids(found));
  });

  it('sorts by one or several fields, either way', async () => {
    expect(ids(await page({ sort: 'id asc', limit: 3 }))).toEqual([0, 1, 2].map(idOf));
    expect(ids(await page({ sort: 'id desc', limit: 2 }))).toEqual([SIZE - 1, SIZE - 2].map(idOf));
    expect(ids(await page({ sort: 'lastModifiedAt', limit: 2 }))).toEqual([0, 1].map(idOf));
    const mixed = await page({ sort: ['email desc', 'id asc'], limit: 500 });
    expect(mixed.results.every((row) => row.email === 'c2@example.com')).toBe(true);
    expect(ids(mixed)).toEqual([...ids(mixed)].sort());
  });

  it('pages by offset and ends with what is left', async () => {
    expect(ids(await page({ sort: 'id', offset: 5, limit: 2 }))).toEqual([5, 6].map(idOf));
    expect((await page({ sort: 'id', offset: 9_990, limit: 500 })).count).toBe(SIZE - 9_990);
  });

  it('answers only the number of matches for limit 0', async () => {
    expect(await page({ limit: 0 })).toEqual({ limit: 0, offset: 0, count: 0, total: SIZE, results: [] });
  });

  it('leaves the total out when asked, and caps it when there is a predicate', async () => {
    expect(await page({ withTotal: false, limit: 1, sort: 'id' })).not.toHaveProperty('total');
    expect((await page({ where: 'version = 1', limit: 1 })).total).toBe(10_000);
    expect((await page({ where: 'email = "c1@example.com"', limit: 1 })).total).toBe(Math.floor(SIZE / 3) + 1);
  });

  it('joins several predicates with and', async () => {
    const where = [`id >= "${idOf(10)}"`, `id < "${idOf(20)}"`, 'lastModifiedAt >= :from'];
    const found = await page({ where, 'var.from': timeOf(15), sort: 'id asc', withTotal: 'false' });
    expect(ids(found)).toEqual([15, 16, 17, 18, 19].map(idOf));
  });

  it('finds by a list of ids', async () => {
    const found = await page({ where: 'id in :ids', 'var.ids': [idOf(3), idOf(1), 'none'], sort: 'id' });
    expect(ids(found)).toEqual([1, 3].map(idOf));
  });

  it.each([
    [{ limit: 501 }, 'limit'],
    [{ limit: -1 }, 'limit'],
    [{ limit: 'many' }, 'limit'],
    [{ offset: 10_001 }, 'offset'],
    [{ withTotal: 'no' }, 'withTotal'],
    [{ sort: 'shoeSize asc' }, 'sort'],
    [{ sort: 'id upwards' }, 'sort'],
    [{ sort: 'addresses' }, 'sort'],
    [{ where: 'shoeSize = 44' }, 'where'],
    [{ where: 'id >' }, 'where'],
    [{ where: ['version = 1', 'id ='] }, 'where'],
    [{ shoeSize: 44 }, 'shoeSize'],
    [{ 'var.shoe_size': 44 }, 'var.shoe_size'],
    [{ expand: 'customer group' }, 'expand'],
  ])('refuses %j', async (parameters, name) => {
    const refused = await failure(parameters);
    expect(refused).toMatchObject({ status: 400, code: 'InvalidInput' });
    expect(refused.message).toContain(`Malformed parameter: ${name}:`);
  });
});

describe('the project', () => {
  it('tells its settings', async () => {
    const settings = await (await client.get('/acme')).json();
    expect(settings).toMatchObject({ key: 'acme', currencies: ['EUR', 'JPY'], productCatalogModel: 'Classic' });
  });

  it('gives a customer by id and 404 for one that is not there', async () => {
    expect(await (await client.get(`/acme/customers/${idOf(4)}`)).json()).toMatchObject({ id: idOf(4) });
    expect(await client.failure('/acme/customers/gone')).toMatchObject({ status: 404, code: 'ResourceNotFound' });
  });

  it('echoes the correlation id, or makes one', async () => {
    const sent = await client.get('/acme', {}, { 'x-correlation-id': 'mine-1' });
    expect(sent.headers.get('x-correlation-id')).toBe('mine-1');
    expect((await client.get('/acme')).headers.get('x-correlation-id')).toMatch(/^projects-/);
  });

  it('serves nothing else', async () => {
    expect(await client.failure('/acme/reviews')).toMatchObject({ status: 404 });
    expect((await fetch(`${simulator.url}/acme/customers`, { method: 'POST' })).status).toBe(401);
  });
});
