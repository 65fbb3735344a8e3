import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LoopbackServer, startLoopbackServer } from '../../adapters/http/loopback-server.ts';
import type { Exchange } from './exchange.ts';
import { type RecordingProxy, startRecordingProxy } from './recording-proxy.ts';

let server: LoopbackServer;
let proxy: RecordingProxy;
let exchanges: Exchange[];

beforeEach(async () => {
  exchanges = [];
  server = await startLoopbackServer((_, response) => void response.writeHead(204).end());
  proxy = await startRecordingProxy({
    api: 'marketing',
    target: `${server.url}/r2/`,
    onExchange: (exchange) => exchanges.push(exchange),
  });
});
afterEach(async () => {
  await proxy.close();
  await server.close();
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const send = (method: string, path: string, body = '', headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const sent = request(`${proxy.url}${path}`, { method, headers, agent: false }, (answer) => {
      text(answer).then(
        (received) => resolve({ status: answer.statusCode, headers: answer.headers, body: received }),
        reject,
      );
    });
    sent.once('error', reject).end(body);
  });

describe('a recording proxy', () => {
  it('passes on what both sides say, as it is, and keeps it', async () => {
    server.respondWith((_, response) => {
      response.writeHead(202, { 'X-RateLimit-Remaining': '7' }).end('{"ok":true}');
    });
    const answer = await send('PUT', '/things?a=%20b', '{"n":1}', { 'content-type': 'application/json', 'x-one': '1' });
    expect(answer).toMatchObject({ status: 202, headers: { 'x-ratelimit-remaining': '7' }, body: '{"ok":true}' });
    expect(server.requests).toMatchObject([
      { method: 'PUT', path: '/r2/things?a=%20b', body: '{"n":1}', headers: { 'x-one': '1' } },
    ]);
    expect(exchanges).toMatchObject([
      {
        api: 'marketing',
        method: 'PUT',
        target: '/things?a=%20b',
        request: { headers: { 'x-one': '1' }, body: Buffer.from('{"n":1}') },
        answer: { status: 202, body: Buffer.from('{"ok":true}') },
      },
    ]);
  });

  it('keeps compressed answers in the clear', async () => {
    const body = gzipSync('{"ok":true}');
    server.respondWith((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(body);
    });
    await send('GET', '/things');
    expect(exchanges[0]?.answer?.body.toString()).toBe('{"ok":true}');
  });

  it('does not keep what drives a simulator', async () => {
    expect(await send('POST', '/_simulator/clock', '{}')).toMatchObject({ status: 204 });
    expect(server.requests).toHaveLength(1);
    expect(exchanges).toEqual([]);
  });

  it('lets an answer break off where it broke off, and keeps the request alone', async () => {
    server.respondWith((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setImmediate(() => response.destroy());
    });
    await expect(send('GET', '/things')).rejects.toThrow();
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]).not.toHaveProperty('answer');
  });

  it('gives no answer where there is none', async () => {
    server.respondWith((_, response) => void response.destroy());
    await expect(send('GET', '/things')).rejects.toThrow();
    expect(exchanges).toMatchObject([{ method: 'GET', target: '/things' }]);
  });
});
