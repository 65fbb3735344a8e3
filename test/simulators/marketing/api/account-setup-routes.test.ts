import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entry, startTrial, type Trial } from '../trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial();
});
afterEach(() => trial.simulator.close());

const createList = (body: unknown) => trial.call('POST', '/v2/address-books', body);
const createField = (body: unknown) => trial.call('POST', '/v2/data-fields', body);

describe('lists', () => {
  it('are created private unless said otherwise, and count their contacts', async () => {
    const created = await createList({ name: 'Guests' });
    expect([created.status, created.body]).toEqual([
      200,
      { id: expect.any(Number), name: 'Guests', visibility: 'Private', contacts: 0 },
    ]);
    await trial.importContacts([entry('ada@example.com', { lists: [created.body.id] })]);
    expect((await trial.call('GET', `/v2/address-books/${created.body.id}`)).body).toMatchObject({ contacts: 1 });
    await trial.call('DELETE', '/contacts/v3/email/ada@example.com');
    expect((await trial.call('GET', `/v2/address-books/${created.body.id}`)).body).toMatchObject({ contacts: 0 });
  });

  it('answer 201 to their creation on demand', async () => {
    const other = await startTrial({ listCreatedStatus: 201 });
    expect((await other.call('POST', '/v2/address-books', { name: 'Guests' })).status).toBe(201);
    await other.simulator.close();
  });

  it('are paged as a bare array', async () => {
    for (const name of ['B', 'C', 'D']) await createList({ name, visibility: 'Public' });
    const names = async (query: string) =>
      (await trial.call('GET', `/v2/address-books${query}`)).body.map((list) => (list as { name: string }).name);
    expect(await names('')).toEqual(['Customers', 'B', 'C', 'D']);
    expect(await names('?select=2&skip=1')).toEqual(['B', 'C']);
    expect(await names('?select=2&skip=4')).toEqual([]);
    expect(await names('/public?select=1')).toEqual(['B']);
    expect(await names('/private')).toEqual(['Customers']);
    expect((await trial.call('GET', '/v2/address-books?select=1001')).body.message).toContain(
      'ERROR_PARAMETER_INVALID',
    );
  });

  it.each([
    [{ name: 'customers' }, 'ERROR_ADDRESSBOOK_DUPLICATE'],
    [{ name: 'All Contacts' }, 'ERROR_ADDRESSBOOK_NOTWRITABLE'],
    [{ name: 'Test' }, 'ERROR_ADDRESSBOOK_NOTWRITABLE'],
    [{ name: 'x'.repeat(129) }, 'ERROR_PARAMETER_INVALID'],
    [{ name: '' }, 'ERROR_PARAMETER_INVALID'],
    [{}, 'ERROR_PARAMETER_INVALID'],
    [{ name: 'Guests', visibility: 'Secret' }, 'ERROR_PARAMETER_INVALID'],
    ['{', 'ERROR_PARAMETER_INVALID'],
  ])('refuse %j with %s', async (body, code) => {
    const { status, body: answer } = await createList(body);
    expect([status, answer.message]).toEqual([400, expect.stringContaining(code)]);
  });

  it('are limited in number', async () => {
    const small = await startTrial({}, { limits: { lists: 1 } });
    const { status, body } = await small.call('POST', '/v2/address-books', { name: 'Second' });
    expect([status, body.message]).toEqual([400, expect.stringContaining('ERROR_ADDRESSBOOK_LIMITEXCEEDED')]);
    await small.simulator.close();
  });

  it('are renamed and deleted, contacts staying behind', async () => {
    const id = trial.account.lists()[0]?.id;
    await trial.importContacts([entry('ada@example.com', { lists: [id] })]);
    const renamed = await trial.call('PUT', `/v2/address-books/${id}`, { name: 'CUSTOMERS', visibility: 'Public' });
    expect([renamed.status, renamed.body]).toMatchObject([200, { name: 'CUSTOMERS', visibility: 'Public' }]);
    expect((await trial.call('DELETE', `/v2/address-books/${id}`)).status).toBe(204);
    expect((await trial.readContact('ada@example.com')).lists).toEqual([]);
    for (const method of ['GET', 'DELETE']) {
      const { status, body } = await trial.call(method, `/v2/address-books/${id}`);
      expect([status, body.message]).toEqual([404, expect.stringContaining('ERROR_ADDRESSBOOK_NOT_FOUND')]);
    }
  });
});

describe('data fields', () => {
  it('are there from the start, and not paged', async () => {
    const { body } = await trial.call('GET', '/v2/data-fields');
    expect(body.map((field) => (field as { name: string }).name)).toEqual(
      'FIRSTNAME LASTNAME FULLNAME GENDER POSTCODE LASTSUBSCRIBED NOTES'.split(' '),
    );
    expect(body[0]).toEqual({ name: 'FIRSTNAME', type: 'String', visibility: 'Public', defaultValue: null });
  });

  it('are created over the API and usable from then on', async () => {
    const created = await createField({ name: 'CUSTOMER_ID', type: 'String' });
    expect([created.status, created.body]).toEqual([
      201,
      { name: 'CUSTOMER_ID', type: 'String', visibility: 'Private', defaultValue: null },
    ]);
    const report = await trial.importContacts([entry('ada@example.com', { dataFields: { CUSTOMER_ID: 'c1' } })]);
    expect(report.failures).toEqual([]);
  });

  it('take a default of their own type, in quotes or without', async () => {
    expect((await createField({ name: 'A', type: 'Numeric', defaultValue: '5' })).body.defaultValue).toBe(5);
    expect((await createField({ name: 'B', type: 'Boolean', defaultValue: true })).body.defaultValue).toBe(true);
  });

  it.each([
    [{ name: 'firstname', type: 'String' }, 'ERROR_NON_UNIQUE_DATAFIELD'],
    [{ name: 'x'.repeat(21), type: 'String' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'WITH SPACE', type: 'String' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'Email', type: 'String' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'unsubscribed', type: 'Boolean' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'GOOD', type: 'Text' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'GOOD' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'GOOD', type: 'String', visibility: 'private' }, 'ERROR_DATAFIELD_INVALID'],
    [{ name: 'GOOD', type: 'Numeric', defaultValue: 'many' }, 'ERROR_DATAFIELD_INVALID'],
    [[], 'ERROR_PARAMETER_INVALID'],
  ])('refuse %j with %s', async (body, code) => {
    const { status, body: answer } = await createField(body);
    expect([status, answer.message]).toEqual([400, expect.stringContaining(code)]);
  });

  it('are limited in number by type', async () => {
    const fields = Array.from({ length: 49 }, (_, number) => ({ name: `DATE_${number}`, type: 'Date' }));
    const replies = [];
    for (const field of fields) replies.push(await createField(field));
    // LASTSUBSCRIBED is a date too.
    expect(replies.slice(0, 48).every(({ status }) => status === 201)).toBe(true);
    expect(replies[48]?.body.message).toContain('ERROR_DATAFIELD_LIMITEXCEEDED');
    expect((await createField({ name: 'FLAG', type: 'Boolean' })).status).toBe(201);
  });

  it('are deleted with their values, unless something uses them', async () => {
    await createField({ name: 'SHOE_SIZE', type: 'Numeric' });
    await trial.importContacts([entry('ada@example.com', { dataFields: { SHOE_SIZE: 38 } })]);
    trial.account.setDataFieldDependencies('SHOE_SIZE', ['Segment 12']);
    const remove = async (name: string) => (await trial.call('DELETE', `/v2/data-fields/${name}`)).body;
    expect(await remove('SHOE_SIZE')).toEqual({ dependencies: ['Segment 12'], result: false });
    trial.account.setDataFieldDependencies('SHOE_SIZE', []);
    expect(await remove('shoe_size')).toEqual({ dependencies: null, result: true });
    expect((await trial.readContact('ada@example.com')).dataFields).toEqual({});
    expect((await remove('SHOE_SIZE')).message).toContain('ERROR_DATAFIELD_NOTFOUND');
    expect(await remove('FIRSTNAME')).toMatchObject({ result: false });
  });
});
