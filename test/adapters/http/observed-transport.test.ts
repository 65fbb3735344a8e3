import { describe, expect, it } from '@jest/globals';
import { HttpFailure } from '../../../shared/adapters/http/http-failure.ts';
import { type ObservedCall, observeTransport } from '../../../shared/adapters/http/observed-transport.ts';
import type { HttpAnswer, Transport } from '../../../shared/adapters/http/transport.ts';
import { measureCall } from '../../../shared/telemetry/measure-call.ts';

const REQUEST = {
  method: 'GET' as const,
  url: 'https://api.example.com/shop/customers?where=email%3D%22ada%40example.com%22',
  headers: { 'X-Correlation-ID': 'sync-1' },
  deadlineMs: 1000,
};

function observed(send: Transport['send']) {
  const calls: ObservedCall[] = [];
  const transport = observeTransport({ send, close: async () => undefined }, (call) => calls.push(call));
  return { calls, transport };
}

const answer = (status: number): HttpAnswer => ({ status, headers: {}, text: 'ada@example.com', bytes: 15 });

describe('a transport that is observed', () => {
  it('tells status and correlation id, and neither path, query nor body', async () => {
    const { calls, transport } = observed(async () => answer(200));
    await expect(transport.send(REQUEST)).resolves.toEqual(answer(200));
    expect(calls).toMatchObject([
      { method: 'GET', origin: 'https://api.example.com', status: 200, correlationId: 'sync-1' },
    ]);
    expect(JSON.stringify(calls)).not.toMatch(/ada|customers/);
  });

  it('tells how an exchange failed and lets the failure through', async () => {
    const failure = new HttpFailure('reset', {
      origin: 'https://api.example.com',
      code: 'ECONNRESET',
      mayHaveReachedServer: true,
    });
    const { calls, transport } = observed(() => Promise.reject(failure));
    await expect(transport.send(REQUEST)).rejects.toBe(failure);
    expect(calls).toMatchObject([{ failure: 'reset' }]);
  });
});

describe('a call in metrics', () => {
  const TIMES = { startedAtMs: 1000, endedAtMs: 1250 };
  const namesOf = (call: { status?: number; failure?: string }) =>
    measureCall('marketing', { ...TIMES, ...call }).map(({ metric }) => metric);

  it('is one call and its time', () => {
    expect(measureCall('marketing', { ...TIMES, status: 202 })).toEqual([
      { metric: 'apiCalls', value: 1, dimensions: { Api: 'marketing' } },
      { metric: 'apiMilliseconds', value: 250, dimensions: { Api: 'marketing' } },
    ]);
  });

  it('is an error by its status or by how it failed, and a record that is not there is none', () => {
    expect(measureCall('commercetools', { ...TIMES, status: 503 })).toContainEqual({
      metric: 'apiErrors',
      value: 1,
      dimensions: { Api: 'commercetools', Code: '503' },
    });
    expect(measureCall('commercetools', { ...TIMES, failure: 'timeout' })).toContainEqual({
      metric: 'apiErrors',
      value: 1,
      dimensions: { Api: 'commercetools', Code: 'timeout' },
    });
    expect(namesOf({ status: 404 })).not.toContain('apiErrors');
  });

  it('tells a refusal for being one too many apart', () => {
    expect(namesOf({ status: 429 })).toContain('rateLimited');
    expect(namesOf({ status: 500 })).not.toContain('rateLimited');
  });
});
