import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, InvariantError, TooMuchError, TransientError } from '../../../shared/domain/errors.ts';
import type { SourcePageQuery, SourceResource } from '../../../shared/ports.ts';
import {
  type Answer,
  html,
  json,
  type PlatformDouble,
  page,
  refusal,
  reset,
  stallBeforeHeaders,
  stallInBody,
  startPlatformDouble,
  withoutDate,
} from './platform-double.ts';
import {
  errorOf,
  openSource,
  PROJECT_KEY,
  SECRET_NAME,
  type SourceUnderTest,
  textOf,
  within,
} from './source-under-test.ts';

describe('commercetools in trouble', () => {
  let platform: PlatformDouble;
  let open: SourceUnderTest;
  const readPage = (query: Partial<SourcePageQuery> = {}, ms = 60_000) =>
    open.source.readPage({ resource: 'customers', window: {}, range: {}, limit: 500, ...query }, within(ms));
  const correlationIds = () => platform.apiRequests.map(({ headers }) => headers['x-correlation-id']);

  beforeEach(async () => {
    platform = await startPlatformDouble();
    open = openSource(platform.url);
  });
  afterEach(async () => {
    await open.close();
    await platform.close();
  });

  const passing: [string, Answer][] = [
    ['500', refusal(500, 'General')],
    ['502 with a page of HTML', html(502)],
    ['503', refusal(503, 'OverCapacity')],
    ['503 with nothing', json(503, '')],
    ['504 with a page of HTML', html(504)],
    ['429', refusal(429, 'TooManyRequests')],
    ['500 with an empty list of errors', json(500, { statusCode: 500, message: 'x', errors: [] })],
    ['a reset', reset],
    ['a success without a body', json(200, '')],
    ['a success that is HTML', html(200)],
    ['a success that is cut off', json(200, '{"results":[{"id":"a')],
    ['an answer without a date', withoutDate],
    ['an answer with a date that is none', json(200, { results: [] }, { date: 'yesterday' })],
  ];

  it.each(passing)('tries again after %s, and counts the calls', async (_, answer) => {
    platform.answerWith(answer, page([]));
    expect(await readPage()).toMatchObject({ records: [], calls: 2 });
    expect(open.pausesMs).toEqual([100]);
  });

  it.each(passing)('gives up on %s after four attempts, as a passing trouble', async (_, answer) => {
    platform.answerWith(answer);
    const error = await errorOf(readPage());
    expect(error).toBeInstanceOf(TransientError);
    expect(platform.apiRequests).toHaveLength(4);
    expect(new Set(correlationIds()).size).toBe(4);
    expect(error.message).toContain(String(correlationIds()[3]));
  });

  it.each([
    ['headers', stallBeforeHeaders],
    ['a body', stallInBody],
  ])('does not wait past its deadline for %s that stall', async (_, answer) => {
    // With token and connection at hand, the deadline is the stalled answer's alone.
    await readPage();
    platform.answerWith(answer);
    const error = await errorOf(readPage({}, 60));
    expect(error).toMatchObject({ name: 'TransientError', code: 'commercetools.noAnswer' });
    expect(platform.apiRequests).toHaveLength(2);
  });

  it('waits as long as a 429 asks before it tries again', async () => {
    platform.answerWith(refusal(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '2' }), page([]));
    await readPage();
    expect(open.pausesMs).toEqual([2_100]);
  });

  it('hands a long wait to the caller instead of sitting it out', async () => {
    platform.answerWith(refusal(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '120' }));
    const error = await errorOf(readPage());
    expect(error).toMatchObject({ code: 'commercetools.rateLimited', retryAfterMs: 120_000 });
    expect(platform.apiRequests).toHaveLength(1);
  });

  it('starts no attempt that the deadline leaves no time for', async () => {
    platform.answerWith(refusal(503, 'OverCapacity'));
    await errorOf(readPage({}, 1_050));
    expect(platform.apiRequests).toHaveLength(1);
  });

  it.each([
    ['400 QueryTimedOut', refusal(400, 'QueryTimedOut'), 'commercetools.queryTimedOut'],
    ['400 ContentTooLarge', refusal(400, 'ContentTooLarge'), 'commercetools.tooLarge'],
    ['413 ContentTooLarge', refusal(413, 'ContentTooLarge'), 'commercetools.tooLarge'],
    ['413 with a page of HTML', html(413), 'commercetools.tooLarge'],
    ['414 with nothing', json(414, ''), 'commercetools.tooLarge'],
  ])('asks the caller for less after %s, without trying again', async (_, answer, code) => {
    platform.answerWith(answer);
    const error = await errorOf(readPage());
    expect(error).toBeInstanceOf(TooMuchError);
    expect(error.code).toBe(code);
    expect(platform.apiRequests).toHaveLength(1);
  });

  it.each<[SourceResource, string]>([
    ['customers', 'view_customers'],
    ['orders', 'view_orders'],
    ['product-projections', 'view_products'],
    ['products', 'view_products'],
    ['inventory', 'view_products'],
    ['standalone-prices', 'view_standalone_prices'],
  ])('names the scope that %s need', async (resource, scope) => {
    platform.answerWith(refusal(403, 'insufficient_scope', 'Insufficient scope'));
    const error = await errorOf(readPage({ resource }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'commercetools.insufficientScope' });
    expect(error.message).toContain(`${scope}:${PROJECT_KEY}`);
    expect(error.remedy).toContain(SECRET_NAME);
    expect(platform.apiRequests).toHaveLength(1);
  });

  it.each([
    ['a list that is none', { errors: 'oops', error: 'insufficient_scope' }],
    ['entries without a code', { errors: [{}, null], error: 'insufficient_scope' }],
  ])('reads the reason of a refusal also beside %s', async (_, body) => {
    platform.answerWith(json(403, { statusCode: 403, message: 5, ...body }));
    expect(await errorOf(readPage())).toMatchObject({ code: 'commercetools.insufficientScope' });
  });

  it('names the scope that project settings need', async () => {
    platform.answerWith(refusal(403, 'insufficient_scope'));
    const error = await errorOf(open.source.readProject());
    expect(error.message).toContain(`view_project_settings:${PROJECT_KEY}`);
  });

  it('takes any other 403 to a person as well', async () => {
    platform.answerWith(html(403));
    expect(await errorOf(readPage())).toMatchObject({ name: 'ConfigurationError', code: 'commercetools.forbidden' });
  });

  it.each([
    ['404', refusal(404, 'ResourceNotFound')],
    ['404 with a page of HTML', html(404)],
    ['a redirect', json(301, '', { location: 'https://example.com/' })],
  ])('takes %s for a wrong project or region', async (_, answer) => {
    platform.answerWith(answer);
    const error = await errorOf(readPage());
    expect(error).toMatchObject({ name: 'ConfigurationError', code: 'commercetools.notFound' });
    expect(error.remedy).toMatch(/projectKey and apiUrl .* acme/);
  });

  it("passes the API's explanation on when a filter of the tenant is in the refused request", async () => {
    platform.answerWith(refusal(400, 'InvalidInput', `Malformed parameter: where: ${'x'.repeat(1_000)}`));
    const error = await errorOf(readPage({ where: 'email is defned' }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error.message).toContain('Malformed parameter: where');
    expect(error.message.length).toBeLessThan(600);
    expect(error.remedy).toContain('acme');
  });

  it('takes a refused request without any filter for a defect of its own', async () => {
    platform.answerWith(refusal(400, 'InvalidInput'));
    expect(await errorOf(readPage())).toBeInstanceOf(InvariantError);
    expect(platform.apiRequests).toHaveLength(1);
  });

  it('reports a host that does not answer, with what to check', async () => {
    await platform.close();
    const error = await errorOf(readPage());
    expect(error).toMatchObject({ name: 'TransientError', code: 'commercetools.noAnswer' });
    expect(error.remedy).toContain(platform.url);
  });

  it('lets no content of a broken answer into its errors', async () => {
    const answers = [
      json(200, '{"results":[{"email":"jane@example.com"'),
      json(200, { results: [{ email: 'jane@x' }] }),
    ];
    for (const answer of answers) {
      platform.answerWith(answer);
      expect(textOf(await errorOf(readPage()))).not.toContain('jane');
    }
  });
});
