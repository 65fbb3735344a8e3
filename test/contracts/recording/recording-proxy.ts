import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeBody } from '../../../shared/adapters/http/decode-body.ts';
import type { ApiName, Exchange, Headers } from './exchange.ts';

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
 * Stands in front of a server, passes everything on as it is, late, broken or not at all if so it comes, and reports
 * every exchange when it is over. What drives a simulator goes through unrecorded.
 */
export async function startRecordingProxy({ api, target, onExchange }: RecordingProxyOptions): Promise<RecordingProxy> {
  const agent = new Agent({ keepAlive: true });
  const base = target.replace(/\/+$/, '');

  const relay = async (received: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = received;
    const body = await readAll(received);
    const asked = { api, method, target: url, request: { headers: received.headers, body } };
    const report = url.startsWith(CONTROL_PATH) ? () => undefined : onExchange;
    try {
      const answer = await forward(`${base}${url}`, received, body, agent, response);
      report({ ...asked, answer: { ...answer, body: await decode(answer.body, answer.headers) } });
    } catch {
      // The caller is to see what there was to see: an answer that breaks off, or none.
      response.destroy();
      report(asked);
    }
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

/** @throws Error when the answer does not come, or not to its end */
function forward(
  url: string,
  { method, headers }: IncomingMessage,
  body: Buffer,
  agent: Agent,
  response: ServerResponse,
): Promise<{ status: number; headers: Headers; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const onward = request(url, { method, headers: withoutHops(headers), agent }, (answer) => {
      const { statusCode: status = 0 } = answer;
      const chunks: Buffer[] = [];
      response.writeHead(status, withoutHops(answer.headers));
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        response.write(chunk);
      });
      answer.once('end', () => {
        response.end();
        resolve({ status, headers: answer.headers, body: Buffer.concat(chunks) });
      });
      answer.once('error', reject);
    });
    onward.once('error', reject);
    // A caller who has gone takes his request with him.
    response.once('close', () => onward.destroy());
    onward.end(body);
  });
}

const withoutHops = (headers: Headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

const decode = (body: Buffer, headers: Headers): Promise<Buffer> =>
  decodeBody(body, headers['content-encoding']?.toString(), MAX_BODY_BYTES);

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
