/**
 * What lets a simulator outlive its process: a file with every request that changed something, written before the request
 * is answered. Played again at the next start, each at its own simulated time and with its own chance, they lead to the
 * same records, the same ids and the same imports under way. An import that ends by being asked about is asked anew.
 */
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { withChance } from './chance.ts';
import type { SimulatorClock } from './clock.ts';
import type { SimulatorReply, SimulatorRequest } from './exchange.ts';

const EntrySchema = z.object({
  key: z.string(),
  atMs: z.number(),
  method: z.string(),
  target: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.union([z.object({ text: z.string() }), z.object({ base64: z.string() })]),
});
type Entry = z.infer<typeof EntrySchema>;

export interface Journal {
  /** Does again what the file holds. For the start, before anything else is asked of the simulator. */
  replay(handle: Handle): void;
  /** Handles a request and, if it may have changed something, writes it down. */
  record(request: SimulatorRequest, handle: Handle): ReturnType<Handle>;
  close(): void;
}

/** Whoever may change something does so before it returns. */
type Handle = (request: SimulatorRequest) => SimulatorReply | Promise<SimulatorReply>;

/** Tokens do not outlive a process: whoever loses one fetches another. */
const TOKEN_PATH = '/oauth/token';

/** How exchanges are counted, delayed and disturbed is no part of what a simulator holds. */
const PASSING = /^\/_simulator\/(calls|faults|latency)\b/;

const mayChange = ({ method, path }: SimulatorRequest): boolean =>
  method !== 'GET' && path !== TOKEN_PATH && !PASSING.test(path);

/** A refusal for a rate or a limit depends on other calls, which are not written down. */
const TOO_MANY = 429;

/** What a handler may look at besides the body. */
const KEPT_HEADERS = ['authorization', 'content-type', 'content-encoding'];
const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/** @param parse turns a target (path and query) and what came with it into a request, as the server does */
export function openJournal(
  file: string,
  clock: SimulatorClock,
  parse: (method: string, target: string, headers: Entry['headers'], body: Buffer, atMs: number) => SimulatorRequest,
): Journal {
  const descriptor = openSync(file, 'a+', 0o600);
  return {
    replay: (handle) => {
      for (const line of readWholeLines(descriptor)) {
        const { key, atMs, method, target, headers, body } = EntrySchema.parse(JSON.parse(line));
        const bytes = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.base64, 'base64');
        clock.standAt(atMs, () => withChance(key, () => handle(parse(method, target, headers, bytes, atMs))));
      }
    },
    record: (request, handle) => {
      if (!mayChange(request)) return handle(request);
      const key = randomUUID();
      const atMs = clock.now();
      const reply = clock.standAt(atMs, () => withChance(key, () => handle(request)));
      if (reply instanceof Promise) throw new TypeError('What may change something has to be answered at once.');
      if (reply.status !== TOO_MANY) writeSync(descriptor, `${JSON.stringify(toEntry(request, key, atMs))}\n`);
      return reply;
    },
    close: () => closeSync(descriptor),
  };
}

function toEntry({ method, path, query, headers, body }: SimulatorRequest, key: string, atMs: number): Entry {
  const kept = KEPT_HEADERS.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : []));
  return {
    key,
    atMs,
    method,
    target: query.size > 0 ? `${path}?${query}` : path,
    headers: Object.fromEntries(kept),
    body: isUtf8(body) ? { text: body.toString() } : { base64: body.toString('base64') },
  };
}

/** Cuts off a last line that a dying process left half written: nobody was answered for it. */
function* readWholeLines(descriptor: number): Generator<string> {
  let rest = Buffer.alloc(0);
  let read = 0;
  for (;;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const bytes = readSync(descriptor, chunk, 0, CHUNK_BYTES, read);
    read += bytes;
    rest = Buffer.concat([rest, chunk.subarray(0, bytes)]);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
    }
    if (bytes === 0) break;
  }
  if (rest.length > 0) ftruncateSync(descriptor, read - rest.length);
}
