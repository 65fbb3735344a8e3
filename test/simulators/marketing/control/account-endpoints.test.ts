import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entry, startTrial, type Trial, USER } from '../trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial();
});
afterEach(() => trial.simulator.close());

const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${trial.simulator.url}/_simulator/accounts${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
};
const ME = `/${USER}`;

describe('control over HTTP', () => {
  it('creates accounts with lists and data fields that work at once', async () => {
    const account = {
      user: 'apiuser-new@apiconnector.com',
      password: 'new',
      region: 'r2',
      lists: ['A', { name: 'B', visibility: 'Public' }],
      dataFields: [{ name: 'DOB', type: 'Date' }],
    };
    const created = await control('POST', '', account);
    expect([created.status, created.body]).toMatchObject([
      201,
      { user: account.user, region: 'r2', lists: [{ name: 'A' }, { name: 'B' }] },
    ]);
    const init = { ...account, baseUrl: trial.simulator.urlOf('r2') };
    expect((await trial.call('GET', '/v2/data-fields', undefined, init)).body).toContainEqual(
      expect.objectContaining({ name: 'DOB', type: 'Date' }),
    );
    expect((await control('GET', '')).body).toHaveLength(2);
  });

  it('says what is wrong with a request', async () => {
    const cases: [string, string, unknown, string][] = [
      ['POST', '', { user: 'x', password: 'y' }, 'apiuser-'],
      ['POST', '', { user: USER, password: 'y' }, 'already'],
      ['PATCH', ME, { limits: { activeImports: 1 } }, 'activeImports'],
      ['PUT', `${ME}/contacts`, { email: 'a@example.com', lists: ['None'] }, 'no list None'],
      ['PUT', `${ME}/contacts`, { email: 'a@example.com', dataFields: { NONE: 1 } }, 'NONE'],
      ['PUT', `${ME}/contacts`, { optInType: 'Double' }, 'email or a mobile number'],
      ['PUT', `${ME}/imports/contacts`, { durationMS: 5 }, 'durationMS'],
      ['POST', `${ME}/lists`, { name: 'Customers' }, 'ERROR_ADDRESSBOOK_DUPLICATE'],
    ];
    for (const [method, path, body, reason] of cases) {
      const reply = await control(method, path, body);
      expect([reply.status, reply.body.message]).toEqual([400, expect.stringContaining(reason)]);
    }
    expect((await control('GET', '/apiuser-none@apiconnector.com')).status).toBe(404);
    expect((await control('GET', `${ME}/nonsense`)).status).toBe(404);
  });

  it('puts contacts with a past, one or many, and reads them back', async () => {
    await control('PUT', `${ME}/contacts`, [
      {
        email: 'ada@example.com',
        optInType: 'Double',
        status: 'unsubscribed',
        created: '2020-01-01T00:00:00Z',
        lists: ['Customers'],
      },
      { email: 'bob@example.com' },
    ]);
    expect((await control('GET', `${ME}/contacts/email/ada@example.com`)).body).toMatchObject({
      created: '2020-01-01T00:00:00.000Z',
      channelProperties: { email: { optInType: 'Double', status: 'unsubscribed' } },
    });
    const first = await control('GET', `${ME}/contacts?limit=1`);
    const rest = await control('GET', `${ME}/contacts?limit=1&from=${first.body.nextFrom}`);
    expect([...first.body.items, ...rest.body.items].map(({ identifiers }) => identifiers.email)).toEqual([
      'ada@example.com',
      'bob@example.com',
    ]);
    expect(rest.body).not.toHaveProperty('nextFrom');
    expect((await control('DELETE', `${ME}/contacts/email/bob@example.com`)).status).toBe(204);
    expect((await control('GET', `${ME}/contacts/email/bob@example.com`)).status).toBe(404);
  });

  it('sets how imports go on, tells which are active and what became of them', async () => {
    await control('PUT', `${ME}/imports/contacts`, { durationMs: 2_000 });
    await control('POST', `${ME}/imports/contacts`, [{ outcome: 'Failed' }]);
    const ids = [
      await trial.sendImport([entry('ada@example.com')]),
      await trial.sendImport([entry('bob@example.com')]),
    ];
    expect((await control('GET', `${ME}/imports/activity`)).body).toEqual({
      contacts: { active: ids, peak: 2 },
      insightData: { active: [], peak: 0 },
    });
    await fetch(`${trial.simulator.url}/_simulator/clock`, { method: 'POST', body: JSON.stringify({ ms: 2_000 }) });
    expect((await control('GET', `${ME}/imports`)).body).toMatchObject([
      { importId: ids[0], status: 'Failed' },
      { importId: ids[1], status: 'Finished' },
    ]);
    await control('DELETE', `${ME}/imports/activity`);
    expect((await control('GET', `${ME}/imports/activity`)).body.contacts).toEqual({ active: [], peak: 0 });
  });

  it('plans rejections, and takes them back', async () => {
    await control('POST', `${ME}/rejections`, {
      identifier: 'email',
      value: 'ada@example.com',
      failureCode: 'Blocker',
    });
    expect((await trial.importContacts([entry('ada@example.com')])).failures).toMatchObject([
      { failures: [{ failureCode: 'Blocker' }] },
    ]);
    await control('DELETE', `${ME}/rejections`);
    expect((await trial.importContacts([entry('ada@example.com')])).failures).toEqual([]);
  });

  it('rotates a password', async () => {
    expect((await control('PATCH', ME, { password: 'fresh' })).status).toBe(200);
    expect((await trial.call('GET', '/contacts/v3')).status).toBe(401);
  });

  it('lists where refused bodies broke their shape', async () => {
    await trial.call('PUT', '/contacts/v3/import', { contacts: [entry('a@example.com'), {}] });
    expect((await control('GET', `${ME}/refusals`)).body).toMatchObject([{ path: 'contacts[1].matchIdentifier' }]);
  });

  it('creates lists and data fields', async () => {
    expect((await control('POST', `${ME}/lists`, { name: 'Guests' })).body).toMatchObject({ name: 'Guests' });
    await control('POST', `${ME}/data-fields`, { name: 'VIP', type: 'Boolean' });
    expect((await control('GET', `${ME}/data-fields`)).body).toContainEqual(expect.objectContaining({ name: 'VIP' }));
    expect((await control('GET', `${ME}/lists`)).body).toHaveLength(2);
  });
});
