import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createList } from '../../../shared/adapters/marketing/create-list.ts';
import { createMarketingReader, type MarketingReader } from '../../../shared/adapters/marketing/marketing-reader.ts';
import { openStage, type Stage, unhurried } from './stage.ts';

let stage: Stage;
let reader: MarketingReader;
beforeEach(async () => {
  stage = await openStage();
  reader = createMarketingReader(stage.client);
});
afterEach(() => stage.close());

const paths = () => stage.server.requests.map(({ path }) => path);

describe('the account', () => {
  it('tells its id, its region without a trailing slash, and its properties', async () => {
    const properties = [
      { name: 'ApiEndpoint', type: 'String', value: 'https://r2-api.dotdigital.com/' },
      { name: 'CurrencyCode', type: 'String', value: 'GBP' },
      { name: 'APILocale', type: 'String', value: null },
    ];
    stage.play({ status: 200, body: { id: 17, properties } });
    const account = await reader.readAccountInfo(unhurried);
    expect(account).toMatchObject({ accountId: 17, apiUrl: 'https://r2-api.dotdigital.com', calls: 1 });
    expect(account.properties.get('CurrencyCode')).toBe('GBP');
    expect(paths()).toEqual(['/v2/account-info']);
  });

  it('that is not described as one cannot be read, and its contents stay out of the error', async () => {
    stage.play({ status: 200, body: { id: 'ada@example.com' } });
    const work = reader.readAccountInfo(unhurried);
    await expect(work).rejects.toMatchObject({ code: 'marketing.unreadableAnswer' });
    await expect(work).rejects.toThrow(/id, properties/);
    await expect(work).rejects.not.toThrow(/ada/);
  });
});

describe('what is held', () => {
  it('is listed by collection', async () => {
    const collections = [
      { collectionName: 'Orders', collectionType: 'orders', collectionScope: 'contact', recordCount: 2 },
    ];
    stage.play({ status: 200, body: collections });
    expect(await reader.listCollections(unhurried)).toEqual({ collections, calls: 1 });
  });

  it('has a schema with columns in columns', async () => {
    const schema = [
      { name: 'key', mode: 'NULLABLE', type: 'STRING', fields: [] },
      { name: 'json', type: 'RECORD', fields: [{ name: 'products', mode: 'REPEATED', type: 'RECORD', fields: [] }] },
    ];
    stage.play({ status: 200, body: { collectionName: 'Orders', collectionType: 'orders', schema } });
    expect(await reader.readSchema('Orders', unhurried)).toEqual({ columns: schema, calls: 1 });
    expect(paths()).toEqual(['/insightData/v3/collections/Orders/schema']);
  });

  it('has no schema when it is not there', async () => {
    stage.play({ status: 404 });
    expect(await reader.readSchema('Orders', unhurried)).toEqual({ columns: undefined, calls: 1 });
  });

  it('includes a contact by email, whatever characters are in it', async () => {
    const body = {
      contactId: 5,
      status: 'somethingNew',
      identifiers: { email: 'a+b/c@example.com' },
      dataFields: { DOB: null },
    };
    stage.play({ status: 200, body });
    expect(await reader.readContact('a+b/c@example.com', unhurried)).toEqual({ contact: body, calls: 1 });
    expect(paths()).toEqual(['/contacts/v3/email/a%2Bb%2Fc%40example.com']);
  });

  it('has no contact where there is none', async () => {
    stage.play({ status: 404, body: { errorCode: 'contacts:contactNotFound' } });
    expect(await reader.readContact('ada@example.com', unhurried)).toEqual({ contact: undefined, calls: 1 });
  });

  it('may not be read for a reason only a person can remove', async () => {
    stage.play({ status: 409, body: { errorCode: 'contacts:conflict', description: 'ada@example.com is two' } });
    const work = reader.readContact('ada@example.com', unhurried);
    await expect(work).rejects.toMatchObject({ name: 'ConfigurationError', code: 'marketing.refused' });
    await expect(work).rejects.not.toThrow(/ada/);
  });
});

describe('lists', () => {
  it('are read a thousand at a time, until there are no more', async () => {
    const lists = Array.from({ length: 1001 }, (_, id) => ({
      id,
      name: `List ${id}`,
      visibility: 'Private',
      contacts: 0,
    }));
    stage.answer(({ path }) => {
      const skip = Number(new URL(path, 'http://x').searchParams.get('skip'));
      return { status: 200, body: lists.slice(skip, skip + 1000) };
    });
    const found = await reader.listLists(unhurried);
    expect(found.calls).toBe(2);
    expect(found.lists.map(({ id }) => id)).toEqual(lists.map(({ id }) => id));
    expect(paths()).toEqual(['/v2/address-books?select=1000&skip=0', '/v2/address-books?select=1000&skip=1000']);
  });

  it('are created private; a name that is taken and a full account say what to do', async () => {
    stage.play({ status: 201, body: { id: 7, name: 'New', visibility: 'Private', contacts: 0 } });
    expect(await createList(stage.client, 'New', unhurried)).toEqual({ id: 7, name: 'New' });
    const [request] = stage.server.requests;
    expect(JSON.parse(String(request?.body))).toEqual({ name: 'New', visibility: 'Private' });
    for (const [word, code] of [
      ['DUPLICATE', 'marketing.listNameTaken'],
      ['LIMITEXCEEDED', 'marketing.listLimit'],
    ]) {
      stage.play({ status: 400, body: { message: `No. ERROR_ADDRESSBOOK_${word}` } });
      await expect(createList(stage.client, 'New', unhurried)).rejects.toMatchObject({
        code,
        remedy: expect.any(String),
      });
    }
  });
});

describe('a record', () => {
  const body = { key: 'a/b', json: { id: 'a/b' }, created: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z' };

  it('is read from its owner, key and address percent-encoded', async () => {
    stage.play({ status: 200, body });
    const record = { collectionName: 'Orders', key: 'a/b' };
    expect(await reader.readRecord({ ...record, email: 'ada+1@example.com' }, unhurried)).toEqual({
      json: body.json,
      calls: 1,
    });
    await reader.readRecord(record, unhurried);
    expect(paths()).toEqual([
      '/insightData/v3/contacts/email/ada%2B1%40example.com/Orders/a%2Fb',
      '/insightData/v3/account/Orders/a%2Fb',
    ]);
  });

  it.each([404, 400])('that Marketing answers with %i is not held', async (status) => {
    stage.play({ status, body: { errorCode: 'insightData:recordNotFound', description: '' } });
    expect(await reader.readRecord({ collectionName: 'Orders', key: 'x' }, unhurried)).toMatchObject({
      json: undefined,
    });
    expect(await reader.readContact('not an address', unhurried)).toMatchObject({ contact: undefined });
  });
});
