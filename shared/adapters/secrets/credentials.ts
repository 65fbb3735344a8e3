import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  type CommercetoolsCredentials,
  type MarketingCredentials,
  parseTenantSecret,
  type TenantSecret,
} from '../../contracts/secret.ts';
import { toMs } from '../../domain/instant.ts';
import type { Clock } from '../../ports.ts';
import { malformedSecret, toSecretError } from './secret-errors.ts';

/** One side's credentials of one tenant, as an API client needs them. */
export interface Credentials<T> {
  /** For error messages: where a person finds what to correct. */
  secretName: string;
  /** At most `CACHE_SECONDS` old. @throws ConfigurationError, TransientError */
  read(): Promise<T>;
  /**
   * For use after the other side refused them: reads the secret again, so that a rotation needs neither a deploy nor a
   * wait. At most once in `REFRESH_PAUSE_SECONDS`; in between it answers what is known, and the caller sees nothing new.
   * @throws ConfigurationError, TransientError
   */
  refresh(): Promise<T>;
}

/** All tenants' credentials of one container. */
export interface CredentialStore {
  commercetools(secretName: string): Credentials<CommercetoolsCredentials>;
  marketing(secretName: string): Credentials<MarketingCredentials>;
}

export const CACHE_SECONDS = 300;
export const REFRESH_PAUSE_SECONDS = 30;

interface Entry {
  secret: TenantSecret;
  readAtMs: number;
}

export interface CredentialStoreOptions {
  secretsManager: Pick<SecretsManagerClient, 'send'>;
  clock: Pick<Clock, 'now'>;
}

/**
 * Reads each tenant's secret at most once in a while, however many requests ask for it: callers that come while a read is
 * under way share it. Nothing is kept of a read that failed.
 */
export function createCredentialStore({ secretsManager, clock }: CredentialStoreOptions): CredentialStore {
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<TenantSecret>>();
  const nowMs = (): number => toMs(clock.now());

  const fetchSecret = async (secretName: string): Promise<TenantSecret> => {
    const answer = await secretsManager
      .send(new GetSecretValueCommand({ SecretId: secretName }))
      .catch((error: unknown) => {
        throw toSecretError(error, secretName);
      });
    const parsed = parseTenantSecret(answer.SecretString ?? '');
    if ('missing' in parsed) throw malformedSecret(secretName, parsed.missing);
    entries.set(secretName, { secret: parsed.secret, readAtMs: nowMs() });
    return parsed.secret;
  };

  const readWithin = async (secretName: string, maxAgeSeconds: number): Promise<TenantSecret> => {
    const entry = entries.get(secretName);
    if (entry && nowMs() - entry.readAtMs < maxAgeSeconds * 1000) return entry.secret;
    const reading = underWay.get(secretName) ?? fetchSecret(secretName).finally(() => underWay.delete(secretName));
    underWay.set(secretName, reading);
    return reading;
  };

  const credentialsOf = <T>(secretName: string, select: (secret: TenantSecret) => T): Credentials<T> => ({
    secretName,
    read: async () => select(await readWithin(secretName, CACHE_SECONDS)),
    refresh: async () => select(await readWithin(secretName, REFRESH_PAUSE_SECONDS)),
  });

  return {
    commercetools: (secretName) => credentialsOf(secretName, ({ commercetools }) => commercetools),
    marketing: (secretName) => credentialsOf(secretName, ({ marketing }) => marketing),
  };
}
