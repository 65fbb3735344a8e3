import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadAssets } from './assets.ts';

/** Answers one path under `/api/` with something that becomes JSON; `undefined` means there is no such thing. */
export type Answer = (path: readonly string[], query: URLSearchParams) => unknown;

export interface PageServerOptions {
  /** 0 for any that is free. */
  readonly port: number;
  readonly answer: Answer;
  /** The page may load pictures from where the shop has them. */
  readonly loadsPictures: boolean;
}

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/**
 * Serves the page on the loopback interface, for reading only. Requests under any other name are refused: a web page
 * elsewhere could otherwise have its name resolve to this machine and read along.
 *
 * @throws Error when the port is not free
 */
export async function startPageServer({ port, answer, loadsPictures }: PageServerOptions): Promise<PageServer> {
  const assets = await loadAssets();
  const headers = securityHeaders(loadsPictures);
  const server = createServer((request, response) => {
    void handle(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      if (!response.headersSent) sendJson(response, 500, { message });
      response.end();
    });
  });

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const { port: listening } = server.address() as AddressInfo;
    if (![`${HOST}:${listening}`, `localhost:${listening}`].includes(request.headers.host ?? '')) {
      return sendJson(response, 403, { message: `Open this page as http://${HOST}:${listening}.` });
    }
    if (request.method !== 'GET') return sendJson(response, 405, { message: 'This page is for reading only.' });
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    const asset = assets.get(pathname);
    if (asset) {
      response.setHeader('content-type', asset.type);
      response.end(asset.body);
      return;
    }
    const [, api, ...path] = pathname.split('/').map(decodeURIComponent);
    const found = api === 'api' ? await answer(path, searchParams) : undefined;
    if (found === undefined) sendJson(response, 404, { message: 'There is nothing at this address.' });
    else sendJson(response, 200, found);
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const securityHeaders = (loadsPictures: boolean): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    `img-src 'self'${loadsPictures ? ' https:' : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(value));
}
