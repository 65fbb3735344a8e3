import { HttpFailure } from './http-failure.ts';
import type { HttpRequest, Transport } from './transport.ts';

/** One exchange as those see it who count and trace. No path, no query, no body: any of them could name a person. */
export interface ObservedCall {
  method: HttpRequest['method'];
  /** Scheme, host and port. */
  origin: string;
  /** HTTP status; absent when there was no complete answer. */
  status?: number;
  /** How the exchange failed; absent when there was an answer. */
  failure?: string;
  startedAtMs: number;
  endedAtMs: number;
  /** By which the other side's support finds the request. */
  correlationId?: string;
}

/** The same transport, with every exchange told to `onCall`. */
export function observeTransport(transport: Transport, onCall: (call: ObservedCall) => void): Transport {
  return {
    async send(request) {
      const startedAtMs = Date.now();
      const correlationId = request.headers?.['X-Correlation-ID'];
      const tell = (end: { status: number } | { failure: string }): void =>
        onCall({
          method: request.method,
          origin: new URL(request.url).origin,
          startedAtMs,
          endedAtMs: Date.now(),
          ...(correlationId !== undefined && { correlationId }),
          ...end,
        });
      try {
        const answer = await transport.send(request);
        tell({ status: answer.status });
        return answer;
      } catch (error) {
        tell({ failure: error instanceof HttpFailure ? error.kind : 'other' });
        throw error;
      }
    },
    close: () => transport.close(),
  };
}
