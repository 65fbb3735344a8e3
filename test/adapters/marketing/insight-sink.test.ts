import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createInsightSink } from '../../../shared/adapters/marketing/insight-sink.ts';
import type { Sink } from '../../../shared/ports.ts';
import { type Act, openStage, type Stage, unhurried } from './stage.ts';

let stage: Stage;
let orders: Sink;
beforeEach(async () => {
  stage = await openStage();
  orders = createInsightSink({ client: stage.client, collectionName: 'Orders', scope: 'contact', type: 'orders' });
});
afterEach(() => stage.close());

const order = (key: string, extra: Record<string, unknown> = {}) => ({
  id: key,
  handle: key,
  json: JSON.stringify({
    contactIdentity: { identifier: 'email', value: 'ada@example.com' },
    key,
    json: { id: key, order_total: 67.2 },
    ...extra,
  }),
});
const report = (body: Record<string, unknown>): Act => ({ status: 200, body: { importId: 'i-1', ...body } });

describe('handing over records', () => {
  it('names the collection once and sends every record in one import', async () => {
    stage.play({ status: 202, body: { importId: 'i-1' } });
    expect(await orders.submit([order('1001'), order('1002')], unhurried)).toMatchObject({ importId: 'i-1', calls: 1 });
    const [request] = stage.server.requests;
    expect([request?.method, request?.path]).toEqual(['PUT', '/insightData/v3/import']);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      collectionName: 'Orders',
      collectionScope: 'contact',
      collectionType: 'orders',
      records: ['1001', '1002'].map((key) => JSON.parse(order(key).json)),
    });
  });

  it.each([
    ['an order without its contact', 'contact', order('2', { contactIdentity: undefined })],
    ['a product with a contact', 'account', order('2')],
    ['a record without a key', 'contact', order('2', { key: '' })],
    ['a record whose content is no object', 'contact', order('2', { json: [1] })],
    ['a record with something beside its content', 'contact', order('2', { note: 'x' })],
  ] as const)('finds %s when the whole is refused', async (_, scope, culprit) => {
    const sink = createInsightSink({ client: stage.client, collectionName: 'Things', scope, type: 'custom' });
    const fine = { ...order('1', scope === 'account' ? { contactIdentity: undefined } : {}) };
    const no = { status: 400, body: { errorCode: 'insightData:badRequest' } };
    stage.play(no, no, { status: 202, body: { importId: 'i-1' } });
    const submitted = await sink.submit([fine, culprit], unhurried);
    expect(Object.fromEntries(submitted.refused ?? [])).toEqual({ '2': 'ApiSchemaViolation' });
    expect(JSON.parse(stage.server.requests[1]?.body ?? '').records).toEqual([JSON.parse(culprit.json)]);
    expect(JSON.parse(stage.server.requests[2]?.body ?? '').records).toEqual([JSON.parse(fine.json)]);
  });

  it('waits for a place when a sixth import is refused without a code', async () => {
    stage.play({ status: 429 });
    await expect(orders.submit([order('1')], unhurried)).rejects.toMatchObject({ name: 'NoImportSlotError' });
  });

  it.each(['1st_orders', 'My Orders', 'X', 'Größen'])(
    'refuses %j as the name of a collection at once',
    (collectionName) => {
      const build = () =>
        createInsightSink({ client: stage.client, collectionName, scope: 'account', type: 'catalog' });
      expect(build).toThrow(expect.objectContaining({ code: 'marketing.collectionNameUnusable' }));
    },
  );
});

describe('the outcome of an Insight import', () => {
  it.each([
    ['NotStarted', 'pending'],
    ['NotFinished', 'pending'],
    ['Processing', 'pending'],
    ['Finished', 'finished'],
    ['Complete', 'finished'],
    ['Failed', 'failed'],
  ])('%s means %s', async (status, state) => {
    stage.play(report({ status }));
    expect(await orders.readOutcome('i-1', unhurried)).toMatchObject({ state });
  });

  it('names what was refused by key and leaves the rest to the count', async () => {
    const failures = [
      { key: '1', failureReason: 'ContactEmailDoesNotExist', json: {}, details: ['ada@example.com'] },
      { key: '2', failureReason: 'jsonvalueincompatiblewithschema' },
      { key: '3', failureReason: null },
      { failureReason: 'InvalidJson' },
      null,
    ];
    stage.play(
      report({ status: 'Complete', summary: { totalRecords: 9, totalImported: 6, totalRejected: 3 }, failures }),
    );
    const outcome = await orders.readOutcome('i-1', unhurried);
    expect(outcome).toEqual({
      state: 'finished',
      saved: undefined,
      refused: new Map([
        ['1', 'ContactEmailDoesNotExist'],
        ['2', 'JsonValueIncompatibleWithSchema'],
        ['3', 'Unknown'],
      ]),
      importedCount: 6,
      calls: 1,
    });
  });

  it.each([{}, { summary: null }, { summary: {} }])('without totals counts nothing: %j', async (body) => {
    stage.play(report({ status: 'Finished', ...body }));
    const outcome = await orders.readOutcome('i-1', unhurried);
    expect(outcome).toEqual({ state: 'finished', saved: undefined, refused: new Map(), calls: 1 });
  });

  it.each([
    [404, 'insightData:importNotFound'],
    [400, 'insightData:invalidId'],
  ])('is gone after %i %s', async (status, errorCode) => {
    stage.play({ status, body: { errorCode } });
    expect(await orders.readOutcome('i-1', unhurried)).toEqual({ state: 'gone', calls: 1 });
  });
});

describe('preparing an account for a collection', () => {
  const holding = (...collections: Record<string, unknown>[]) => ({ status: 200, body: collections });
  const held = { collectionName: 'Orders', collectionType: 'orders', collectionScope: 'contact', recordCount: 3 };

  it.each([
    ['as it should be', held],
    ['in the other casing of the platform', { ...held, collectionType: 'Orders', collectionScope: 'Contact' }],
    ['without a word about its scope', { ...held, collectionScope: undefined }],
  ])('takes one request when it is there, %s', async (_, collection) => {
    stage.play(holding({ ...held, collectionName: 'Other' }, collection));
    expect(await orders.prepare()).toEqual({ calls: 1 });
  });

  it.each([
    ['scope', { ...held, collectionScope: 'account' }],
    ['type', { ...held, collectionType: 'custom' }],
    ['type, under a name spelt otherwise', { ...held, collectionName: 'ORDERS', collectionType: 'custom' }],
  ])('stops at a collection of another %s', async (_, collection) => {
    stage.play(holding(collection));
    await expect(orders.prepare()).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'marketing.collectionTaken',
      remedy: expect.stringContaining('another collection name'),
    });
  });

  it.each([200, 201])('creates what is missing, answered with %i', async (status) => {
    stage.play(holding(), { status });
    expect(await orders.prepare()).toEqual({ calls: 2 });
    expect(stage.server.requests[1]).toMatchObject({
      method: 'POST',
      path: '/insightData/v3/collections/Orders?collectionScope=contact&collectionType=orders',
    });
  });

  it('repeats a creation that got no answer, because it is harmless', async () => {
    stage.play(holding(), 'cut', { status: 200 });
    expect(await orders.prepare()).toEqual({ calls: 3 });
  });

  it('says that the account can hold no more collections', async () => {
    stage.play(holding(), { status: 412 });
    await expect(orders.prepare()).rejects.toMatchObject({ code: 'marketing.collectionLimit' });
  });

  it('says that Insight data is not active', async () => {
    stage.play({ status: 403, body: { message: 'Not for you. ERROR_FEATURENOTACTIVE' } });
    await expect(orders.prepare()).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'marketing.featureOff',
      remedy: expect.stringContaining('Insight'),
    });
  });
});
