import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, TransientError } from '../../../shared/domain/errors.ts';
import { html, json, type PlatformDouble, page, refusal, reset, startPlatformDouble } from './platform-double.ts';
import {
  errorOf,
  openSource,
  PROJECT_KEY,
  SECRET_NAME,
  type SourceUnderTest,
  textOf,
  within,
} from './source-under-test.ts';

const invalidClient = json(401, {
  statusCode: 401,
  message: 'Please provide valid client credentials using HTTP Basic Authentication.',
  errors: [{ code: 'invalid_client', message: 'Please provide valid client credentials.' }],
  error: 'invalid_client',
});
const invalidToken = refusal(401, 'invalid_token', 'Invalid token');

describe('access to commercetools', () => {
  let platform: PlatformDouble;
  let open: SourceUnderTest;
  const readPage = (ms = 60_000) =>
    open.source.readPage({ resource: 'customers', window: {}, range: {}, limit: 500 }, within(ms));
  const tokensUsed = () => platform.apiRequests.map(({ headers }) => headers.authorization);

  beforeEach(async () => {
    platform = await startPlatformDouble();
    open = openSource(platform.url);
  });
  afterEach(async () => {
    await open.close();
    await platform.close();
  });

  it('gets one token for ten requests that start together', async () => {
    await Promise.all(Array.from({ length: 10 }, () => readPage()));
    expect(platform.tokenRequests).toEqual([
      { clientId: 'client', clientSecret: 'first-secret', body: 'grant_type=client_credentials' },
    ]);
    expect(tokensUsed()).toEqual(Array(10).fill('Bearer token-1'));
  });

  it('does not count the call for a token among the calls of a page', async () => {
    expect((await readPage()).calls).toBe(1);
  });

  it('renews a token five minutes before it ends', async () => {
    platform.tokenSeconds = 3_600;
    await readPage();
    open.passSeconds(3_299);
    await readPage();
    open.passSeconds(1);
    await readPage();
    expect(tokensUsed()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('renews a short-lived token only near its end', async () => {
    platform.tokenSeconds = 100;
    await readPage();
    open.passSeconds(89);
    await readPage();
    open.passSeconds(1);
    await readPage();
    expect(tokensUsed()).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
  });

  it('goes on with a token that is still good when its renewal fails, and not for a second longer', async () => {
    platform.tokenSeconds = 3_600;
    await readPage();
    open.passSeconds(3_599);
    platform.tokenAnswers = Array(4).fill(refusal(503, 'OverCapacity'));
    await readPage();
    open.passSeconds(1);
    platform.tokenAnswers = Array(4).fill(refusal(503, 'OverCapacity'));
    expect(await errorOf(readPage())).toBeInstanceOf(TransientError);
    expect(tokensUsed()).toEqual(['Bearer token-1', 'Bearer token-1']);
  });

  it('gets a new token when the API refuses one', async () => {
    platform.answerWith(invalidToken, page([]));
    expect((await readPage()).calls).toBe(2);
    expect(tokensUsed()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(open.refreshes()).toBe(0);
  });

  it('replaces a refused token once for all requests that used it', async () => {
    await readPage();
    platform.answerWith((response, request) => {
      const isOld = request.headers.authorization === 'Bearer token-1';
      (isOld ? invalidToken : page([]))(response, request);
    });
    await Promise.all(Array.from({ length: 5 }, () => readPage()));
    expect(platform.tokenRequests).toHaveLength(2);
  });

  it('reads the secret again when a second token is refused, and goes on with rotated credentials', async () => {
    open.secret.clientSecret = 'rotated-secret';
    platform.answerWith(invalidToken, invalidToken, page([]));
    expect((await readPage()).calls).toBe(3);
    expect(platform.tokenRequests.map(({ clientSecret }) => clientSecret)).toEqual([
      'first-secret',
      'first-secret',
      'rotated-secret',
    ]);
  });

  it('stops for a person when tokens of unchanged credentials are refused', async () => {
    platform.answerWith(invalidToken);
    const error = await errorOf(readPage());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      code: 'commercetools.invalidToken',
      remedy: expect.stringMatching(`${SECRET_NAME}.*${PROJECT_KEY}.*${platform.url}`),
    });
    expect(platform.apiRequests).toHaveLength(2);
    expect(open.refreshes()).toBe(1);
  });

  it('stops for a person when even the rotated credentials get tokens that are refused', async () => {
    open.secret.clientSecret = 'rotated-secret';
    platform.answerWith(invalidToken);
    expect(await errorOf(readPage())).toMatchObject({ code: 'commercetools.invalidToken' });
    expect(platform.apiRequests).toHaveLength(3);
  });

  it('picks up credentials that were rotated before a token was needed', async () => {
    open.secret.clientSecret = 'rotated-secret';
    platform.tokenAnswers = [invalidClient];
    await readPage();
    expect(platform.tokenRequests.map(({ clientSecret }) => clientSecret)).toEqual(['first-secret', 'rotated-secret']);
  });

  it.each([
    ['401 invalid_client', invalidClient],
    ['400 invalid_client', refusal(400, 'invalid_client')],
    ['403 with a page of HTML', html(403)],
  ])('names the secret and the remedy when the credentials are refused: %s', async (_, answer) => {
    platform.tokenAnswers = [answer];
    const error = await errorOf(readPage());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'commercetools.invalidClient', remedy: expect.stringContaining(SECRET_NAME) });
    expect(error.message).toContain('acme');
    expect(textOf(error)).not.toContain('first-secret');
    expect(platform.tokenRequests).toHaveLength(1);
    expect(platform.apiRequests).toHaveLength(0);
  });

  it('asks again, after the credentials were refused, for every later request', async () => {
    platform.tokenAnswers = [invalidClient];
    await errorOf(readPage());
    expect(await readPage()).toMatchObject({ calls: 1 });
  });

  it.each([
    ['503', refusal(503, 'OverCapacity')],
    ['502 with a page of HTML', html(502)],
    ['a reset', reset],
    ['an empty success', json(200, '')],
    ['a success that is no token', json(200, { token: 'x' })],
  ])('tries again when the authorization service has a passing trouble: %s', async (_, answer) => {
    platform.tokenAnswers = [answer];
    expect((await readPage()).calls).toBe(1);
    expect(platform.tokenRequests).toHaveLength(2);
    expect(open.pausesMs).toHaveLength(1);
  });

  it('waits as long as the authorization service asks', async () => {
    platform.tokenAnswers = [refusal(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '3' })];
    await readPage();
    expect(open.pausesMs[0]).toBeGreaterThanOrEqual(3_000);
  });

  it('gives up on an authorization service that stays away', async () => {
    platform.tokenAnswers = Array(4).fill(refusal(503, 'OverCapacity'));
    expect(await errorOf(readPage())).toMatchObject({ name: 'TransientError', code: 'commercetools.unavailable' });
    expect(platform.tokenRequests).toHaveLength(4);
  });

  it('takes a wrong authUrl to a person', async () => {
    platform.tokenAnswers = [html(404)];
    const error = await errorOf(readPage());
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'commercetools.wrongAuthUrl' });
    expect(error.remedy).toContain(platform.url);
  });

  it('does not let a stalled authorization service hold a request past its deadline', async () => {
    let release: (() => void) | undefined;
    platform.tokenAnswers = [
      (response, request) => {
        release = () => json(200, { access_token: 'late', expires_in: 3_600 })(response, request);
      },
    ];
    expect(await errorOf(readPage(50))).toMatchObject({ name: 'TransientError', code: 'commercetools.noAnswer' });
    release?.();
    expect(await readPage()).toMatchObject({ calls: 1 });
    expect(tokensUsed()).toEqual(['Bearer late']);
  });
});
