import { Agent } from 'undici';
import { ACCEPTED_ENCODINGS, decodeBody } from './decode-body.ts';
import { exchange } from './exchange.ts';
import { HttpFailure, toHttpFailure } from './http-failure.ts';

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** Any method may carry one, DELETE included. */
  body?: string | Uint8Array;
  /** From the call to the last byte of the answer: waiting for a connection, connecting, headers and body. */
  deadlineMs: number;
}

export interface HttpAnswer {
  status: number;
  /** Names in lower case; a header that was sent several times is joined by `, `. */
  headers: Readonly<Record<string, string>>;
  /** The body as UTF-8, decompressed; empty when there is none. */
  text: string;
  /** Size of the decompressed body. */
  bytes: number;
}

export interface Transport {
  /**
   * Sends once, follows no redirect and never retries. Every HTTP answer is a result, whatever its status.
   * @throws HttpFailure when there is no complete answer.
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
  /** Waits for what is under way, then closes every connection. */
  close(): Promise<void>;
}

export interface TransportOptions {
  /** Connections per host; further requests wait for a free one, and their deadline runs meanwhile. */
  maxSockets?: number;
  connectTimeoutMs?: number;
  /** An idle connection is dropped after this long unless the server announced a shorter time. */
  keepAliveMs?: number;
  /** Largest accepted body, measured before and after decompression. */
  maxBodyBytes?: number;
}

/** Four times the 16 MB that commercetools allows a single document (General concepts, Limits). */
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The one way out to either API: pooled connections that live as long as the container. */
export function createTransport({
  maxSockets = 32,
  connectTimeoutMs = 5_000,
  // Short on purpose: a container that was frozen wakes up with dead connections, and the next request would find out.
  keepAliveMs = 4_000,
  maxBodyBytes = MAX_BODY_BYTES,
}: TransportOptions = {}): Transport {
  const agent = new Agent({
    connections: maxSockets,
    pipelining: 1,
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: connectTimeoutMs },
    // The outer deadline covers both; a second clock would only blur which of them struck.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return {
    async send({ method, url, headers = {}, body, deadlineMs }) {
      const target = new URL(url);
      if (deadlineMs <= 0) {
        throw new HttpFailure('timeout', { origin: target.origin, code: 'DEADLINE', mayHaveReachedServer: false });
      }
      const { status, ...answer } = await exchange(agent, {
        method,
        url: target,
        headers: { 'accept-encoding': ACCEPTED_ENCODINGS, ...headers },
        body,
        deadlineMs,
        maxBytes: maxBodyBytes,
      });
      try {
        const decoded = await decodeBody(answer.body, answer.headers['content-encoding'], maxBodyBytes);
        return { status, headers: answer.headers, text: decoded.toString('utf8'), bytes: decoded.length };
      } catch (error) {
        throw toHttpFailure(error, target.origin, true);
      }
    },
    close: () => agent.close(),
  };
}
