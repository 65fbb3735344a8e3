import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createContactSink } from '../../../shared/adapters/marketing/contact-sink.ts';
import type { DataField } from '../../../shared/domain/destination.ts';
import type { SeenRequest } from '../http/loopback-server.ts';
import { type Act, openStage, type Stage } from './stage.ts';

const FIELDS: DataField[] = [
  { name: 'FIRSTNAME', type: 'String' },
  { name: 'CUSTOMER_ID', type: 'String' },
];

let stage: Stage;
/** What the account holds; a test may answer a creation otherwise. */
let held: { name: string; type: string }[];
let list: Act;
let onCreate: (field: { name: string; type: string }) => Act;

const respond = ({ method, path, body }: SeenRequest): Act => {
  if (path.startsWith('/v2/address-books/')) return list;
  if (method === 'GET') return { status: 200, body: held.map((field) => ({ ...field, visibility: 'Private' })) };
  return onCreate(JSON.parse(body));
};

beforeEach(async () => {
  stage = await openStage();
  held = [{ name: 'FirstName', type: 'String' }];
  list = { status: 200, body: { id: 7, name: 'Shop', visibility: 'Private', contacts: 0 } };
  onCreate = (field) => {
    held.push(field);
    return { status: 201, body: field };
  };
  stage.answer(respond);
});
afterEach(() => stage.close());

const prepare = (fields = FIELDS) => createContactSink({ client: stage.client, listId: 7, fields }).prepare();
const creations = () =>
  stage.server.requests.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body));

describe('preparing an account for contacts', () => {
  it('takes two requests when everything is there', async () => {
    held.push({ name: 'customer_id', type: 'String' });
    expect(await prepare()).toEqual({ calls: 2 });
    expect(stage.server.requests.map(({ path }) => path)).toEqual(['/v2/address-books/7', '/v2/data-fields']);
  });

  it('counts repeated requests as well', async () => {
    held.push({ name: 'CUSTOMER_ID', type: 'String' });
    let isBusy = true;
    stage.answer((request) => {
      if (!isBusy) return respond(request);
      isBusy = false;
      return { status: 503 };
    });
    expect(await prepare()).toEqual({ calls: 3 });
  });

  it('creates exactly what is missing, for nobody outside to see', async () => {
    expect(await prepare()).toEqual({ calls: 3 });
    expect(creations()).toEqual([{ name: 'CUSTOMER_ID', type: 'String', visibility: 'Private' }]);
  });

  it('is content when somebody else created the field first', async () => {
    onCreate = (field) => {
      held.push(field);
      return { status: 400, body: { message: 'Field exists. ERROR_NON_UNIQUE_DATAFIELD' } };
    };
    await expect(prepare()).resolves.toEqual({ calls: 4 });
  });

  it('notices when somebody else created it with another type', async () => {
    onCreate = ({ name }) => {
      held.push({ name, type: 'Numeric' });
      return { status: 400, body: { message: 'ERROR_NON_UNIQUE_DATAFIELD' } };
    };
    await expect(prepare()).rejects.toMatchObject({ code: 'marketing.fieldTypeClash' });
  });

  it('looks before it believes that a creation without an answer has failed', async () => {
    onCreate = (field) => {
      held.push(field);
      return 'cut';
    };
    await expect(prepare()).resolves.toBeDefined();
    expect(creations()).toHaveLength(1);
  });

  it('reports a creation without an answer that has failed as worth another try', async () => {
    onCreate = () => 'cut';
    await expect(prepare()).rejects.toMatchObject({ name: 'TransientError' });
  });

  it('says that a field is taken though it is not listed, instead of trying for ever', async () => {
    onCreate = () => ({ status: 400, body: { message: 'ERROR_NON_UNIQUE_DATAFIELD' } });
    await expect(prepare()).rejects.toMatchObject({ code: 'marketing.fieldHidden' });
  });
});

describe('an account that cannot take the contacts', () => {
  it('for a field of another type is told all of them at once and creates none', async () => {
    held = [
      { name: 'CUSTOMER_ID', type: 'Numeric' },
      { name: 'DOB', type: 'String' },
    ];
    const work = prepare([...FIELDS, { name: 'DOB', type: 'Date' }]);
    await expect(work).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'marketing.fieldTypeClash',
      message: expect.stringMatching(/CUSTOMER_ID is Numeric and should be String; DOB is String and should be Date/),
      remedy: expect.stringContaining('another name'),
    });
    expect(creations()).toEqual([]);
  });

  it.each([
    ['404 v2', { status: 404, body: { message: 'ERROR_ADDRESSBOOK_NOT_FOUND' } }],
    ['404 empty', { status: 404 }],
    ['400 v2', { status: 400, body: { message: 'ERROR_ADDRESSBOOK_NOT_FOUND' } }],
  ])('for want of the list (%s) is told which setting to change', async (_, answer) => {
    list = answer;
    await expect(prepare()).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'marketing.listMissing',
      message: expect.stringContaining('7'),
      remedy: expect.stringContaining('marketing.listId'),
    });
  });

  it.each(['Test', 'All Contacts', ' all contacts'])('because its list is %j, which is reserved', async (name) => {
    list = { status: 200, body: { id: 7, name } };
    await expect(prepare()).rejects.toMatchObject({ code: 'marketing.listReserved' });
  });

  it.each(['THIS_NAME_IS_FAR_TOO_LONG', 'with space', ''])('because %j cannot be a data field', async (name) => {
    const work = prepare([{ name, type: 'String' }]);
    await expect(work).rejects.toMatchObject({ code: 'marketing.fieldNameUnusable' });
    expect(creations()).toEqual([]);
  });

  it('because it has no room for another field', async () => {
    onCreate = () => ({ status: 400, body: { message: 'ERROR_DATAFIELD_LIMITEXCEEDED' } });
    await expect(prepare()).rejects.toMatchObject({ name: 'ConfigurationError', code: 'marketing.fieldLimit' });
  });

  it('because it refuses a field for another reason', async () => {
    onCreate = () => ({ status: 400, body: { message: 'ERROR_DATAFIELD_INVALID' } });
    await expect(prepare()).rejects.toMatchObject({
      code: 'marketing.refused',
      message: expect.stringContaining('ERROR_DATAFIELD_INVALID'),
    });
  });
});
