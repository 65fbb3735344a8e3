import type { ByProjectKeyRequestBuilder, ClientRequest } from '@commercetools/platform-sdk';
import type { CommercetoolsCredentials } from '../../contracts/secret.ts';
import { TransientError } from '../../domain/errors.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { Clock, Deadline } from '../../ports.ts';
import { deadlineAfter } from '../http/deadline-after.ts';
import { DEFAULT_RETRY_POLICY, fitDeadline, type RetryPolicy, retry } from '../http/retry.ts';
import type { Transport } from '../http/transport.ts';
import type { Credentials } from '../secrets/credentials.ts';
import { requestAccessToken } from './access-token.ts';
import { toNoAnswerError, unreadableAnswer } from './no-answer.ts';
import { toSourceError } from './refusals.ts';
import { createSdkClient } from './sdk-client.ts';
import { readServerClock } from './server-clock.ts';
import { createTokenCache } from './token-cache.ts';

export interface RequesterOptions {
  tenant: Pick<Tenant, 'tenantId' | 'commercetools'>;
  credentials: Credentials<CommercetoolsCredentials>;
  transport: Transport;
  clock: Clock;
  /** 0 (included) to 1 (excluded); spreads the pauses between attempts. */
  random(): number;
  /** A name for one request, 8 to 256 characters, by which commercetools' support can find it. */
  newCorrelationId(): string;
  retryPolicy?: RetryPolicy;
}

export interface Ask {
  build(project: ByProjectKeyRequestBuilder): ClientRequest;
  /** See `Question` in refusals.ts for these three. */
  subject: string;
  scope: string;
  isTenantShaped: boolean;
}

export interface Reply {
  body: unknown;
  /** Size of the decompressed body. */
  bytes: number;
  serverNow: Instant;
  /** Requests sent to the API, retries included; requests for an access token, which all askers share, are not. */
  calls: number;
  correlationId: string;
}

export interface Requester {
  /** @throws ConfigurationError, TransientError, TooMuchError, InvariantError */
  ask(ask: Ask, deadline: Deadline): Promise<Reply>;
}

/**
 * commercetools cuts a request off after 60 s and its database work after 20 s (General concepts, Limits; Errors, Query
 * time-out): what has not answered by now will not answer well.
 */
const REQUEST_TIMEOUT_MS = 30_000;

const TOKEN_TIMEOUT_MS = 10_000;
const TOKEN_DEADLINE_MS = 30_000;

export function createRequester(options: RequesterOptions): Requester {
  const { tenant, credentials, transport, clock, random, newCorrelationId } = options;
  const { retryPolicy = DEFAULT_RETRY_POLICY } = options;
  const { projectKey, apiUrl, authUrl } = tenant.commercetools;
  const sdk = createSdkClient(tenant.commercetools, transport);

  const repeat = async <T>(attempt: () => Promise<T>, deadline: Deadline): Promise<T> => {
    const { value } = await retry(attempt, {
      policy: retryPolicy,
      deadline,
      advise: (error) => (error instanceof TransientError ? { afterMs: error.retryAfterMs } : undefined),
      sleep: (ms) => clock.sleep(ms),
      random,
    });
    return value;
  };

  const tokens = createTokenCache({
    tenantId: tenant.tenantId,
    credentials,
    clock,
    requestToken(tried) {
      const deadline = deadlineAfter(TOKEN_DEADLINE_MS, clock);
      const request = { authUrl, credentials: tried, transport, timeoutMs: TOKEN_TIMEOUT_MS, deadline };
      return repeat(() => requestAccessToken({ ...request, correlationId: newCorrelationId() }), deadline);
    },
  });

  /** One request. A refused token is an outcome and not an error here, because another token may help. */
  const send = async (
    request: ClientRequest,
    token: string,
    ask: Ask,
    deadline: Deadline,
  ): Promise<Omit<Reply, 'calls'> | { tokenRefused: Error }> => {
    const { subject, scope, isTenantShaped } = ask;
    const correlationId = newCorrelationId();
    const deadlineMs = fitDeadline(REQUEST_TIMEOUT_MS, deadline);
    const outcome = await sdk.send({ request, token, correlationId, deadlineMs });
    if (outcome.kind === 'failure') throw toNoAnswerError(outcome.failure, subject, correlationId);
    const { answer } = outcome;
    if (outcome.kind === 'success') {
      const serverNow = readServerClock(answer, subject, correlationId);
      return { body: outcome.body, bytes: answer.bytes, serverNow, correlationId };
    }
    if (answer.status >= 200 && answer.status < 300) throw unreadableAnswer(subject, correlationId);
    const { tenantId } = tenant;
    const { secretName } = credentials;
    const question = { tenantId, projectKey, apiUrl, secretName, subject, scope, isTenantShaped, correlationId };
    const error = toSourceError(answer, question);
    if (answer.status === 401) return { tokenRefused: error };
    throw error;
  };

  return {
    async ask(ask, deadline) {
      const request = ask.build(sdk.project);
      let calls = 0;
      for (let refusals = 0; ; ) {
        const token = await tokens.get(deadline);
        const outcome = await repeat(() => {
          calls += 1;
          return send(request, token, ask, deadline);
        }, deadline);
        if (!('tokenRefused' in outcome)) return { ...outcome, calls };
        refusals += 1;
        tokens.discard(token);
        const mayHelp = refusals === 1 || (refusals === 2 && (await tokens.renewCredentials()));
        if (!mayHelp) throw outcome.tokenRefused;
      }
    },
  };
}
