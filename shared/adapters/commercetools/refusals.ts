import { type ApiProblem, readApiProblem } from '../../contracts/commercetools-answers.ts';
import { ConfigurationError, InvariantError, TooMuchError, TransientError } from '../../domain/errors.ts';
import { readRetryAfterMs } from '../http/retry-after.ts';
import type { HttpAnswer } from '../http/transport.ts';

/** What a refusal needs to be told about the request to become an error that a person can act on. */
export interface Question {
  tenantId: string;
  projectKey: string;
  apiUrl: string;
  /** Name of the secret with the credentials. */
  secretName: string;
  /** What was asked for, in the API's own words: `customers`, `project`. */
  subject: string;
  /** The scope it takes, without the project. */
  scope: string;
  /** A merchant's filter or setting is part of the request, so a refusal of its form may be theirs to correct. */
  isTenantShaped: boolean;
  correlationId: string;
}

/** Room for the API's explanation of a predicate, and not for more. */
const MAX_MESSAGE_LENGTH = 300;

/** Texts that a predicate compares with, and addresses: a filter may name a person, and so may the answer about it. */
const VALUES = /"[^"]*"|\S*@\S*/g;

const withoutValues = (explanation: string): string => explanation.replaceAll(VALUES, '…').slice(0, MAX_MESSAGE_LENGTH);

const TOO_LARGE_STATUSES = new Set([413, 414, 431]);
const TOO_LARGE_CODES = ['ContentTooLarge', 'QueryTimedOut'];

/**
 * Sorts an answer with an error status by what happens next. The body is read for its codes and may be anything: HTML
 * of a proxy, cut off, empty (commercetools: Errors).
 */
export function toSourceError(answer: HttpAnswer, question: Question) {
  const { status } = answer;
  const problem = readApiProblem(answer.text);
  if (TOO_LARGE_STATUSES.has(status) || problem.codes.some((code) => TOO_LARGE_CODES.includes(code))) {
    return tooMuch(status, problem, question);
  }
  if (status === 429 || status === 408 || status >= 500) return unavailable(answer, problem, question);
  if (status === 401) return tokenRefused(question);
  if (status === 403) return forbidden(problem, question);
  if (status === 400) return badRequest(problem, question);
  return notThere(status, problem, question);
}

const summary = (status: number, { codes }: ApiProblem, { subject, correlationId }: Question): string =>
  `commercetools answered ${[status, ...codes].join(' ')} to a request for ${subject} (correlation id ${correlationId})`;

const tooMuch = (status: number, problem: ApiProblem, question: Question): TooMuchError =>
  new TooMuchError(`${summary(status, problem, question)}: the answer would be too large or take too long.`, {
    code: problem.codes.includes('QueryTimedOut') ? 'commercetools.queryTimedOut' : 'commercetools.tooLarge',
  });

function unavailable(answer: HttpAnswer, problem: ApiProblem, question: Question): TransientError {
  const retryAfterMs = readRetryAfterMs(answer.headers);
  return new TransientError(`${summary(answer.status, problem, question)}.`, {
    code: answer.status === 429 ? 'commercetools.rateLimited' : 'commercetools.unavailable',
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Reached only after a new token and, where they had changed, new credentials were tried. */
const tokenRefused = (question: Question): ConfigurationError =>
  new ConfigurationError(
    `commercetools does not accept the access token of tenant ${question.tenantId} (correlation id ${question.correlationId}).`,
    {
      code: 'commercetools.invalidToken',
      remedy: `Check that the API client in the secret ${question.secretName} belongs to the project ${question.projectKey} in the region of ${question.apiUrl}.`,
    },
  );

function forbidden(problem: ApiProblem, question: Question): ConfigurationError {
  if (!problem.codes.includes('insufficient_scope')) {
    return new ConfigurationError(`${summary(403, problem, question)}.`, {
      code: 'commercetools.forbidden',
      remedy: `Check that nothing between this account and ${question.apiUrl} blocks the request, and that the API client in the secret ${question.secretName} may read ${question.subject}.`,
    });
  }
  const scope = `${question.scope}:${question.projectKey}`;
  return new ConfigurationError(`The API client of tenant ${question.tenantId} lacks the scope ${scope}.`, {
    code: 'commercetools.insufficientScope',
    remedy: `Create an API client with the scope ${scope} and store it in the secret ${question.secretName}; the scopes of an existing client cannot be changed.`,
  });
}

/**
 * A request that commercetools takes for malformed. Where the tenant's own words are in it, they are the likely cause and
 * the API's explanation is passed on to the person who wrote them, without values. A request that is all ours must not be
 * wrong, and nobody can say what an answer to it may quote: the correlation id has to do.
 */
function badRequest(problem: ApiProblem, question: Question): ConfigurationError | InvariantError {
  const message = `${summary(400, problem, question)}.`;
  const explanation = problem.message ? ` It says: ${withoutValues(problem.message)}` : '';
  return question.isTenantShaped
    ? new ConfigurationError(message + explanation, {
        code: 'commercetools.badRequest',
        remedy: `Check the filter and the query settings of ${question.subject} in the settings of tenant ${question.tenantId}.`,
      })
    : new InvariantError(message, {
        code: 'commercetools.badRequest',
        remedy: 'Report this with the correlation id: the request holds nothing that a setting could change.',
      });
}

const notThere = (status: number, problem: ApiProblem, question: Question): ConfigurationError =>
  new ConfigurationError(`${summary(status, problem, question)}: there is no such project at ${question.apiUrl}.`, {
    code: 'commercetools.notFound',
    remedy: `Correct projectKey and apiUrl in the settings of tenant ${question.tenantId}; a project lives in exactly one region.`,
  });
