import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport, type Transport } from '../../../shared/adapters/http/transport.ts';
import { createHeldRecords } from '../../../shared/adapters/marketing/held-records.ts';
import { createInsightSink } from '../../../shared/adapters/marketing/insight-sink.ts';
import type { MarketingClient } from '../../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../../shared/adapters/marketing/marketing-client.ts';
import { createMarketingReader } from '../../../shared/adapters/marketing/marketing-reader.ts';
import { namesOfOtherDialect } from '../../../shared/mapping/order/properties.ts';
import type { ImportOutcome, Sink, Submission } from '../../../shared/ports.ts';
import type { AccountControl } from '../../simulators/marketing/control/account-control.ts';
import { type MarketingSimulator, startMarketingSimulator } from '../../simulators/marketing/simulator.ts';
import { JumpingClock, ScriptedCredentials, unhurried } from './stage.ts';

let simulators: Record<'Finished' | 'Complete', MarketingSimulator>;
let transport: Transport;
let account: AccountControl;
let client: MarketingClient;
let accounts = 0;

beforeAll(async () => {
  const imports = { durationMs: 0, polls: 2 };
  simulators = {
    Finished: await startMarketingSimulator({ imports }),
    Complete: await startMarketingSimulator({ imports, insightFinishedWord: 'Complete' }),
  };
  transport = createTransport();
});
afterAll(async () => {
  await transport.close();
  await simulators.Finished.close();
  await simulators.Complete.close();
});

function openAccount(simulator: MarketingSimulator): void {
  accounts += 1;
  const credentials = new ScriptedCredentials();
  credentials.cached = { user: `apiuser-${accounts}@apiconnector.com`, password: 'first' };
  account = simulator.addAccount(credentials.cached);
  client = createMarketingClient({
    tenant: { tenantId: 'acme', secretName: 'sync/acme', marketing: { apiUrl: simulator.url } },
    credentials,
    transport,
    clock: new JumpingClock(),
    random: () => 0,
  });
}
beforeEach(() => openAccount(simulators.Finished));

const ordersSink = () => createInsightSink({ client, collectionName: 'Orders', scope: 'contact', type: 'orders' });
const catalogSink = () =>
  createInsightSink({ client, collectionName: 'Catalog_Main', scope: 'account', type: 'catalog' });

const order = (key: string, email: string, total: unknown = 67.2): Submission => ({
  id: key,
  handle: key,
  json: JSON.stringify({
    contactIdentity: { identifier: 'email', value: email },
    key,
    json: { id: key, order_total: total, purchase_date: '2026-06-01T12:00:00Z' },
  }),
});
const product = (key: string, status = 'Enabled'): Submission => ({
  id: key,
  handle: key,
  json: JSON.stringify({ key, json: { id: key, sku: key, name: 'Hat', price: 5, status } }),
});

async function settle(sink: Sink, ...submissions: Submission[]): Promise<ImportOutcome> {
  const { importId } = await sink.submit(submissions, unhurried);
  for (let poll = 0; poll < 20; poll += 1) {
    const outcome = await sink.readOutcome(importId ?? '', unhurried);
    if (outcome.state !== 'pending') return outcome;
  }
  throw new Error('the import never ended');
}

describe('Insight data of the simulator', () => {
  it.each(['Finished', 'Complete'] as const)('arrives and is counted, the last word being %s', async (word) => {
    openAccount(simulators[word]);
    const sink = catalogSink();
    await sink.prepare();
    const outcome = await settle(sink, product('a'), product('b'));
    expect(outcome).toEqual({ state: 'finished', saved: undefined, refused: new Map(), importedCount: 2, calls: 1 });
    expect(account.record('Catalog_Main', 'a')?.json).toMatchObject({ sku: 'a', price: 5 });
  });

  it('is refused record by record, for the reason the platform gives', async () => {
    account.putContact({ email: 'ada@example.com' });
    account.rejectRecord({ collection: 'Orders', key: '4', failureReason: 'jsonValueTooLong' });
    const sink = ordersSink();
    await sink.prepare();
    await settle(sink, order('1', 'ada@example.com'));
    const outcome = await settle(
      sink,
      order('2', 'nobody@example.com'),
      order('3', 'ada@example.com', 'sixty'),
      order('4', 'ada@example.com'),
      order('5', 'ada@example.com'),
    );
    expect(outcome).toMatchObject({
      refused: new Map([
        ['2', 'ContactEmailDoesNotExist'],
        ['3', 'JsonValueIncompatibleWithSchema'],
        ['4', 'JsonValueTooLong'],
      ]),
      importedCount: 1,
    });
  });

  it('is prepared for once, and its collection is there before the first import', async () => {
    expect((await ordersSink().prepare()).calls).toBe(2);
    expect((await ordersSink().prepare()).calls).toBe(1);
    const { collections } = await createMarketingReader(client).listCollections(unhurried);
    expect(collections).toEqual([
      { collectionName: 'Orders', collectionType: 'orders', collectionScope: 'contact', recordCount: 0 },
    ]);
  });

  it('does not go into a collection of another kind', async () => {
    await createInsightSink({ client, collectionName: 'Orders', scope: 'account', type: 'custom' }).prepare();
    await expect(ordersSink().prepare()).rejects.toMatchObject({ code: 'marketing.collectionTaken' });
  });

  it('is not mixed with a collection that holds orders in the other dialect', async () => {
    account.putContact({ email: 'ada@example.com' });
    const sinkFor = (dialect: 'snake_case' | 'camelCase') =>
      createInsightSink({
        client,
        collectionName: 'Orders',
        scope: 'contact',
        type: 'orders',
        foreignColumns: namesOfOtherDialect(dialect),
      });
    await sinkFor('snake_case').prepare();
    await settle(ordersSink(), order('o1', 'ada@example.com'));
    expect(await sinkFor('snake_case').prepare()).toEqual({ calls: 2 });
    await expect(sinkFor('camelCase').prepare()).rejects.toMatchObject({
      code: 'marketing.otherDialect',
      message: expect.stringContaining('order_total'),
    });
  });

  it('needs an account that has it', async () => {
    account.change({ insightDataEnabled: false });
    await expect(ordersSink().prepare()).rejects.toMatchObject({ code: 'marketing.featureOff' });
  });

  it('needs room for the collection', async () => {
    account.change({ limits: { collections: 0 } });
    await expect(ordersSink().prepare()).rejects.toMatchObject({ code: 'marketing.collectionLimit' });
  });

  it('has five places', async () => {
    account.setImportBehaviour('insightData', { polls: null, durationMs: 60_000 });
    const sink = catalogSink();
    for (let n = 0; n < 5; n += 1) await sink.submit([product(`p${n}`)], unhurried);
    await expect(sink.submit([product('p6')], unhurried)).rejects.toMatchObject({ name: 'NoImportSlotError' });
  });

  it('loses a malformed record and keeps the others', async () => {
    const sink = catalogSink();
    await sink.prepare();
    const malformed = { ...product('b'), json: '{"key":"b","json":[]}' };
    const submitted = await sink.submit([product('a'), malformed, product('c')], unhurried);
    expect(submitted.refused).toEqual(new Map([['b', 'ApiSchemaViolation']]));
    expect(account.importLog()).toHaveLength(1);
  });

  it('is read back page by page, one by one, and by its schema', async () => {
    const sink = catalogSink();
    await sink.prepare();
    await settle(sink, ...Array.from({ length: 1500 }, (_, n) => product(`p${n}`)));
    const held = createHeldRecords(client);
    const first = await held.listHeld('Catalog_Main', undefined, unhurried);
    const second = await held.listHeld('Catalog_Main', first.next, unhurried);
    expect([first.records.length, second.records.length, second.next]).toEqual([1000, 500, undefined]);
    expect(new Set([...first.records, ...second.records].map(({ key }) => key)).size).toBe(1500);
    expect((await held.findHeld('Catalog_Main', ['p7', 'nothing'], unhurried)).known).toEqual(new Set(['p7']));
    const { columns } = await createMarketingReader(client).readSchema('Catalog_Main', unhurried);
    expect(JSON.stringify(columns)).toContain('"price"');
    expect((await createMarketingReader(client).readSchema('Nothing', unhurried)).columns).toBeUndefined();
  });
});
