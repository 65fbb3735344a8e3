import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_BODY_BYTES } from '../../../shared/adapters/marketing/marketing-client.ts';
import { ConfigurationError, TooMuchError, TransientError } from '../../../shared/domain/errors.ts';
import { KNOWN, openStage, type Stage, unhurried, within } from './stage.ts';

const read = { method: 'GET', path: '/v2/account-info' } as const;
const create = { method: 'POST', path: '/v2/data-fields', body: Buffer.from('{}') } as const;
const importOf = (bytes: number) =>
  ({ method: 'PUT', path: '/contacts/v3/import', body: Buffer.alloc(bytes, ' '), isImport: true }) as const;

const basic = ({ user, password }: typeof KNOWN) =>
  `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const accepted = { status: 202, body: { importId: 'i-1' } };
const failing = (work: Promise<unknown>): Promise<TransientError> =>
  work.then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error) => error,
  );

describe('a request', () => {
  it('is authorized by HTTP Basic, says it is JSON and leaves no double slash', async () => {
    stage.credentials.cached = { user: 'apiuser-1@apiconnector.com', password: 'pä:ss' };
    stage.play({ status: 200, body: {} });
    await stage.client.call(create, unhurried);
    const [request] = stage.server.requests;
    expect(request?.headers.authorization).toBe(basic(stage.credentials.cached));
    expect(request?.headers['content-type']).toBe('application/json');
    expect(request?.headers).not.toHaveProperty('x-ddg-integration-token');
    expect(request?.path).toBe('/v2/data-fields');
  });

  it('goes over a connection that is already open', async () => {
    stage.play({ status: 200, body: {} });
    for (let n = 0; n < 10; n += 1) await stage.client.call(read, unhurried);
    expect(new Set(stage.server.requests.map(({ connection }) => connection)).size).toBeLessThan(5);
  });

  it('above 40 MB is not even sent', async () => {
    const error = await failing(stage.client.call(importOf(MAX_BODY_BYTES + 1), unhurried));
    expect(error).toBeInstanceOf(TooMuchError);
    expect(error.isUncertain).toBe(false);
    expect(stage.server.requests).toHaveLength(0);
  });
});

describe('refused credentials', () => {
  it('are read once more, and the call goes on with the new ones', async () => {
    const rotated = { ...KNOWN, password: 'second' };
    stage.credentials.stored = rotated;
    stage.answer(({ headers }) =>
      headers.authorization === basic(rotated) ? { status: 200, body: 1 } : { status: 401 },
    );
    const answer = await stage.client.call(read, unhurried);
    expect(answer).toMatchObject({ body: 1, calls: 2 });
    expect(stage.credentials.refreshes).toBe(1);
  });

  it('that have not changed are not tried a second time', async () => {
    stage.play({ status: 401 });
    await expect(stage.client.call(read, unhurried)).rejects.toThrow(ConfigurationError);
    expect(stage.server.requests).toHaveLength(1);
  });

  it('that are refused again after the second reading need a person', async () => {
    stage.credentials.stored = { ...KNOWN, password: 'second' };
    stage.play({ status: 401 });
    await expect(stage.client.call(read, unhurried)).rejects.toMatchObject({ code: 'marketing.credentialsRefused' });
    expect(stage.server.requests).toHaveLength(2);
    expect(stage.credentials.refreshes).toBe(1);
  });
});

describe('a repeated call', () => {
  it.each([
    ['a server error', { status: 503 }],
    ['a cut connection', 'cut'],
    ['an answer that is not JSON', { status: 200, body: '<html>' }],
  ] as const)('after %s succeeds and says that the first may have happened too', async (_, first) => {
    stage.play(first, accepted);
    const answer = await stage.client.call(importOf(10), unhurried);
    expect(answer).toMatchObject({ body: { importId: 'i-1' }, calls: 2, isUncertain: true });
  });

  it('after a rate limit is certain that the first did not happen', async () => {
    const date = 'Mon, 01 Jun 2026 12:00:00 GMT';
    const reset = String(Date.parse(date) / 1000 + 3);
    const headers = { date, 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
    stage.play({ status: 429, headers }, accepted);
    const answer = await stage.client.call(importOf(10), unhurried);
    expect(answer).toMatchObject({ calls: 2, isUncertain: false });
    expect(stage.clock.slept).toHaveLength(1);
    expect(stage.clock.slept[0]).toBeGreaterThanOrEqual(3_000);
  });

  it('gives up in the end, and the error says that it may have happened', async () => {
    stage.play('cut');
    const error = await failing(stage.client.call(importOf(10), unhurried));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ code: 'marketing.unreachable', isUncertain: true });
    expect(stage.server.requests.length).toBeGreaterThan(1);
  });

  it('carries the doubt into an error of another kind', async () => {
    stage.play('cut', { status: 429, body: { errorCode: 'contacts:tooManyActiveImports' } });
    const error = await failing(stage.client.call(importOf(10), unhurried));
    expect(error).toMatchObject({ name: 'NoImportSlotError', isUncertain: true });
  });

  it('does not wait in a running function for a limit that is far off', async () => {
    stage.play({ status: 400, body: { message: 'ERROR_APIUSAGE_EXCEEDED' } });
    const error = await failing(stage.client.call(read, unhurried));
    expect(error.retryAfterMs).toBeGreaterThan(60_000);
    expect(stage.clock.slept).toEqual([]);
  });
});

describe('a creation', () => {
  it('that may have happened is not repeated', async () => {
    stage.play('cut');
    await expect(stage.client.call(create, unhurried)).rejects.toMatchObject({ isUncertain: true });
    expect(stage.server.requests).toHaveLength(1);
  });

  it('that did not happen is', async () => {
    const busy = {
      status: 429,
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.now() / 1000) },
    };
    stage.play(busy, { status: 201, body: {} });
    await expect(stage.client.call(create, unhurried)).resolves.toMatchObject({ calls: 2 });
  });

  it('that is the same done twice is repeated as well', async () => {
    stage.play('cut', { status: 200 });
    await expect(stage.client.call({ ...create, isRepeatable: true }, unhurried)).resolves.toMatchObject({ calls: 2 });
  });
});

describe('a call without an answer', () => {
  it('ends with its deadline', async () => {
    stage.play('silence');
    const error = await failing(stage.client.call(importOf(10), within(50)));
    expect(error).toMatchObject({ name: 'TransientError', code: 'marketing.timedOut', isUncertain: true });
  });

  it('under a body far above a page is taken for one that was too large', async () => {
    stage.server.respondWith((_, response) => void response.destroy());
    const error = await failing(stage.client.call(importOf(12 * 1024 * 1024), unhurried));
    expect(error).toMatchObject({ name: 'TooMuchError', isUncertain: true });
    expect(stage.server.requests).toHaveLength(1);
  });

  it('for want of a server is certain not to have happened', async () => {
    await stage.server.close();
    const error = await failing(stage.client.call(importOf(10), unhurried));
    expect(error).toMatchObject({ code: 'marketing.unreachable', isUncertain: false });
    expect(error.remedy).toContain('marketing.apiUrl');
  });
});
