import {
  type ByProjectKeyRequestBuilder,
  type ClientRequest,
  createApiBuilderFromCtpClient,
} from '@commercetools/platform-sdk';
import { ClientBuilder, type HttpClientOptions } from '@commercetools/ts-client';
import type { Tenant } from '../../domain/tenant.ts';
import { HttpFailure } from '../http/http-failure.ts';
import type { HttpAnswer, Transport } from '../http/transport.ts';

export interface SdkRequest {
  request: ClientRequest;
  token: string;
  correlationId: string;
  deadlineMs: number;
}

/** What came of one request: the answer with its parsed body, a refusal, or no answer. */
export type SdkOutcome =
  | { kind: 'success'; answer: HttpAnswer; body: unknown }
  /** An error status, or a success whose body is no JSON. */
  | { kind: 'refusal'; answer: HttpAnswer }
  | { kind: 'failure'; failure: HttpFailure };

export interface SdkClient {
  /** Builds requests; executing them is for `send` alone. */
  project: ByProjectKeyRequestBuilder;
  /** Sends once. */
  send(request: SdkRequest): Promise<SdkOutcome>;
}

/** Travels with a request through the SDK and collects what the SDK itself does not hand back. */
interface Exchange {
  deadlineMs: number;
  answer?: HttpAnswer;
  failure?: HttpFailure;
}

const USER_AGENT = 'commercetools-marketing-sync';

/**
 * The official SDK on our own transport: it builds URLs and headers and parses bodies, nothing more. Its retry, timeout and
 * authentication stay switched off. Its errors are not read either: they give a lost connection as a plain object, lose
 * the codes of an error body without a list, and know neither `Retry-After` nor the size of an answer.
 */
export function createSdkClient({ projectKey, apiUrl }: Tenant['commercetools'], transport: Transport): SdkClient {
  const httpClient = async (url: string, { method, headers, request }: HttpClientOptions) => {
    const exchange: Exchange = request?.exchange;
    try {
      const answer = await transport.send({
        method: method as 'GET',
        url,
        headers: { ...headers },
        deadlineMs: exchange.deadlineMs,
      });
      exchange.answer = answer;
      return { status: answer.status, headers: answer.headers, text: async () => answer.text };
    } catch (error) {
      if (error instanceof HttpFailure) exchange.failure = error;
      throw error;
    }
  };

  const client = new ClientBuilder()
    .withUserAgentMiddleware({ name: USER_AGENT })
    .withHttpMiddleware({ host: apiUrl, httpClient, enableRetry: false, includeRequestInErrorResponse: false })
    .build();

  return {
    project: createApiBuilderFromCtpClient(client).withProjectKey({ projectKey }),
    async send({ request, token, correlationId, deadlineMs }) {
      const exchange: Exchange = { deadlineMs };
      const headers = { ...request.headers, Authorization: `Bearer ${token}`, 'X-Correlation-ID': correlationId };
      try {
        const { body } = await client.execute({ ...request, headers, exchange });
        if (exchange.answer) return { kind: 'success', answer: exchange.answer, body };
        throw new Error('The SDK answered without asking.');
      } catch (error) {
        if (exchange.answer) return { kind: 'refusal', answer: exchange.answer };
        if (exchange.failure) return { kind: 'failure', failure: exchange.failure };
        throw error;
      }
    },
  };
}
