import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entry, PASSWORD, startTrial, type Trial, USER } from '../trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial({}, { name: 'Acme', currencyCode: 'EUR' });
});
afterEach(() => trial.simulator.close());

const ROUTES = ['/v2/data-fields', '/contacts/v3'];

describe('credentials', () => {
  it.each([
    ['an unknown user', { user: 'apiuser-none@apiconnector.com' }],
    ['a wrong password', { password: 'wrong' }],
  ])('%s is answered 401, with a body in v2 and without one in v3', async (_what, init) => {
    const [v2, v3] = await Promise.all(ROUTES.map((path) => trial.call('GET', path, undefined, init)));
    expect([v2?.status, v2?.body.message]).toEqual([401, expect.stringContaining('denied')]);
    expect([v3?.status, v3?.body]).toEqual([401, undefined]);
  });

  it('no credentials at all are answered 401', async () => {
    expect((await fetch(`${trial.simulator.url}/contacts/v3`)).status).toBe(401);
  });

  it('rotate, and can be switched off', async () => {
    trial.account.change({ password: 'fresh' });
    expect((await trial.call('GET', '/contacts/v3')).status).toBe(401);
    expect((await trial.call('GET', '/contacts/v3', undefined, { password: 'fresh' })).status).toBe(200);
    trial.account.change({ isEnabled: false });
    expect((await trial.call('GET', '/contacts/v3', undefined, { password: 'fresh' })).status).toBe(401);
  });

  it('keep accounts apart', async () => {
    const other = { user: 'apiuser-other@apiconnector.com', password: 'other' };
    trial.simulator.addAccount(other);
    await trial.importContacts([entry('ada@example.com')]);
    expect((await trial.call('GET', '/contacts/v3/email/ada@example.com', undefined, other)).status).toBe(404);
    expect((await trial.call('GET', '/v2/address-books', undefined, other)).body).toEqual([]);
  });

  it('belong to one account each', () => {
    expect(() => trial.simulator.addAccount({ user: USER, password: PASSWORD })).toThrow('already');
    expect(() => trial.simulator.addAccount({ user: 'someone@example.com', password: 'x' })).toThrow('apiuser-');
  });
});

describe('regions', () => {
  it('answer 403 to accounts of another, which account-info leads home', async () => {
    const far = { user: 'apiuser-far@apiconnector.com', password: 'far' };
    trial.simulator.addAccount({ ...far, region: 'r2' });
    for (const path of ROUTES) {
      const { status, body } = await trial.call('GET', path, undefined, far);
      expect([status, JSON.stringify(body)]).toEqual([403, expect.stringContaining('denied')]);
    }
    const info = await trial.call('GET', '/v2/account-info', undefined, far);
    const home = (info.body.properties as { name: string; value: string }[]).find(({ name }) => name === 'ApiEndpoint');
    expect(home?.value).toBe(trial.simulator.urlOf('r2'));
    expect((await trial.call('GET', '/contacts/v3', undefined, { ...far, baseUrl: home?.value ?? '' })).status).toBe(
      200,
    );
    expect((await trial.call('GET', '/contacts/v3', undefined, { baseUrl: trial.simulator.urlOf('r2') })).status).toBe(
      403,
    );
  });

  it('may be another one for the bare URL, and end with a slash in account-info', async () => {
    const trialR3 = await startTrial({ region: 'r3', endpointWithSlash: true }, { region: 'r3' });
    const { body } = await trialR3.call('GET', '/v2/account-info');
    expect(body.properties).toContainEqual({ name: 'ApiEndpoint', type: 'String', value: `${trialR3.simulator.url}/` });
    await trialR3.simulator.close();
  });
});

describe('account-info', () => {
  it('tells name, currency and the calls of the last hour, all as text', async () => {
    await trial.call('GET', '/contacts/v3');
    trial.simulator.clock.advance(3_600_000);
    await trial.call('GET', '/contacts/v3');
    const { body } = await trial.call('GET', '/v2/account-info');
    expect(body).toMatchObject({ id: 1 });
    expect(body.properties).toEqual(
      expect.arrayContaining([
        { name: 'Name', type: 'String', value: 'Acme' },
        { name: 'CurrencyCode', type: 'String', value: 'EUR' },
        { name: 'ApiCallsInLastHour', type: 'Int', value: '2' },
        { name: 'ApiCallsRemaining', type: 'Int', value: '1998' },
      ]),
    );
  });
});

describe('call rates', () => {
  const readLow = () => trial.call('GET', '/contacts/v3');
  const poll = () => trial.call('GET', '/contacts/v3/import/00000000-0000-4000-8000-000000000000');

  it('are not limited unless asked for', async () => {
    const replies = await Promise.all(Array.from({ length: 50 }, readLow));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(replies[0]?.headers.get('x-ratelimit-limit')).toBeNull();
  });

  it('are counted by tier, told in headers, and begin anew each minute', async () => {
    trial.account.change({ rateScheme: { scheme: 'tiered', callsPerMinute: { low: 2 } } });
    const first = await readLow();
    expect(Object.fromEntries([...first.headers].filter(([name]) => name.startsWith('x-rate')))).toEqual({
      'x-ratelimit-limit': '2',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-reset': String(Date.parse('2026-03-01T12:01:00Z') / 1_000),
      'x-ratelimit-scope': 'lowCallRate',
    });
    await readLow();
    const refused = await readLow();
    expect([refused.status, refused.body, refused.headers.get('x-ratelimit-remaining')]).toEqual([429, undefined, '0']);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect((await trial.call('GET', '/v2/data-fields')).status).toBe(200);
    trial.simulator.clock.advance(60_000);
    expect((await readLow()).status).toBe(200);
  });

  it('allow 35 low calls and any number of polls a minute by default', async () => {
    trial.account.change({ rateScheme: { scheme: 'tiered' } });
    const low = await Promise.all(Array.from({ length: 36 }, readLow));
    expect(low.filter(({ status }) => status === 200)).toHaveLength(35);
    const polls = await Promise.all(Array.from({ length: 310 }, poll));
    expect(new Set(polls.map(({ status }) => status))).toEqual(new Set([404]));
  });

  it('put their headers on a full queue too, so that only the error code tells the two 429s apart', async () => {
    trial.account.change({ rateScheme: { scheme: 'tiered' }, limits: { activeContactImports: 0 } });
    const refused = await trial.call('PUT', '/contacts/v3/import', { contacts: [entry('a@example.com')] });
    expect([refused.status, refused.body.errorCode]).toEqual([429, 'contacts:tooManyActiveImports']);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('34');
  });

  it.each([
    ['documented', 'X-RateLimit-Limit'],
    ['lower', 'x-ratelimit-limit'],
    ['upper', 'X-RATELIMIT-LIMIT'],
  ] as const)('spell their headers %s', async (headerCasing, name) => {
    let sent: readonly string[] = [];
    const other = await startTrial({ onExchange: (_request, reply) => (sent = Object.keys(reply.headers ?? {})) });
    other.account.change({ rateScheme: { scheme: 'tiered', headerCasing } });
    await other.call('GET', '/contacts/v3');
    expect(sent).toContain(name);
    await other.simulator.close();
  });

  it('hide the flat limit of old accounts in a 400', async () => {
    trial.account.change({ rateScheme: { scheme: 'flat', callsPerHour: 2 } });
    await Promise.all([readLow(), poll()]);
    const refused = await readLow();
    expect([refused.status, refused.body.message]).toEqual([400, expect.stringContaining('ERROR_APIUSAGE_EXCEEDED')]);
    trial.simulator.clock.advance(3_600_000);
    expect((await readLow()).status).toBe(200);
  });
});

describe('what there is not', () => {
  it.each([
    ['GET', '/contacts/v4', 404],
    ['POST', '/contacts/v3/import', 405],
  ])('%s %s is answered %i', async (method, path, status) => {
    expect((await trial.call(method, path)).status).toBe(status);
  });
});

describe('the call log', () => {
  it('names the route and the account, whatever the region in the path', async () => {
    await trial.importContacts([entry('ada@example.com')]);
    await trial.call('GET', '/contacts/v3', undefined, { baseUrl: trial.simulator.urlOf('r2') });
    const { byEndpoint, byGroup } = trial.simulator.calls.summary();
    expect(byEndpoint).toMatchObject({
      'PUT /contacts/v3/import': { count: 1, errors: 0 },
      'GET /contacts/v3/import/{importId}': { count: 1 },
      'GET /contacts/v3': { count: 1, errors: 1 },
    });
    expect(byGroup).toMatchObject({ [USER]: { count: 3 } });
  });
});

describe('faults', () => {
  it('come in the envelope of the platform, as HTML or empty', async () => {
    const strike = (status: number, body?: 'html' | 'empty') =>
      trial.simulator.faults.add({ times: 1, action: { type: 'status', status, ...(body && { body }) } });
    strike(503);
    strike(502, 'html');
    strike(401, 'empty');
    strike(400);
    const replies = [];
    for (let call = 0; call < 4; call++) replies.push((await trial.call('GET', '/contacts/v3')).body);
    expect(replies).toEqual([
      { message: expect.stringContaining('ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE') },
      expect.stringContaining('<html>'),
      undefined,
      { errorCode: 'simulator:fault', description: expect.any(String) },
    ]);
  });

  it('can lose the answer to an import that was accepted', async () => {
    trial.simulator.faults.add({ path: '/contacts/v3/import', times: 1, action: { type: 'reset', handled: true } });
    await expect(trial.sendImport([entry('ada@example.com')])).rejects.toThrow('fetch failed');
    trial.simulator.clock.advance(1_000);
    expect(trial.account.contactCount).toBe(1);
  });
});
