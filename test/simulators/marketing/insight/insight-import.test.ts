import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CATALOG, entry, type InsightStatus, ORDERS, recordOf, startTrial, type Trial } from '../trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial({}, { customIdentifiers: ['crm-id'] });
  trial.account.putContact({
    email: 'ada@example.com',
    mobileNumber: '447123123123',
    customIdentifiers: { 'crm-id': 'A1' },
  });
});
afterEach(() => trial.simulator.close());

const ADA = 'ada@example.com';
const send = (records: readonly unknown[], collection = ORDERS) =>
  trial.call('PUT', '/insightData/v3/import', { ...collection, records });
const reasons = (status: InsightStatus) => status.failures?.map(({ key, failureReason }) => [key, failureReason]);

describe('an Insight import', () => {
  it('creates its collection and its records when its time has come', async () => {
    const accepted = await send([recordOf(ADA, '1001', { id: '1001', order_total: 67.2 })]);
    expect(accepted.status).toBe(202);
    const status = async () =>
      (await trial.call('GET', `/insightData/v3/import/${accepted.body.importId}`)).body.status;
    expect([await status(), await status()]).toEqual(['NotStarted', 'Processing']);
    expect((await trial.call('GET', '/insightData/v3/collections')).body).toEqual([]);
    trial.simulator.clock.advance(1_000);
    expect((await trial.call('GET', `/insightData/v3/import/${accepted.body.importId}`)).body).toEqual({
      importId: accepted.body.importId,
      status: 'Finished',
      collectionName: 'Orders',
      summary: { totalRecords: 1, totalImported: 1, totalRejected: 0 },
    });
    expect((await trial.call('GET', '/insightData/v3/collections')).body).toEqual([{ ...ORDERS, recordCount: 1 }]);
  });

  it('replaces a record of the same key and keeps its age', async () => {
    await trial.importRecords([recordOf(ADA, '1', { id: '1', order_total: 5, order_status: 'Pending' })]);
    await trial.importRecords([recordOf(ADA, '1', { id: '1', order_total: 6 })]);
    expect([...trial.account.records('Orders')]).toMatchObject([
      { json: { id: '1', order_total: 6 }, created: '2026-03-01T12:00:01.000Z', updated: '2026-03-01T12:00:02.000Z' },
    ]);
    expect(trial.account.record('Orders', '1')?.json).not.toHaveProperty('order_status');
  });

  it('calls its end Complete on demand', async () => {
    const other = await startTrial({ insightFinishedWord: 'Complete' });
    expect(await other.importRecords([{ key: '1', json: { id: '1' } }], CATALOG)).toMatchObject({ status: 'Complete' });
    await other.simulator.close();
  });

  it('ends as Failed with nothing or some of it applied', async () => {
    trial.account.planImports('insightData', { outcome: 'Failed', recordsAppliedBeforeFailure: 1 });
    const status = await trial.importRecords([recordOf(ADA, '1'), recordOf(ADA, '2')]);
    expect(status).toEqual({ importId: status.importId, status: 'Failed', collectionName: 'Orders' });
    expect([...trial.account.records('Orders')].map(({ key }) => key)).toEqual(['1']);
  });

  it('is told from a contact import by its path', async () => {
    const { importId } = await trial.importRecords([recordOf(ADA, '1')]);
    expect((await trial.call('GET', `/contacts/v3/import/${importId}`)).status).toBe(404);
    const contacts = await trial.importContacts([entry(ADA)]);
    const { status, body } = await trial.call('GET', `/insightData/v3/import/${contacts.importId}`);
    expect([status, body.errorCode]).toEqual([404, 'insightData:importNotFound']);
    expect((await trial.call('GET', '/insightData/v3/import/1')).body.errorCode).toBe('insightData:invalidId');
  });

  it('is the sixth at once and has to wait, while contact imports have places of their own', async () => {
    for (let order = 1; order <= 5; order++) expect((await send([recordOf(ADA, String(order))])).status).toBe(202);
    const refused = await send([recordOf(ADA, '6')]);
    expect([refused.status, refused.body.errorCode]).toEqual([429, 'insightData:tooManyActiveImports']);
    expect((await trial.call('PUT', '/contacts/v3/import', { contacts: [entry(ADA)] })).status).toBe(202);
    trial.simulator.clock.advance(1_000);
    expect((await send([recordOf(ADA, '6')])).status).toBe(202);
    expect(trial.account.importActivity()).toMatchObject({ insightData: { peak: 5 }, contacts: { peak: 1 } });
  });
});

describe('the contact of a record', () => {
  it('must have finished its own import', async () => {
    trial.account.setImportBehaviour('contacts', { durationMs: 5_000 });
    await trial.sendImport([entry('new@example.com')]);
    expect(reasons(await trial.importRecords([recordOf('new@example.com', '1')]))).toEqual([
      ['1', 'ContactEmailDoesNotExist'],
    ]);
    trial.simulator.clock.advance(3_000);
    expect(reasons(await trial.importRecords([recordOf('new@example.com', '1')]))).toBeUndefined();
  });

  it('is looked up by any identifier, and named in the rejection', async () => {
    const by = (key: string, identifier: string, value: string | null) => ({
      contactIdentity: { identifier, value },
      key,
      json: { id: key },
    });
    const contactId = String(trial.account.contact('email', ADA)?.contactId);
    const status = await trial.importRecords([
      by('email', 'email', 'ADA@example.com'),
      by('id', 'contactId', contactId),
      by('mobile', 'mobileNumber', '447123123123'),
      by('custom', 'crm-id', 'A1'),
      by('no-email', 'email', 'none@example.com'),
      by('no-id', 'contactId', '5'),
      by('no-mobile', 'mobileNumber', '447000000000'),
      by('no-custom', 'crm-id', 'none'),
      by('no-identifier', 'shoe-size', '42'),
      by('no-number', 'contactId', 'ada'),
      by('no-value', 'email', null),
      { key: 'no-one', json: {} },
    ]);
    expect(status.summary).toEqual({ totalRecords: 12, totalImported: 4, totalRejected: 8 });
    expect(reasons(status)).toEqual([
      ['no-email', 'ContactEmailDoesNotExist'],
      ['no-id', 'ContactIdDoesNotExist'],
      ['no-mobile', 'ContactPhoneNumberDoesNotExist'],
      ['no-custom', 'ContactCustomIdentifierValueDoesNotExist'],
      ['no-identifier', 'InvalidContactIdentifier'],
      ['no-number', 'InvalidContactIdentifier'],
      ['no-value', 'InvalidContactIdentifier'],
      ['no-one', 'InvalidContactIdentifier'],
    ]);
    expect(status.failures?.[0]).toEqual({
      collectionOwner: { ownerType: 'contact', contactIdentity: { identifier: 'email', value: 'none@example.com' } },
      failureReason: 'ContactEmailDoesNotExist',
      details: ['none@example.com'],
      key: 'no-email',
      json: { id: 'no-email' },
    });
  });

  it('never changes for a key, and a binned one is no contact', async () => {
    trial.account.putContact({ email: 'bob@example.com' });
    await trial.importRecords([recordOf(ADA, '1')]);
    expect(reasons(await trial.importRecords([recordOf('bob@example.com', '1')]))).toEqual([
      ['1', 'KeyExistingForDifferentContact'],
    ]);
    trial.account.binContact('email', ADA);
    expect(reasons(await trial.importRecords([recordOf(ADA, '2')]))).toEqual([['2', 'ContactEmailDoesNotExist']]);
  });

  it('has no place in a collection of the account', async () => {
    const status = await trial.importRecords([recordOf(ADA, '1'), { key: '2', json: { id: '2' } }], CATALOG);
    expect(reasons(status)).toEqual([['1', 'InvalidContactIdentifier']]);
    expect(status.failures?.[0]?.collectionOwner).toMatchObject({ ownerType: 'account' });
  });
});

describe('keys', () => {
  it('count once in an import, the first one winning', async () => {
    const status = await trial.importRecords(
      [
        { key: '1', json: { name: 'First' } },
        { key: '1', json: { name: 'Second' } },
      ],
      CATALOG,
    );
    expect(reasons(status)).toEqual([['1', 'DuplicateKey']]);
    expect(trial.account.record('Catalog_EU', '1')?.json).toEqual({ name: 'First' });
  });

  it.each(['', 'a b', 'a/b', 'ä', 'x'.repeat(256)])('are not "%s"', async (key) => {
    expect(reasons(await trial.importRecords([{ key, json: {} }], CATALOG))).toEqual([[key, 'InvalidClientKey']]);
  });
});

describe('an Insight import whose shape is broken', () => {
  const good = recordOf(ADA, '1');
  it.each<[string, unknown, string]>([
    ['no collection name', { ...ORDERS, collectionName: undefined, records: [good] }, 'collectionName'],
    ['an unknown scope', { ...ORDERS, collectionScope: 'Contact', records: [good] }, 'collectionScope'],
    ['an unknown type', { ...ORDERS, collectionType: 'order', records: [good] }, 'collectionType'],
    ['no records', { ...ORDERS }, 'records'],
    ['empty records', { ...ORDERS, records: [] }, 'records'],
    ['a key of no meaning', { ...ORDERS, records: [good], mergeOption: 'overwrite' }, 'mergeOption'],
    ['a record without key', { ...ORDERS, records: [{ ...good, key: undefined }] }, 'records[0].key'],
    ['a key that is a number', { ...ORDERS, records: [good, { ...good, key: 2 }] }, 'records[1].key'],
    ['JSON as text, as v2 had it', { ...ORDERS, records: [{ ...good, json: '{}' }] }, 'records[0].json'],
    ['a key of no meaning in a record', { ...ORDERS, records: [{ ...good, id: 1 }] }, 'records[0].id'],
    [
      'an identity without identifier',
      { ...ORDERS, records: [{ ...good, contactIdentity: { value: ADA } }] },
      'records[0].contactIdentity.identifier',
    ],
    [
      'an identity that is text',
      { ...ORDERS, records: [{ ...good, contactIdentity: ADA }] },
      'records[0].contactIdentity',
    ],
  ])('%s refuses all of it', async (_what, body, path) => {
    const reply = await trial.call('PUT', '/insightData/v3/import', body);
    expect([reply.status, reply.body.errorCode]).toEqual([400, 'insightData:badRequest']);
    expect(reply.body).not.toHaveProperty('details');
    expect(trial.account.refusals().at(-1)).toMatchObject({ endpoint: 'PUT /insightData/v3/import', path });
  });

  it('can be made to say where', async () => {
    const other = await startTrial({ namesViolations: true });
    const { body } = await other.call('PUT', '/insightData/v3/import', { ...ORDERS, records: [{ json: {} }] });
    expect(body.details).toEqual([{ item: 'records[0].key', description: 'The Key field is required.' }]);
    await other.simulator.close();
  });

  it('is told from what is not JSON', async () => {
    const { status, body } = await trial.call('PUT', '/insightData/v3/import', 'nonsense');
    expect([status, body.errorCode]).toEqual([400, 'insightData:badJson']);
  });
});

describe('an account', () => {
  it('without Insight data answers 403 to all of it, and to nothing else', async () => {
    trial.account.change({ insightDataEnabled: false });
    const refused = [await send([recordOf(ADA, '1')]), await trial.call('GET', '/insightData/v3/collections')];
    for (const { status, body } of refused) {
      expect([status, body.message]).toEqual([403, expect.stringContaining('ERROR_FEATURENOTACTIVE')]);
    }
    expect((await trial.call('GET', '/contacts/v3')).status).toBe(200);
  });

  it('can be made to reject a record with any reason, as often as planned', async () => {
    trial.account.rejectRecord({ collection: 'Orders', key: '1', failureReason: 'Unknown', times: 1 });
    expect(reasons(await trial.importRecords([recordOf(ADA, '1')]))).toEqual([['1', 'Unknown']]);
    expect(reasons(await trial.importRecords([recordOf(ADA, '1')]))).toBeUndefined();
  });

  it('can be made to leave rejections out of the report and to shuffle them', async () => {
    const records = Array.from({ length: 30 }, (_, place) => recordOf('none@example.com', String(place)));
    trial.account.planImports('insightData', {}, { recordsMissingFromReport: 10, shuffleReport: true });
    const keys = (status: InsightStatus) => status.failures?.map(({ key }) => key);
    const whole = await trial.importRecords(records);
    expect(keys(whole)).toEqual(records.map(({ key }) => key));
    const partial = await trial.importRecords(records);
    expect(keys(partial)).toHaveLength(20);
    expect(keys(partial)).not.toEqual(records.slice(0, 20).map(({ key }) => key));
    expect(partial.summary).toMatchObject({ totalRejected: 30 });
  });
});
