import { readApiProblem, tokenContract } from '../../contracts/commercetools-answers.ts';
import type { CommercetoolsCredentials } from '../../contracts/secret.ts';
import { ConfigurationError, TransientError } from '../../domain/errors.ts';
import type { Deadline } from '../../ports.ts';
import { HttpFailure } from '../http/http-failure.ts';
import { fitDeadline } from '../http/retry.ts';
import { readRetryAfterMs } from '../http/retry-after.ts';
import type { HttpAnswer, Transport } from '../http/transport.ts';
import { toNoAnswerError, unreadableAnswer } from './no-answer.ts';

export interface AccessToken {
  value: string;
  /** Seconds from the request for it. */
  validSeconds: number;
  /** What it may do, each with its project, `view_orders:acme`; absent when the answer does not say. */
  scopes?: readonly string[];
}

export interface TokenRequest {
  authUrl: string;
  credentials: CommercetoolsCredentials;
  transport: Transport;
  correlationId: string;
  timeoutMs: number;
  deadline: Deadline;
}

const basicAuthorization = ({ clientId, clientSecret }: CommercetoolsCredentials): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

/**
 * Asks for a token once, by the client credentials flow. No scope is named, so the token carries all scopes of the API
 * client (commercetools: Authorization, Scopes).
 * @returns `undefined` when the credentials are refused; whether to look for newer ones is the caller's decision.
 * @throws TransientError; ConfigurationError when the address is wrong.
 */
export async function requestAccessToken(request: TokenRequest): Promise<AccessToken | undefined> {
  const { authUrl, credentials, transport, correlationId, timeoutMs, deadline } = request;
  let answer: HttpAnswer;
  try {
    answer = await transport.send({
      method: 'POST',
      url: `${authUrl}/oauth/token`,
      headers: {
        authorization: basicAuthorization(credentials),
        'content-type': 'application/x-www-form-urlencoded',
        'x-correlation-id': correlationId,
      },
      body: 'grant_type=client_credentials',
      deadlineMs: fitDeadline(timeoutMs, deadline),
    });
  } catch (error) {
    if (error instanceof HttpFailure) throw toNoAnswerError(error, 'an access token', correlationId);
    throw error;
  }
  if (answer.status === 400 || answer.status === 401 || answer.status === 403) return undefined;
  if (answer.status !== 200) throw refusedBy(answer, authUrl, correlationId);
  return readToken(answer, correlationId);
}

function readToken({ text }: HttpAnswer, correlationId: string): AccessToken {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unreadableAnswer('an access token', correlationId);
  }
  const token = tokenContract.safeParse(json);
  if (!token.success) throw unreadableAnswer('an access token', correlationId);
  const { access_token: value, expires_in: validSeconds, scope } = token.data;
  return { value, validSeconds, ...(scope !== undefined && { scopes: scope.split(/\s+/).filter(Boolean) }) };
}

function refusedBy(answer: HttpAnswer, authUrl: string, correlationId: string): ConfigurationError | TransientError {
  const { codes } = readApiProblem(answer.text);
  const message = `commercetools answered ${[answer.status, ...codes].join(' ')} to a request for an access token (correlation id ${correlationId}).`;
  if (answer.status === 429 || answer.status === 408 || answer.status >= 500) {
    const retryAfterMs = readRetryAfterMs(answer.headers);
    return new TransientError(message, {
      code: 'commercetools.unavailable',
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  return new ConfigurationError(message, {
    code: 'commercetools.wrongAuthUrl',
    remedy: `Correct authUrl in the settings of the tenant: ${authUrl} does not issue tokens.`,
  });
}
