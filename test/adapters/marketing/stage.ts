import type { ServerResponse } from 'node:http';
import { createTransport } from '../../../shared/adapters/http/transport.ts';
import type { MarketingClient } from '../../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingClient } from '../../../shared/adapters/marketing/marketing-client.ts';
import { toInstant } from '../../../shared/domain/instant.ts';
import type { Clock, Deadline } from '../../../shared/ports.ts';
import { type LoopbackServer, type SeenRequest, startLoopbackServer } from '../http/loopback-server.ts';

export interface ScriptedAnswer {
  status: number;
  /** JSON when not a string. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** What the server does with one request: an answer, or nothing but a cut connection, or silence. */
export type Act = ScriptedAnswer | 'cut' | 'silence';

export const KNOWN = { user: 'apiuser-1@apiconnector.com', password: 'first' };

/** Our clock, whose sleeps take no time but are remembered and move it. */
export class JumpingClock implements Clock {
  slept: number[] = [];
  #skippedMs = 0;
  now() {
    return toInstant(Date.now() + this.#skippedMs);
  }
  async sleep(ms: number) {
    this.slept.push(ms);
    this.#skippedMs += ms;
  }
}

/** Credentials as the secret holds them at the moment; `refresh` sees a change, `read` the cached ones. */
export class ScriptedCredentials {
  cached = KNOWN;
  stored = KNOWN;
  refreshes = 0;
  async read() {
    return this.cached;
  }
  async refresh() {
    this.refreshes += 1;
    this.cached = this.stored;
    return this.cached;
  }
}

export interface Stage {
  server: LoopbackServer;
  client: MarketingClient;
  clock: JumpingClock;
  credentials: ScriptedCredentials;
  /** Acts in order; the last one goes on for ever. */
  play(...acts: [Act, ...Act[]]): void;
  /** One answer per request, worked out from it. */
  answer(respond: (request: SeenRequest) => Act): void;
  close(): Promise<void>;
}

export const within = (ms: number): Deadline => ({ remainingMs: () => ms });
export const unhurried = within(60_000);

function perform(act: Act, response: ServerResponse): void {
  if (act === 'silence') return;
  if (act === 'cut') {
    response.destroy();
    return;
  }
  const text = act.body === undefined ? '' : typeof act.body === 'string' ? act.body : JSON.stringify(act.body);
  response.writeHead(act.status, { 'content-type': 'application/json', ...act.headers }).end(text);
}

/** A Marketing server whose every answer a test decides, and a client that talks to it over real HTTP. */
export async function openStage(): Promise<Stage> {
  const server = await startLoopbackServer((_, response) => perform({ status: 500 }, response));
  const transport = createTransport();
  const clock = new JumpingClock();
  const credentials = new ScriptedCredentials();
  const client = createMarketingClient({
    tenant: { tenantId: 'acme', secretName: 'sync/acme', marketing: { apiUrl: `${server.url}/` } },
    credentials,
    transport,
    clock,
    random: () => 0.5,
  });
  const answer = (respond: (request: SeenRequest) => Act): void =>
    server.respondWith((request, response) => perform(respond(request), response));
  return {
    server,
    client,
    clock,
    credentials,
    answer,
    play: (...acts) => {
      const before = server.requests.length;
      answer(() => acts[Math.min(server.requests.length - before, acts.length) - 1] ?? acts[0]);
    },
    close: async () => {
      await server.close();
      await transport.close();
    },
  };
}
