import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { jsonReply, ReplyError, type SimulatorRequest } from './exchange.ts';
import type { FaultRule } from './faults.ts';
import { type HttpSimulator, startHttpSimulator } from './server.ts';

const BODY = { text: 'x'.repeat(5000) };
let handled: SimulatorRequest[] = [];
let simulator: HttpSimulator;

beforeEach(async () => {
  handled = [];
  simulator = await startHttpSimulator({
    gzip: true,
    handle: (request) => {
      handled.push(request);
      if (request.path === '/refused') throw new ReplyError(jsonReply(409, { refused: true }));
      if (request.path === '/broken') throw new Error('broken');
      return jsonReply(200, request.fault ? { fault: request.fault.name } : BODY);
    },
    label: (request) => ({ endpoint: `${request.method} /{group}`, group: request.segments[0] ?? '' }),
    errorReply: (status, message) => jsonReply(status, { statusCode: status, message }),
  });
});
afterEach(() => simulator.close());

const get = (path = '/acme', init: RequestInit = {}) => fetch(simulator.url + path, init);
const strike = (action: FaultRule['action'], rule: Partial<FaultRule> = {}) =>
  simulator.faults.add({ ...rule, action });

describe('a simulator over HTTP', () => {
  it('stamps answers with its own clock, which control advances', async () => {
    await fetch(`${simulator.url}/_simulator/clock`, { method: 'POST', body: JSON.stringify({ ms: 86_400_000 }) });
    const date = Date.parse((await get()).headers.get('date') ?? '');
    expect(date - Date.now()).toBeGreaterThan(86_000_000);
    await expect((await fetch(`${simulator.url}/_simulator/clock`)).json()).resolves.toMatchObject({
      offsetMs: 86_400_000,
    });
  });

  it('turns a thrown reply into that reply and any other error into the 500 of the API', async () => {
    const silenced = jest.spyOn(console, 'error').mockReturnValue(undefined);
    expect((await get('/refused')).status).toBe(409);
    const broken = await get('/broken');
    expect([broken.status, await broken.json()]).toEqual([500, { statusCode: 500, message: 'broken' }]);
    silenced.mockRestore();
  });

  it('compresses for a caller who accepts it and not for others', async () => {
    const packed = await get('/acme', { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    await expect(packed.json()).resolves.toEqual(BODY);
    const plain = await get('/acme', { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
  });

  it('logs each call with its status, size, group and the greatest number side by side', async () => {
    simulator.latency.ms = 20;
    await Promise.all([get('/a'), get('/a'), get('/b')].map(async (r) => (await r).text()));
    simulator.latency.ms = 0;
    const log = (await (await fetch(`${simulator.url}/_simulator/calls`)).json()) as Record<string, unknown>;
    expect(log).toMatchObject({
      count: 3,
      errors: 0,
      maxParallel: 3,
      byEndpoint: { 'GET /{group}': { count: 3 } },
      byGroup: { a: { count: 2, maxParallel: 2 }, b: { count: 1, maxParallel: 1 } },
    });
    expect(simulator.calls.of('GET')[0]).toMatchObject({ method: 'GET', status: 200 });
    await fetch(`${simulator.url}/_simulator/calls`, { method: 'DELETE' });
    expect(simulator.calls.summary()).toMatchObject({ count: 0, maxParallel: 0, byGroup: {} });
  });

  it('answers control requests that it does not know, or that are malformed, with the reason', async () => {
    expect((await fetch(`${simulator.url}/_simulator/nonsense`)).status).toBe(404);
    const reply = await fetch(`${simulator.url}/_simulator/faults`, {
      method: 'POST',
      body: '{"action":{"type":"x"}}',
    });
    expect(reply.status).toBe(400);
    expect(JSON.stringify(await reply.json())).toContain('action.type');
  });
});

describe('faults', () => {
  it('answers with a status in the shape asked for', async () => {
    strike({ type: 'status', status: 503 }, { times: 1 });
    strike({ type: 'status', status: 502, body: 'html' }, { times: 1 });
    strike({ type: 'status', status: 429, body: 'empty', retryAfterSeconds: 7 }, { times: 1 });
    const [own, html, empty] = [await get(), await get(), await get()];
    expect(await own.json()).toEqual({ statusCode: 503, message: 'Injected fault.' });
    expect(await html.text()).toContain('<h1>502</h1>');
    expect([empty.status, empty.headers.get('retry-after'), await empty.text()]).toEqual([429, '7', '']);
    expect(handled).toHaveLength(0);
    expect((await get()).status).toBe(200);
  });

  it('strikes by method, path, query value, after so many, so many times', async () => {
    strike(
      { type: 'status', status: 503 },
      { method: 'get', path: '/a*/x', queryAbove: { limit: 100 }, after: 1, times: 1 },
    );
    const paths = [
      '/acme/x?limit=101',
      '/acme/x?limit=100',
      '/b/x?limit=500',
      '/acme/x?limit=500',
      '/acme/x?limit=500',
    ];
    const statuses: number[] = [];
    for (const path of paths) statuses.push((await get(path)).status);
    expect(statuses).toEqual([200, 200, 200, 503, 200]);
  });

  it('strikes a share of the requests, the same ones for the same seed', async () => {
    strike({ type: 'status', status: 503 }, { share: 0.5 });
    for (let i = 0; i < 40; i++) await get();
    const struck = simulator.faults.list()[0]?.struck ?? 0;
    expect(struck).toBeGreaterThan(5);
    expect(struck).toBeLessThan(35);
  });

  it('cuts the connection before the request is handled, or after', async () => {
    strike({ type: 'reset' }, { times: 1 });
    await expect(get()).rejects.toThrow('fetch failed');
    expect(handled).toHaveLength(0);
    strike({ type: 'reset', handled: true }, { times: 1 });
    await expect(get()).rejects.toThrow('fetch failed');
    expect(handled).toHaveLength(1);
    expect(simulator.calls.entries.map((call) => call.status)).toEqual([0, 0]);
  });

  it('cuts the connection in the middle of the body', async () => {
    strike({ type: 'reset', afterBytes: 100 });
    const reply = get('/acme', { headers: { 'accept-encoding': 'identity' } });
    await expect(reply.then((r) => r.text())).rejects.toThrow();
  });

  it('withholds headers, or the rest of the body, until the caller gives up', async () => {
    strike({ type: 'stall-headers' }, { times: 1 });
    await expect(get('/acme', { signal: AbortSignal.timeout(50) })).rejects.toThrow('timeout');
    strike({ type: 'stall-body', afterBytes: 10 }, { times: 1 });
    const begun = await get('/acme', { signal: AbortSignal.timeout(200) });
    expect(begun.status).toBe(200);
    await expect(begun.text()).rejects.toThrow();
  });

  it('delivers after a bounded stall', async () => {
    strike({ type: 'stall-headers', ms: 5, handled: true }, { times: 1 });
    strike({ type: 'stall-body', afterBytes: 10, ms: 5 }, { times: 1 });
    await expect((await get()).json()).resolves.toEqual(BODY);
    await expect((await get()).json()).resolves.toEqual(BODY);
    expect(handled).toHaveLength(2);
  });

  it('adds a delay beside another fault, and hands inside faults to the API', async () => {
    strike({ type: 'delay', ms: 30 });
    strike({ type: 'inside', name: 'fat-page' });
    await expect((await get()).json()).resolves.toEqual({ fault: 'fat-page' });
    expect(simulator.calls.entries[0]?.ms).toBeGreaterThanOrEqual(25);
  });

  it('ends when removed', async () => {
    const id = strike({ type: 'status', status: 500 });
    expect((await fetch(`${simulator.url}/_simulator/faults/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await get()).status).toBe(200);
  });

  it('does not keep a simulator from closing while a request is stalled', async () => {
    strike({ type: 'stall-headers' });
    const stalled = get().catch(() => 'broken off');
    while (simulator.calls.entries.length === 0) await new Promise(setImmediate);
    await simulator.close();
    await expect(stalled).resolves.toBe('broken off');
  });
});
