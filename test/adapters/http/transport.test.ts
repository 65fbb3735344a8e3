import type { ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HttpFailure } from '../../../shared/adapters/http/http-failure.ts';
import { createTransport, type HttpRequest, type Transport } from '../../../shared/adapters/http/transport.ts';
import { type LoopbackServer, neverAnswer, startLoopbackServer } from './loopback-server.ts';

const failureOf = async (answer: Promise<unknown>): Promise<HttpFailure> => {
  const error = await answer.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof HttpFailure) return error;
  throw new Error(`Expected an HttpFailure, got ${String(error)}`);
};

describe('transport', () => {
  let server: LoopbackServer;
  let transport: Transport;
  const get = (path: string, more: Partial<HttpRequest> = {}) =>
    transport.send({ method: 'GET', url: `${server.url}${path}`, deadlineMs: 5_000, ...more });

  beforeAll(async () => {
    server = await startLoopbackServer(neverAnswer);
    transport = createTransport({ maxSockets: 2, maxBodyBytes: 100_000 });
  });
  beforeEach(() => {
    server.requests.length = 0;
  });
  afterAll(async () => {
    await transport.close();
    await server.close();
  });

  it('answers with status, lower-cased headers, text and size', async () => {
    server.respondWith((_, response) => {
      response.writeHead(418, { 'X-Some-Header': 'Value', 'Set-Cookie': ['a=1', 'b=2'] }).end('käse');
    });
    const answer = await get('/any?x=1');
    expect(answer).toMatchObject({ status: 418, text: 'käse', bytes: 5 });
    expect(answer.headers).toMatchObject({ 'x-some-header': 'Value', 'set-cookie': 'a=1, b=2' });
    expect(server.requests[0]).toMatchObject({ method: 'GET', path: '/any?x=1' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
    ['identity', (text: string) => Buffer.from(text)],
    ['deflate, GZIP', (text: string) => gzipSync(deflateSync(text))],
  ])('decodes %s', async (encoding, encode) => {
    server.respondWith((request, response) => {
      expect(request.headers['accept-encoding']).toBe('gzip, br, deflate');
      response.writeHead(200, { 'content-encoding': encoding }).end(encode('käse '.repeat(1000)));
    });
    expect(await get('/')).toMatchObject({ text: 'käse '.repeat(1000), bytes: 6000 });
  });

  it('takes an empty body for empty, whatever encoding it claims', async () => {
    server.respondWith((_, response) => {
      response.writeHead(503, { 'content-encoding': 'gzip' }).end();
    });
    expect(await get('/')).toMatchObject({ status: 503, text: '', bytes: 0 });
  });

  it('sends a body with DELETE', async () => {
    server.respondWith((_, response) => {
      response.writeHead(204).end();
    });
    const answer = await get('/records', { method: 'DELETE', body: '["a"]', headers: { 'content-type': 'text/x' } });
    expect(answer.status).toBe(204);
    expect(server.requests[0]).toMatchObject({ method: 'DELETE', body: '["a"]' });
    expect(server.requests[0]?.headers['content-type']).toBe('text/x');
  });

  it('keeps connections alive and opens no more than allowed', async () => {
    server.respondWith((_, response) => {
      response.end('{}');
    });
    await Promise.all(Array.from({ length: 12 }, () => get('/')));
    const connections = new Set(server.requests.map(({ connection }) => connection));
    expect(connections.size).toBeLessThanOrEqual(2);
    expect(server.requests).toHaveLength(12);
  });

  it('follows no redirect', async () => {
    server.respondWith((_, response) => {
      response.writeHead(302, { location: `${server.url}/elsewhere` }).end();
    });
    expect(await get('/')).toMatchObject({ status: 302 });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up on headers that never come', async () => {
    server.respondWith(neverAnswer);
    const failure = await failureOf(get('/', { deadlineMs: 50 }));
    expect(failure).toMatchObject({ kind: 'timeout', code: 'DEADLINE', mayHaveReachedServer: true });
  });

  it('gives up on a body that stalls', async () => {
    server.respondWith((_, response) => {
      response.writeHead(200).write('{"results":[');
    });
    expect(await failureOf(get('/', { deadlineMs: 50 }))).toMatchObject({
      kind: 'timeout',
      mayHaveReachedServer: true,
    });
  });

  it('does not send at all what has no time left', async () => {
    server.respondWith((_, response) => {
      response.end();
    });
    expect(await failureOf(get('/', { deadlineMs: 0 }))).toMatchObject({
      kind: 'timeout',
      mayHaveReachedServer: false,
    });
    expect(server.requests).toHaveLength(0);
  });

  it('never sends a request whose deadline passed while it waited for a connection', async () => {
    const held: ServerResponse[] = [];
    const bothConnectionsAreBusy = new Promise<void>((resolve) => {
      server.respondWith((_, response) => {
        if (held.push(response) === 2) resolve();
      });
    });
    const busy = [get('/busy'), get('/busy')];
    await bothConnectionsAreBusy;
    const failure = await failureOf(get('/late', { deadlineMs: 50 }));
    expect(failure).toMatchObject({ kind: 'timeout', mayHaveReachedServer: false });
    server.respondWith((_, response) => {
      response.end();
    });
    for (const response of held) response.end();
    await Promise.all([...busy, get('/after'), get('/after')]);
    expect(server.requests.map(({ path }) => path)).not.toContain('/late');
  });

  it('gives up on a connection that is never completed, and knows that nothing was sent', async () => {
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const patient = createTransport({ connectTimeoutMs: 60_000 });
    const request = { method: 'GET', url: `https://127.0.0.1:${port}/`, deadlineMs: 50 } as const;
    const failure = await failureOf(patient.send(request));
    expect(failure).toMatchObject({ kind: 'timeout', code: 'DEADLINE', mayHaveReachedServer: false });
    for (const socket of sockets) socket.destroy();
    await patient.close();
    await new Promise((resolve) => silent.close(resolve));
  });

  it('reports a reset before the answer', async () => {
    server.respondWith((_, response) => {
      response.socket?.resetAndDestroy();
    });
    expect(await failureOf(get('/'))).toMatchObject({ kind: 'reset', mayHaveReachedServer: true });
  });

  it('reports a connection closed in the middle of the body', async () => {
    server.respondWith((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.socket?.destroy());
    });
    expect(await failureOf(get('/'))).toMatchObject({ kind: 'reset', mayHaveReachedServer: true });
  });

  it('reports a body that is not encoded as it claims', async () => {
    server.respondWith((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
    });
    expect(await failureOf(get('/'))).toMatchObject({ kind: 'protocol', mayHaveReachedServer: true });
  });

  it('reports an encoding it never offered', async () => {
    server.respondWith((_, response) => {
      response.writeHead(200, { 'content-encoding': 'exotic' }).end('x');
    });
    expect(await failureOf(get('/'))).toMatchObject({ kind: 'protocol', code: 'ERR_UNKNOWN_CONTENT_ENCODING' });
  });

  it('refuses a body over the limit, before and after decompression', async () => {
    server.respondWith((_, response) => {
      response.end('x'.repeat(100_001));
    });
    expect(await failureOf(get('/'))).toMatchObject({ kind: 'tooLarge' });
    server.respondWith((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_001)));
    });
    expect(await failureOf(get('/'))).toMatchObject({ kind: 'tooLarge' });
  });

  it('tells a closed port and an unknown host apart, neither reached', async () => {
    const gone = await startLoopbackServer(neverAnswer);
    await gone.close();
    const send = (url: string) => transport.send({ method: 'GET', url, deadlineMs: 5_000 });
    expect(await failureOf(send(gone.url))).toMatchObject({ kind: 'refused', mayHaveReachedServer: false });
    expect(await failureOf(send('http://no-such-host.invalid/'))).toMatchObject({
      kind: 'dns',
      mayHaveReachedServer: false,
    });
  });

  it('reports an untrusted or missing TLS side', async () => {
    const url = server.url.replace('http:', 'https:');
    expect(await failureOf(transport.send({ method: 'GET', url, deadlineMs: 5_000 }))).toMatchObject({
      kind: 'tls',
      mayHaveReachedServer: false,
    });
  });

  it('names the host and never the path, which may hold an email address', async () => {
    server.respondWith((_, response) => {
      response.socket?.resetAndDestroy();
    });
    const failure = await failureOf(get('/contacts/jane@example.com?x=secret'));
    expect(JSON.stringify({ ...failure, message: failure.message, stack: failure.stack })).not.toMatch(/jane|secret/);
    expect(failure.message).toContain(server.url);
    expect(failure.cause).toBeUndefined();
  });

  it('sends nothing any more once it is closed', async () => {
    const closed = createTransport();
    await closed.close();
    const failure = await failureOf(closed.send({ method: 'GET', url: server.url, deadlineMs: 1_000 }));
    expect(failure).toMatchObject({ kind: 'closed', mayHaveReachedServer: false });
  });
});
