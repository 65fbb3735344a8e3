import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { decodeBody } from '../../../shared/adapters/http/decode-body.ts';
import { type ApiName, type Exchange, type Headers, headerOf } from './exchange.ts';

export interface RecordingProxy {
  /** `http://127.0.0.1:port`, without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface RecordingProxyOptions {
  readonly api: ApiName;
  /** The server in front of which it stands; a path of its own comes before that of each request. */
  readonly target: string;
  readonly onExchange: (exchange: Exchange) => void;
}

const CONTROL_PATH = '/_simulator';
const MAX_BODY_BYTES = 256 * 1024 * 1024;

/** Between two servers, not between a caller and his. */
const HOP_BY_HOP: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * Stands in front of a server, passes everything on as it is, broken or not at all if so it comes, and reports every
 * exchange before its caller sees the end of it. What drives a simulator goes through unreported.
 */
export async function startRecordingProxy({ api, target, onExchange }: RecordingProxyOptions): Promise<RecordingProxy> {
  const agent = new Agent({ keepAlive: true });
  const base = target.replace(/\/+$/, '');

  const relay = async (received: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = received;
    const body = await buffer(received);
    const asked = { api, method, target: url, request: { headers, body } };
    const report = url.startsWith(CONTROL_PATH) ? () => undefined : onExchange;
    const answer = await forward(`${base}${url}`, { method, headers, body, agent });
    if (!answer?.isWhole) {
      report(asked);
      if (answer) response.writeHead(answer.status, withoutHops(answer.headers)).write(answer.body);
      response.destroy();
      return;
    }
    const { status, headers: sent } = answer;
    const clear = await decodeBody(answer.body, headerOf(sent, 'content-encoding'), MAX_BODY_BYTES);
    report({ ...asked, answer: { status, headers: sent, body: clear } });
    response.writeHead(status, withoutHops(sent)).end(answer.body);
  };

  const server = createServer((received, response) => {
    relay(received, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      agent.destroy();
      await closed;
    },
  };
}

interface Forwarded {
  readonly status: number;
  readonly headers: Headers;
  /** As it was sent, encoded or not. */
  readonly body: Buffer;
  /** False when the connection was lost on the way. */
  readonly isWhole: boolean;
}

/** @returns undefined when there is no answer at all */
function forward(
  url: string,
  { method, headers, body, agent }: { method: string; headers: Headers; body: Buffer; agent: Agent },
): Promise<Forwarded | undefined> {
  return new Promise((resolve) => {
    const onward = request(url, { method, headers: withoutHops(headers), agent }, (answer) => {
      const { statusCode: status = 0, headers: sent } = answer;
      const chunks: Buffer[] = [];
      const end = (isWhole: boolean) => resolve({ status, headers: sent, body: Buffer.concat(chunks), isWhole });
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('end', () => end(true));
      answer.once('error', () => end(false));
    });
    onward.once('error', () => resolve(undefined));
    onward.end(body);
  });
}

const withoutHops = (headers: Headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));
