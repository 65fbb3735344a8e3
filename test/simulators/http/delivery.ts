import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { SimulatorReply, SimulatorRequest } from './exchange.ts';
import type { FaultAction } from './faults.ts';

export interface DeliveryContext {
  request: SimulatorRequest;
  /** Value of the `Date` header, epoch milliseconds. */
  nowMs: number;
  gzip: boolean;
  /** Resolves after `ms`, or never when `ms` is undefined; settles early when the simulator closes. */
  wait(ms: number | undefined): Promise<void>;
}

/** Below this a compressed body saves nothing worth the work. */
const MIN_GZIP_BYTES = 1024;
/** Loopback is quick; a low level costs the simulator less CPU and changes nothing that the caller can see. */
const GZIP_LEVEL = 1;

const bodyOf = (reply: SimulatorReply): Buffer =>
  typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : (reply.body ?? Buffer.alloc(0));

const acceptsGzip = (request: SimulatorRequest): boolean => /\bgzip\b/.test(String(request.headers['accept-encoding']));

/** Writes the reply, or as much of it as the fault lets through. @returns body bytes handed to the socket. */
export async function deliver(
  response: ServerResponse,
  reply: SimulatorReply,
  context: DeliveryContext,
  fault?: FaultAction,
): Promise<number> {
  const plain = bodyOf(reply);
  const isGzipped = context.gzip && plain.length >= MIN_GZIP_BYTES && acceptsGzip(context.request);
  const body = isGzipped ? gzipSync(plain, { level: GZIP_LEVEL }) : plain;
  const headers: Record<string, string | number> = {
    Date: new Date(context.nowMs).toUTCString(),
    ...reply.headers,
    ...(isGzipped && { 'Content-Encoding': 'gzip' }),
    ...(reply.status !== 204 && { 'Content-Length': body.length }),
  };
  response.writeHead(reply.status, headers);

  if (fault?.type === 'reset') {
    const sent = body.subarray(0, fault.afterBytes ?? 0);
    response.flushHeaders();
    await new Promise<void>((resolve) => {
      response.write(sent, () => resolve());
    });
    response.socket?.resetAndDestroy();
    return sent.length;
  }
  if (fault?.type === 'stall-body') {
    const first = body.subarray(0, fault.afterBytes);
    response.flushHeaders();
    if (first.length > 0) response.write(first);
    await context.wait(fault.ms);
    if (response.destroyed) return first.length;
    response.end(body.subarray(fault.afterBytes));
    return body.length;
  }
  response.end(context.request.method === 'HEAD' ? undefined : body);
  return body.length;
}
