import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { jsonOf } from '../ops/run-ops.ts';
import { type Operator, operatorOf, startRecorder } from './ops-world.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const STREAMS = ['customers', 'guests', 'orders', 'products#main'];

interface Sending {
  problems: string[];
  entry: Record<string, unknown>;
  isNew: boolean;
  differences: { path: string; now?: unknown; next?: unknown }[];
}
interface Shown {
  mapping: string;
  records: { id: string; sends: Sending[]; skipped: Record<string, number> }[];
  cost?: { records: number; minutes?: number; basis: string };
}

let assembly: TestDirectory;
let world: World;
let operator: Operator;
let recorder: Awaited<ReturnType<typeof startRecorder>>;
const before = new Map<string, Shown>();

const look = async (stream: string, ...options: string[]): Promise<Shown> => {
  const outcome = await operator.run('preview', 'demo', stream, '--json', '--show-personal-data', ...options);
  expect(outcome.stderr).toBe('');
  return jsonOf(outcome) as unknown as Shown;
};

beforeAll(async () => {
  assembly = await synthesizeApp();
  world = await World.open({
    assembly,
    customers: 60,
    shop: { orders: 60, products: 20 },
    settings: { catalogs: SHOP_CATALOGS },
  });
  operator = operatorOf(world);
  recorder = await startRecorder(world.session.demo.simulators.marketing?.url ?? '');
  await world.session.stack.stores.configTable.update(
    { tenantId: 'demo', item: 'settings' },
    {
      UpdateExpression: 'SET marketing.apiUrl = :url',
      ExpressionAttributeValues: { ':url': recorder.url },
    },
  );
  for (const stream of STREAMS) before.set(stream, await look(stream, '--last', '500'));
  expect(recorder.elements()).toEqual([]);
  expect(await world.untilLevel()).toEqual([]);
}, 180 * SECONDS);
afterAll(async () => {
  await world.close();
  await recorder.close();
  operator.done();
  assembly.remove();
});

const sendsOf = (stream: string): Sending[] => before.get(stream)?.records.flatMap(({ sends }) => sends) ?? [];
const shown = (...streams: string[]): string[] => streams.flatMap(sendsOf).map(({ entry }) => JSON.stringify(entry));

describe('a preview before the first run', () => {
  it.each([
    ['contacts', undefined, ['customers', 'guests']],
    ['orders', 'Orders', ['orders']],
    ['products', 'Catalog_main', ['products#main']],
  ])('shows exactly what the run sends: %s', (_, collection, streams) => {
    const sent = recorder.elements(collection);
    const known = new Set(shown(...streams));
    expect(sent.length).toBeGreaterThan(20);
    // An order whose contact was refused brings that contact once more, made from the order: it is no part of a preview.
    const unexpected = sent.filter((element) => !known.has(element));
    const orders = before.get('orders')?.records ?? [];
    const ofOrders = new Set(orders.map(({ sends }) => (sends[0]?.entry.contactIdentity as { value: string })?.value));
    const isDetour = (element: string) => ofOrders.has(JSON.parse(element).identifiers?.email);
    expect(collection === undefined ? unexpected.filter((element) => !isDetour(element)) : unexpected).toEqual([]);
  });

  it.each([
    ['customers', undefined],
    ['guests', undefined],
    ['orders', 'Orders'],
    ['products#main', 'Catalog_main'],
  ])('shows nothing that is not sent, equal addresses aside: %s', (stream, collection) => {
    const sent = new Set(recorder.elements(collection));
    const sendings = sendsOf(stream);
    const handleOf = ({ entry }: Sending) =>
      String((entry.identifiers as { email: string } | undefined)?.email ?? entry.key);
    const isAlone = (one: Sending) => sendings.filter((other) => handleOf(other) === handleOf(one)).length === 1;
    const unsent = sendings.filter(({ entry }) => !sent.has(JSON.stringify(entry)));
    expect(unsent.filter((one) => isAlone(one) && one.problems.length === 0)).toEqual([]);
    expect(sendings.length - unsent.length).toBeGreaterThan(15);
  });

  it('says that everything is new, and what it takes to load it', () => {
    for (const stream of STREAMS) expect(sendsOf(stream).every(({ isNew }) => isNew)).toBe(true);
    expect(before.get('customers')?.cost).toMatchObject({ records: 60, basis: 'rule of thumb' });
  });
});

describe('a preview afterwards', () => {
  it('finds no difference for what was sent, and knows from the run what a full one takes', async () => {
    const customers = await look('customers', '--last', '500');
    const arrived = new Set(recorder.elements());
    const settled = customers.records
      .flatMap(({ sends }) => sends)
      .filter((one) => arrived.has(JSON.stringify(one.entry)) && !one.isNew);
    expect(settled.length).toBeGreaterThan(20);
    const products = await look('products#main', '--last', '20');
    expect(products.records.flatMap(({ sends }) => sends).flatMap(({ differences }) => differences)).toEqual([]);
    expect(customers.cost).toMatchObject({ records: 60, basis: 'last full run', minutes: 1 });
  });

  it('shows what a change will do, by id and by address', async () => {
    const [customer] = (await world.customers()).filter(({ email }) =>
      /^[a-z]+[.][a-z]+[.]\d+@[a-z.]+$/.test(email ?? ''),
    );
    await world.control('commercetools', 'PATCH', `projects/demo/records/customers/${customer?.id}`, {
      lastName: 'Newname',
    });
    for (const pick of [
      ['--id', customer?.id ?? ''],
      ['--email', customer?.email ?? ''],
    ]) {
      const [record] = (await look('customers', ...pick)).records;
      expect(record?.id).toBe(customer?.id);
      expect(record?.sends[0]?.differences).toContainEqual({
        path: 'LASTNAME',
        now: customer?.lastName,
        next: 'Newname',
      });
    }
  });
});

describe('a preview of a mapping that has changed', () => {
  const dialectIs = (dialect: string, follows: boolean) =>
    world.session.stack.stores.configTable.update(
      { tenantId: 'demo', item: 'settings' },
      {
        UpdateExpression: 'SET orders = :orders, fullRunOnMappingChange = :follows',
        ExpressionAttributeValues: { ':orders': { statuses: { Open: dialect } }, ':follows': follows },
      },
    );

  it('says whether all is sent again, and what that takes', async () => {
    expect(await look('orders')).toMatchObject({ mapping: 'as sent' });
    await dialectIs('Waiting', true);
    const changed = await operator.run('preview', 'demo', 'orders');
    expect(changed.stdout).toContain('the next tick begins to send all of it again');
    expect(changed.stdout).toMatch(
      /All of orders again.*about 60 records, \d+ calls to commercetools, \d+ to Marketing, about \d+ min/,
    );
    await dialectIs('Waiting', false);
    expect(await look('orders')).toMatchObject({ mapping: 'held' });
    await dialectIs('Pending', true);
    expect(await look('orders')).toMatchObject({ mapping: 'as sent' });
  });
});

describe('what a preview keeps to itself', () => {
  it('shows kinds instead of values, in text and in JSON, unless asked', async () => {
    const people = await world.customers();
    const words = people.flatMap(({ email, firstName, lastName }) => [email, firstName, lastName]);
    // Every value stands in quotes; a name may also be a word of the vocabulary, such as Price.
    const telling = words.flatMap((word) => (word ? [JSON.stringify(word)] : []));
    for (const stream of ['customers', 'guests', 'orders']) {
      for (const format of [[], ['--json']]) {
        const { stdout, stderr, code } = await operator.run('preview', 'demo', stream, '--last', '10', ...format);
        expect([0, 1]).toContain(code);
        expect(stdout).toContain('<');
        const said = stdout + stderr;
        expect(telling.filter((word) => said.includes(word))).toEqual([]);
      }
    }
  });

  it('and sends nothing', async () => {
    await world.forgetCalls();
    const imports = recorder.elements().length;
    for (const stream of STREAMS) await operator.run('preview', 'demo', stream);
    expect(recorder.elements()).toHaveLength(imports);
    const endpoints = [
      ...Object.keys((await world.calls('marketing')).byEndpoint),
      ...Object.keys((await world.calls('commercetools')).byEndpoint),
    ];
    expect(endpoints.filter((name) => !name.startsWith('GET ') && name !== 'POST /oauth/token')).toEqual([]);
    expect(endpoints.length).toBeGreaterThan(3);
  });
});

describe('a preview that cannot be given', () => {
  it.each([
    [['nobody', 'customers'], 1, 'has no tenant nobody', 'It has demo'],
    [['demo', 'carts'], 2, 'has no stream carts', 'customers, guests, orders, products#main'],
    [['demo', 'orders', '--id', 'x'], 1, 'orders reads no such record', 'Merchant Center'],
    [['demo', 'orders', '--id', 'x', '--last', '3'], 2, 'give one of them', ''],
    [['demo', 'products#main', '--email', 'a@example.com'], 2, 'have no email address', '--id'],
    [['demo', 'orders', '--last', '0'], 2, 'whole number', ''],
    [['demo', 'customers', '--email', "x' or '1'='1"], 1, 'customers reads no such record', ''],
  ])('%j: says why', async (argv, code, ...told) => {
    const outcome = await operator.run('preview', ...argv);
    for (const words of told) expect(outcome.stderr).toContain(words);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    expect(outcome.code).toBe(code);
  });
});
