import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { createCredentialStore } from '../../../shared/adapters/secrets/credentials.ts';
import { ConfigurationError, TransientError } from '../../../shared/domain/errors.ts';
import { addSeconds } from '../../../shared/domain/instant.ts';

const SECRET = 'sync/acme';
const content = (clientSecret = 'first') => ({
  commercetools: { clientId: 'id', clientSecret },
  marketing: { user: 'api-user', password: 'pass' },
});

describe('credentials from Secrets Manager', () => {
  const secretsManager = new SecretsManagerClient({ region: 'eu-west-1' });
  const aws = mockClient(secretsManager);
  let now = '2026-08-04T10:00:00.000Z';
  const open = () => createCredentialStore({ secretsManager, clock: { now: () => now } });
  const store = (value: unknown) =>
    aws.on(GetSecretValueCommand).resolves({ SecretString: typeof value === 'string' ? value : JSON.stringify(value) });
  const reads = () => aws.commandCalls(GetSecretValueCommand).map(({ args }) => args[0].input.SecretId);
  const errorOf = async (reading: Promise<unknown>) => {
    const error = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof ConfigurationError || error instanceof TransientError) return error;
    throw new Error(`Expected an error of the domain, got ${String(error)}`);
  };

  beforeEach(() => {
    aws.reset();
    store(content());
    now = '2026-08-04T10:00:00.000Z';
  });

  it('gives each side its own half', async () => {
    const credentials = open();
    expect(await credentials.commercetools(SECRET).read()).toEqual({ clientId: 'id', clientSecret: 'first' });
    expect(await credentials.marketing(SECRET).read()).toEqual({ user: 'api-user', password: 'pass' });
    expect(reads()).toEqual([SECRET]);
  });

  it('reads once for callers that come together', async () => {
    const credentials = open().commercetools(SECRET);
    await Promise.all(Array.from({ length: 10 }, () => credentials.read()));
    expect(reads()).toHaveLength(1);
  });

  it('keeps tenants apart', async () => {
    const credentials = open();
    await Promise.all([credentials.commercetools(SECRET).read(), credentials.commercetools('sync/other').read()]);
    expect(reads().sort()).toEqual([SECRET, 'sync/other']);
  });

  it('reads again after five minutes and not before', async () => {
    const credentials = open().commercetools(SECRET);
    await credentials.read();
    store(content('second'));
    now = addSeconds(now, 299);
    expect(await credentials.read()).toMatchObject({ clientSecret: 'first' });
    now = addSeconds(now, 1);
    expect(await credentials.read()).toMatchObject({ clientSecret: 'second' });
  });

  it('picks a rotation up on refresh, for both sides', async () => {
    const credentials = open();
    await credentials.commercetools(SECRET).read();
    store(content('second'));
    now = addSeconds(now, 30);
    expect(await credentials.commercetools(SECRET).refresh()).toMatchObject({ clientSecret: 'second' });
    await credentials.marketing(SECRET).read();
    expect(reads()).toHaveLength(2);
  });

  it('refreshes no more often than every 30 seconds', async () => {
    const credentials = open().commercetools(SECRET);
    await credentials.read();
    store(content('second'));
    now = addSeconds(now, 29);
    expect(await credentials.refresh()).toMatchObject({ clientSecret: 'first' });
    expect(reads()).toHaveLength(1);
  });

  it('keeps nothing of a read that failed', async () => {
    const credentials = open().commercetools(SECRET);
    aws.on(GetSecretValueCommand).rejects(named('ThrottlingException'));
    await errorOf(credentials.read());
    store(content());
    expect(await credentials.read()).toMatchObject({ clientSecret: 'first' });
  });

  it.each([
    ['ResourceNotFoundException', 'secret.missing', /Create the secret sync\/acme/],
    ['AccessDeniedException', 'secret.accessDenied', /prefix/],
    ['InvalidRequestException', 'secret.deleted', /Restore/],
    ['InvalidParameterException', 'secret.invalidName', /secretName/],
    ['DecryptionFailure', 'secret.notDecryptable', /KMS/],
  ])('takes %s to a person', async (name, code, remedy) => {
    aws.on(GetSecretValueCommand).rejects(named(name));
    const error = await errorOf(open().commercetools(SECRET).read());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code, remedy: expect.stringMatching(remedy) });
    expect(error.message).toContain(SECRET);
  });

  it.each(['ThrottlingException', 'InternalServiceError', 'TimeoutError', 'CredentialsProviderError'])(
    'takes %s for a passing trouble',
    async (name) => {
      aws.on(GetSecretValueCommand).rejects(named(name));
      const error = await errorOf(open().commercetools(SECRET).read());
      expect(error).toBeInstanceOf(TransientError);
      expect(error).toMatchObject({ code: 'secret.unavailable', message: expect.stringContaining(name) });
    },
  );

  it.each([
    ['a missing field', { ...content(), marketing: { user: 'api-user' } }, 'marketing.password'],
    ['an empty field', { ...content(), commercetools: { clientId: ' ', clientSecret: 'x' } }, 'commercetools.clientId'],
    ['a missing side', { marketing: content().marketing }, 'commercetools'],
    ['no JSON', 'hunter2', 'is not a JSON object'],
    ['a JSON text', '"hunter2"', 'is not a JSON object'],
    ['nothing', '', 'is not a JSON object'],
  ])('names the secret and what is wrong with it: %s', async (_, value, problem) => {
    store(value);
    const error = await errorOf(open().commercetools(SECRET).read());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ code: 'secret.malformed', remedy: expect.stringContaining('"clientId"') });
    expect(error.message).toContain(SECRET);
    expect(error.message).toContain(problem);
  });

  it('never quotes what the secret holds', async () => {
    store('{"commercetools":{"clientId":"visible-id","clientSecret":"hunter2"},');
    const error = await errorOf(open().commercetools(SECRET).read());
    expect(JSON.stringify([error.message, error.remedy, error.stack, error.cause])).not.toMatch(/hunter2|visible-id/);
  });
});

function named(name: string): Error {
  return Object.assign(new Error('from AWS'), { name });
}
