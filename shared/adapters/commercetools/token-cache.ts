import type { CommercetoolsCredentials } from '../../contracts/secret.ts';
import { ConfigurationError, TransientError } from '../../domain/errors.ts';
import { toMs } from '../../domain/instant.ts';
import type { Clock, Deadline } from '../../ports.ts';
import type { AccessToken } from './access-token.ts';
import { withinDeadline } from './within-deadline.ts';

export interface TokenCache {
  /** @throws ConfigurationError, TransientError */
  get(deadline: Deadline): Promise<string>;
  /** Forgets a token that the API refused, unless it was replaced already. */
  discard(token: string): void;
  /** After a second refusal: reads the secret again. `false` when it still holds what the refused token was made from. */
  renewCredentials(): Promise<boolean>;
}

export interface TokenCacheOptions {
  tenantId: string;
  credentials: {
    secretName: string;
    read(): Promise<CommercetoolsCredentials>;
    refresh(): Promise<CommercetoolsCredentials>;
  };
  /** Retries passing troubles by itself. `undefined`: the credentials are refused. */
  requestToken(credentials: CommercetoolsCredentials): Promise<AccessToken | undefined>;
  clock: Pick<Clock, 'now'>;
}

/** A token is replaced this long before it ends, or after nine tenths of a short life. */
const RENEWAL_MARGIN_SECONDS = 300;

interface HeldToken {
  value: string;
  renewAtMs: number;
  endsAtMs: number;
}

const isSame = (a: CommercetoolsCredentials | undefined, b: CommercetoolsCredentials): boolean =>
  a?.clientId === b.clientId && a.clientSecret === b.clientSecret;

/**
 * One access token for all requests of a tenant in this container. Requests that find none share a single call for it:
 * the SDK would make one each, and a container starts with many lanes at once.
 */
export function createTokenCache({ tenantId, credentials, requestToken, clock }: TokenCacheOptions): TokenCache {
  let held: HeldToken | undefined;
  let usedCredentials: CommercetoolsCredentials | undefined;
  let underWay: Promise<string> | undefined;
  const nowMs = (): number => toMs(clock.now());

  const tryCredentials = async (tried: CommercetoolsCredentials): Promise<string | undefined> => {
    const askedAtMs = nowMs();
    const token = await requestToken(tried);
    usedCredentials = tried;
    if (!token) return undefined;
    const lifeMs = token.validSeconds * 1000;
    held = {
      value: token.value,
      renewAtMs: askedAtMs + lifeMs - Math.min(RENEWAL_MARGIN_SECONDS * 1000, lifeMs / 10),
      endsAtMs: askedAtMs + lifeMs,
    };
    return token.value;
  };

  const refused = (): ConfigurationError =>
    new ConfigurationError(`commercetools refuses the API client of tenant ${tenantId}.`, {
      code: 'commercetools.invalidClient',
      remedy: `Store clientId and clientSecret of a live API client of this project under "commercetools" in the secret ${credentials.secretName}; it is read again within minutes.`,
    });

  const renew = async (): Promise<string> => {
    const known = await credentials.read();
    const token = await tryCredentials(known);
    if (token !== undefined) return token;
    const fresh = await credentials.refresh();
    const second = isSame(fresh, known) ? undefined : await tryCredentials(fresh);
    if (second === undefined) throw refused();
    return second;
  };

  /** While the old token is still good, a failed renewal can wait for the next request. */
  const renewOrKeep = async (): Promise<string> => {
    try {
      return await renew();
    } catch (error) {
      if (error instanceof TransientError && held && nowMs() < held.endsAtMs) return held.value;
      throw error;
    }
  };

  return {
    async get(deadline) {
      if (held && nowMs() < held.renewAtMs) return held.value;
      underWay ??= renewOrKeep().finally(() => {
        underWay = undefined;
      });
      return withinDeadline(underWay, deadline);
    },
    discard(token) {
      if (held?.value === token) held = undefined;
    },
    async renewCredentials() {
      return !isSame(usedCredentials, await credentials.refresh());
    },
  };
}
