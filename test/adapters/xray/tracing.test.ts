import { createSocket, type Socket } from 'node:dgram';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSegmentSender } from '../../../shared/adapters/xray/segment-sender.ts';
import { createTracer, type TracedCall } from '../../../shared/telemetry/tracer.ts';
import { eventually } from '../../support/eventually.ts';

const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const CALL: TracedCall = {
  method: 'GET',
  origin: 'https://api.example.com',
  status: 200,
  correlationId: 'sync-1',
  startedAtMs: 1_772_366_400_000,
  endedAtMs: 1_772_366_400_250,
};

type Document = Record<string, unknown>;

describe('tracing', () => {
  let daemon: Socket;
  let port: number;
  let received: Document[] = [];
  beforeAll(async () => {
    daemon = createSocket('udp4');
    daemon.on('message', (datagram) => {
      const [header = '', document = ''] = datagram.toString().split('\n');
      expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 });
      received.push(JSON.parse(document));
    });
    await new Promise<void>((resolve) => daemon.bind(0, '127.0.0.1', resolve));
    port = daemon.address().port;
  });
  afterAll(() => new Promise<void>((resolve) => daemon.close(resolve)));
  beforeEach(() => {
    received = [];
  });

  const arrived = async (count: number) => {
    await eventually(() => received.length >= count);
    expect(received).toHaveLength(count);
  };
  const tracerOf = (header: string | undefined) =>
    createTracer({ readHeader: () => header, send: createSegmentSender(`127.0.0.1:${port}`) });

  it('puts the requests of a message under the message, with ids to search by', async () => {
    const tracer = tracerOf(TRACE);
    await tracer.around('page', { tenantId: 'acme', runId: 'r1' }, async () => {
      tracer.recordCall('commercetools', CALL, { tenantId: 'acme' });
    });
    await arrived(2);
    const [call, page] = received;
    expect(page).toMatchObject({
      type: 'subsegment',
      name: 'page',
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      parent_id: '53995c3f42cd8ad8',
      annotations: { tenantId: 'acme', runId: 'r1' },
    });
    expect(call).toEqual({
      type: 'subsegment',
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      name: 'commercetools',
      namespace: 'remote',
      trace_id: '1-5759e988-bd862e3fe1be46a994272793',
      parent_id: page?.id,
      start_time: 1_772_366_400,
      end_time: 1_772_366_400.25,
      http: { request: { method: 'GET', url: 'https://api.example.com' }, response: { status: 200 } },
      annotations: { tenantId: 'acme', runId: 'r1', correlationId: 'sync-1' },
    });
  });

  it('keeps messages that are worked on side by side apart', async () => {
    const tracer = tracerOf(TRACE);
    const settle = (runId: string) =>
      tracer.around('settle', { runId }, async () => {
        await new Promise((resolve) => setImmediate(resolve));
        tracer.recordCall('marketing', CALL, {});
      });
    await Promise.all([settle('r1'), settle('r2')]);
    await arrived(4);
    const calls = received.filter(({ name }) => name === 'marketing');
    for (const { annotations, parent_id } of calls) {
      const { runId } = annotations as { runId: string };
      const message = received.find((each) => each.id === parent_id);
      expect(message?.annotations).toEqual({ runId });
    }
    expect(new Set(calls.map(({ parent_id }) => parent_id)).size).toBe(2);
  });

  it('marks what failed', async () => {
    const tracer = tracerOf(TRACE);
    const { status: _, ...noAnswer } = CALL;
    tracer.recordCall('marketing', { ...CALL, status: 429 }, {});
    tracer.recordCall('marketing', { ...noAnswer, failure: 'timeout' }, {});
    await expect(tracer.around('page', {}, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await arrived(3);
    expect(received).toMatchObject([{ error: true, throttle: true }, { fault: true }, { name: 'page', fault: true }]);
  });

  it.each([undefined, '', TRACE.replace('Sampled=1', 'Sampled=0'), 'Root=1-2-3'])(
    'sends nothing for an invocation that X-Ray does not keep (%j)',
    async (header) => {
      const tracer = tracerOf(header);
      await tracer.around('page', {}, async () => tracer.recordCall('commercetools', CALL, {}));
      tracerOf(TRACE).recordCall('commercetools', CALL, {});
      await arrived(1);
    },
  );

  it.each([undefined, '', 'nowhere', 'host:'])('does without a daemon (%j)', (address) => {
    expect(() => createSegmentSender(address)({ name: 'x' })).not.toThrow();
  });
});
