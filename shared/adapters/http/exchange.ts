import type { Dispatcher } from 'undici';
import { HttpFailure, toHttpFailure } from './http-failure.ts';

export interface RawAnswer {
  status: number;
  /** Names in lower case; a header that was sent several times is joined by `, `. */
  headers: Record<string, string>;
  body: Buffer;
}

export interface ExchangeRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string | Uint8Array | undefined;
  deadlineMs: number;
  maxBytes: number;
}

type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

const plainHeaders = (headers: RawHeaders): Record<string, string> => {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
};

/**
 * One request and its whole answer under one deadline.
 *
 * This speaks to the dispatcher and not to undici's `request`, for two reasons. An abort signal there is heeded only once a
 * connection exists, so a connection that hangs would outlive its deadline. And only here can be told whether the request
 * was handed to a connection, which decides whether repeating a write is safe.
 */
export function exchange(dispatcher: Dispatcher, request: ExchangeRequest): Promise<RawAnswer> {
  const { method, url, headers, body, deadlineMs, maxBytes } = request;
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let isSettled = false;
    let wasHandedOver = false;
    let answer: { status: number; headers: Record<string, string> } | undefined;
    const chunks: Buffer[] = [];
    let receivedBytes = 0;

    const settle = (): boolean => {
      if (isSettled) return false;
      isSettled = true;
      clearTimeout(timer);
      return true;
    };
    const fail = (error: unknown): void => {
      if (!settle()) return;
      const failure = toHttpFailure(error, url.origin, wasHandedOver);
      controller?.abort(failure);
      reject(failure);
    };
    const failure = (kind: 'timeout' | 'tooLarge', code: string): HttpFailure =>
      new HttpFailure(kind, { origin: url.origin, code, mayHaveReachedServer: wasHandedOver });
    const timer = setTimeout(() => fail(failure('timeout', 'DEADLINE')), deadlineMs);

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        // The deadline passed while the request waited for a connection: it must not be sent any more.
        if (isSettled) started.abort(failure('timeout', 'DEADLINE'));
        else wasHandedOver = true;
      },
      onResponseStart(_, status, responseHeaders) {
        // 1xx announces an answer; the answer itself follows.
        if (status >= 200) answer = { status, headers: plainHeaders(responseHeaders) };
      },
      onResponseData(_, chunk) {
        receivedBytes += chunk.length;
        if (receivedBytes > maxBytes) fail(failure('tooLarge', 'BODY_TOO_LARGE'));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (!answer) fail(undefined);
        else if (settle()) resolve({ ...answer, body: Buffer.concat(chunks, receivedBytes) });
      },
      onResponseError(_, error) {
        fail(error);
      },
    };

    try {
      const path = `${url.pathname}${url.search}`;
      dispatcher.dispatch({ origin: url.origin, path, method, headers, body: body ?? null }, handler);
    } catch (error) {
      fail(error);
    }
  });
}
