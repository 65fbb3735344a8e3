/**
 * The ground both simulators stand on: a plain HTTP server on 127.0.0.1 with a clock of its own, latency, faults and a
 * log of calls. What the API answers is the simulator's business (`handle`); how the answer reaches the caller, late,
 * broken or not at all, is decided here. See {@link answerControl} for the endpoints under `/_simulator`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallLog, createCallLog } from './call-log.ts';
import { createClock, type SimulatorClock } from './clock.ts';
import { answerControl, ControlError, type Latency } from './control.ts';
import { deliver } from './delivery.ts';
import { htmlReply, jsonReply, ReplyError, type SimulatorReply, type SimulatorRequest } from './exchange.ts';
import { createFaults, type FaultAction, type Faults } from './faults.ts';
import { type Journal, openJournal } from './journal.ts';
import { seededRandom } from './seeded-random.ts';
import { createWaits } from './waits.ts';

type Answer = SimulatorReply | Promise<SimulatorReply>;

export interface HttpSimulatorOptions {
  /** The simulated API. May throw {@link ReplyError}; anything else thrown becomes `errorReply(500)`. */
  handle(request: SimulatorRequest): Answer;
  /** The simulator's own endpoints under `/_simulator`; undefined falls through to the common ones. */
  control?(request: SimulatorRequest): Answer | undefined;
  /** How the call log names a request. */
  label(request: SimulatorRequest): { endpoint: string; group: string };
  /** The API's own error body for a status; used by `status` faults and for handlers that threw. */
  errorReply(status: number, message: string): SimulatorReply;
  /** 0, the default, takes a free port. */
  port?: number | undefined;
  clock?: SimulatorClock | undefined;
  latencyMs?: number | undefined;
  latencySpreadMs?: number | undefined;
  /** Seeds latency spread and fault probability. */
  seed?: number | undefined;
  /** Compress answers for callers that accept it; off by default because it costs the simulator CPU. */
  gzip?: boolean | undefined;
  /** Keeps what requests have changed beyond the end of the process; see journal.ts. */
  journalFile?: string | undefined;
  /** Sees every exchange of the API itself, for recording; the reply is the undisturbed one. */
  onExchange?: ((request: SimulatorRequest, reply: SimulatorReply) => void) | undefined;
}

export interface HttpSimulator {
  /** `http://127.0.0.1:port`, without a trailing slash. */
  readonly url: string;
  readonly clock: SimulatorClock;
  readonly faults: Faults;
  readonly calls: CallLog;
  /** Assign to change it while running. */
  readonly latency: Latency;
  /** Ends stalled requests, closes every connection, frees the port. */
  close(): Promise<void>;
}

const CONTROL_PATH = '/_simulator';

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

function toRequest(
  method: string,
  target: string,
  headers: SimulatorRequest['headers'],
  body: Buffer,
  nowMs: number,
): SimulatorRequest {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    method,
    path,
    segments: path.split('/').filter(Boolean).map(decode),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers,
    body,
    receivedAtMs: nowMs,
  };
}

const parseRequest = async (message: IncomingMessage, nowMs: number): Promise<SimulatorRequest> =>
  toRequest(message.method ?? 'GET', message.url ?? '/', message.headers, await readBody(message), nowMs);

const isControl = ({ segments }: SimulatorRequest): boolean => segments[0] === CONTROL_PATH.slice(1);

export async function startHttpSimulator(options: HttpSimulatorOptions): Promise<HttpSimulator> {
  const clock = options.clock ?? createClock();
  const faults = createFaults(options.seed);
  const calls = createCallLog();
  const latency: Latency = { ms: options.latencyMs ?? 0, spreadMs: options.latencySpreadMs ?? 0 };
  const random = seededRandom(options.seed ?? 1);
  const waits = createWaits();

  const journal: Journal | undefined =
    options.journalFile === undefined ? undefined : openJournal(options.journalFile, clock, toRequest);

  const answerError = (error: unknown): SimulatorReply => {
    if (error instanceof ReplyError) return error.reply;
    if (error instanceof ControlError) return jsonReply(400, { message: error.message });
    console.error(error);
    return options.errorReply(500, error instanceof Error ? error.message : String(error));
  };

  const attempt = (work: () => Answer): Answer => {
    try {
      const answer = work();
      return answer instanceof Promise ? answer.catch(answerError) : answer;
    } catch (error) {
      return answerError(error);
    }
  };

  const answerOnce = (request: SimulatorRequest): Answer =>
    attempt(() =>
      isControl(request)
        ? (options.control?.(request) ??
          answerControl({ clock, faults, calls, latency }, request) ??
          jsonReply(404, { message: `There is no control endpoint ${request.method} ${request.path}.` }))
        : options.handle(request),
    );

  const faultReply = (fault: FaultAction & { type: 'status' }): SimulatorReply => {
    const headers = {
      ...(fault.retryAfterSeconds !== undefined && { 'Retry-After': String(fault.retryAfterSeconds) }),
      ...fault.headers,
    };
    if (fault.json !== undefined) return jsonReply(fault.status, fault.json, headers);
    if (fault.body === 'html') return htmlReply(fault.status, headers);
    if (fault.body === 'empty') return { status: fault.status, headers };
    const reply = options.errorReply(fault.status, 'Injected fault.');
    return { ...reply, headers: { ...reply.headers, ...headers } };
  };

  const answer = async (request: SimulatorRequest): Promise<SimulatorReply> => {
    const reply = await (journal?.record(request, answerOnce) ?? answerOnce(request));
    options.onExchange?.(request, reply);
    return reply;
  };

  const serveApi = async (request: SimulatorRequest, response: ServerResponse): Promise<void> => {
    const running = calls.begin(request, options.label(request));
    let bytes = 0;
    response.once('close', () => running.end(response.writableFinished ? response.statusCode : 0, bytes));
    const { delayMs, action } = faults.strike(request);
    const latencyMs = latency.ms + (latency.spreadMs > 0 ? random() * latency.spreadMs : 0) + delayMs;
    if (latencyMs > 0) await waits.wait(latencyMs);

    const early = action !== undefined && 'handled' in action && action.handled ? await answer(request) : undefined;
    if (action?.type === 'stall-headers') await waits.wait(action.ms);
    if (response.destroyed) return;
    if (action?.type === 'reset' && action.afterBytes === undefined) {
      response.socket?.resetAndDestroy();
      return;
    }
    if (action?.type === 'inside') request.fault = action;
    const reply = action?.type === 'status' ? faultReply(action) : (early ?? (await answer(request)));
    if (response.destroyed) return;
    const context = { request, nowMs: clock.now(), gzip: options.gzip ?? false, wait: waits.wait };
    bytes = await deliver(response, reply, context, action);
  };

  const serveControl = async (request: SimulatorRequest, response: ServerResponse): Promise<void> => {
    const reply = await (journal?.record(request, answerOnce) ?? answerOnce(request));
    await deliver(response, reply, { request, nowMs: clock.now(), gzip: false, wait: waits.wait });
  };

  journal?.replay(answerOnce);
  const server = createServer({ keepAliveTimeout: 65_000 }, (message, response) => {
    response.sendDate = false;
    parseRequest(message, clock.now())
      .then((request) => (isControl(request) ? serveControl(request, response) : serveApi(request, response)))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    clock,
    faults,
    calls,
    latency,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          journal?.close();
          resolve();
        });
        server.closeAllConnections();
        waits.endAll();
      }),
  };
}
