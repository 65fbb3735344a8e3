import { z } from 'zod';
import type { SimulatorRequest } from './exchange.ts';
import { type Random, seededRandom } from './seeded-random.ts';

/**
 * What goes wrong. `handled: true` lets the API do its work first and spoils only the answer, which is how a caller
 * comes to repeat a write that had already happened.
 */
const FaultActionSchema = z.discriminatedUnion('type', [
  /** Answers with this status; `body` picks the API's own error JSON (default), a proxy's HTML page, or nothing. */
  z.strictObject({
    type: z.literal('status'),
    status: z.int().min(200).max(599),
    body: z.enum(['json', 'html', 'empty']).optional(),
    /** Sent as the JSON body instead of the API's own error for this status. */
    json: z.json().optional(),
    headers: z.record(z.string(), z.string()).optional(),
    retryAfterSeconds: z.number().min(0).optional(),
    handled: z.boolean().optional(),
  }),
  /** Cuts the connection: before any answer, or after this many bytes of the body. */
  z.strictObject({
    type: z.literal('reset'),
    afterBytes: z.int().min(0).optional(),
    handled: z.boolean().optional(),
  }),
  /** Accepts the request and sends no headers; for ever, or for `ms` milliseconds before it is handled. */
  z.strictObject({
    type: z.literal('stall-headers'),
    ms: z.number().min(0).optional(),
    handled: z.boolean().optional(),
  }),
  /** Sends headers and the first bytes of the body, then nothing; for ever, or for `ms` milliseconds. */
  z.strictObject({ type: z.literal('stall-body'), afterBytes: z.int().min(0), ms: z.number().min(0).optional() }),
  /** Adds to the latency. Applies beside any other fault. */
  z.strictObject({ type: z.literal('delay'), ms: z.number().min(0) }),
  /** Played by the simulated API itself; each simulator documents the names it knows. */
  z.strictObject({
    type: z.literal('inside'),
    name: z.string(),
    options: z.record(z.string(), z.json()).optional(),
  }),
]);
export type FaultAction = z.infer<typeof FaultActionSchema>;

export const FaultRuleSchema = z.strictObject({
  /** HTTP method, any case; absent matches all. */
  method: z.string().optional(),
  /** Path pattern where `*` stands for any characters, `/` included; absent matches all but `/_simulator`. */
  path: z.string().optional(),
  /** Matches only when each named query parameter is a number above the given one: `{ limit: 100 }`. */
  queryAbove: z.record(z.string(), z.number()).optional(),
  /** Lets this many matching requests pass first. */
  after: z.int().min(0).optional(),
  /** Strikes this many times, then never again; absent means without end. */
  times: z.int().min(1).optional(),
  /** Probability, 0 to 1, that a matching request is struck; drawn from the seeded generator. */
  share: z.number().min(0).max(1).optional(),
  action: FaultActionSchema,
});
export type FaultRule = z.infer<typeof FaultRuleSchema>;

export interface StandingFault extends FaultRule {
  id: number;
  /** How often it struck so far. */
  struck: number;
}

export interface Faults {
  /** @returns the id to remove it by. */
  add(rule: FaultRule): number;
  remove(id: number): boolean;
  clear(): void;
  list(): StandingFault[];
  /** Every delay that strikes this request, and the first other fault that does. */
  strike(request: SimulatorRequest): { delayMs: number; action?: FaultAction };
}

const patternOf = (glob: string): RegExp =>
  new RegExp(`^${glob.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

type Entry = StandingFault & { pattern: RegExp | undefined; seen: number };

const matches = (entry: Entry, request: SimulatorRequest): boolean =>
  (entry.method === undefined || entry.method.toUpperCase() === request.method) &&
  (entry.pattern === undefined || entry.pattern.test(request.path)) &&
  Object.entries(entry.queryAbove ?? {}).every(([name, bound]) => Number(request.query.get(name) ?? 'NaN') > bound);

const strikes = (entry: Entry, random: Random): boolean => {
  entry.seen++;
  if (entry.seen <= (entry.after ?? 0)) return false;
  if (entry.times !== undefined && entry.struck >= entry.times) return false;
  if (entry.share !== undefined && random() >= entry.share) return false;
  entry.struck++;
  return true;
};

export function createFaults(seed = 1): Faults {
  const random = seededRandom(seed);
  let entries: Entry[] = [];
  let nextId = 1;
  return {
    add: (rule) => {
      const parsed = FaultRuleSchema.parse(rule);
      const pattern = parsed.path === undefined ? undefined : patternOf(parsed.path);
      entries.push({ ...parsed, id: nextId, struck: 0, seen: 0, pattern });
      return nextId++;
    },
    remove: (id) => {
      const before = entries.length;
      entries = entries.filter((entry) => entry.id !== id);
      return entries.length < before;
    },
    clear: () => {
      entries = [];
    },
    list: () => entries.map(({ pattern: _pattern, seen: _seen, ...standing }) => standing),
    strike: (request) => {
      let delayMs = 0;
      let action: FaultAction | undefined;
      for (const entry of entries) {
        const isDelay = entry.action.type === 'delay';
        if ((!isDelay && action !== undefined) || !matches(entry, request) || !strikes(entry, random)) continue;
        if (entry.action.type === 'delay') delayMs += entry.action.ms;
        else action = entry.action;
      }
      return { delayMs, ...(action && { action }) };
    },
  };
}
