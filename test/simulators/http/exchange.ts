/** One HTTP exchange as the simulators see it: a parsed request in, a plain reply out, no sockets in between. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface SimulatorRequest {
  method: string;
  /** Path as it was sent, still percent-encoded, without the query string. */
  path: string;
  /** Path cut at `/` and decoded; no leading empty segment. */
  segments: readonly string[];
  query: URLSearchParams;
  /** Names in lower case, as Node gives them. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  /** Simulator's clock when the request arrived, epoch milliseconds. */
  receivedAtMs: number;
  /** Set when a fault of type `inside` picked this request; the simulator itself plays it. */
  fault?: InsideFault;
}

/** A fault that only the simulated API can play, such as a page with fat rows. */
export interface InsideFault {
  type: 'inside';
  name: string;
  options?: JsonObject | undefined;
}

export interface SimulatorReply {
  status: number;
  /** Sent as it is; `Content-Length` and `Date` are added by the server. */
  headers?: Record<string, string> | undefined;
  body?: string | Buffer | undefined;
}

export const jsonReply = (status: number, value: unknown, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
});

export const emptyReply = (status: number, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers,
});

/** What a proxy in front of the API answers when the API itself does not. */
export const htmlReply = (status: number, headers: Record<string, string> = {}): SimulatorReply => ({
  status,
  headers: { 'Content-Type': 'text/html', ...headers },
  body: `<html>\r\n<head><title>${status}</title></head>\r\n<body><center><h1>${status}</h1></center></body>\r\n</html>\r\n`,
});

/** Thrown by a handler to end the exchange with this reply. */
export class ReplyError extends Error {
  readonly reply: SimulatorReply;

  constructor(reply: SimulatorReply) {
    super(`HTTP ${reply.status}`);
    this.name = 'ReplyError';
    this.reply = reply;
  }
}
