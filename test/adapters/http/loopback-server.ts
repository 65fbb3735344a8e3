import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface SeenRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** Counts connections from 1: two requests with the same number shared one. */
  connection: number;
}

export type Responder = (request: SeenRequest, response: ServerResponse, number: number) => void | Promise<void>;

export const neverAnswer: Responder = () => undefined;

export interface LoopbackServer {
  url: string;
  requests: SeenRequest[];
  /** Replaces the behaviour from the next request on. */
  respondWith(responder: Responder): void;
  close(): Promise<void>;
}

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/** A real HTTP server on a free port whose every answer is the test's to decide. */
export async function startLoopbackServer(initial: Responder): Promise<LoopbackServer> {
  let responder = initial;
  const requests: SeenRequest[] = [];
  const connections = new Map<Socket, number>();
  const server = createServer(async (incoming, response) => {
    const seen: SeenRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body: await readBody(incoming),
      connection: connections.get(incoming.socket) ?? 0,
    };
    requests.push(seen);
    await responder(seen, response, requests.length);
  });
  server.on('connection', (socket) => {
    connections.set(socket, connections.size + 1);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    respondWith: (next) => {
      responder = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
