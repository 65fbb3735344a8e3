import type { SimulatorRequest } from './exchange.ts';

/** One answered, broken or abandoned request. */
export interface Call {
  method: string;
  path: string;
  /** Query string as it was sent, without `?`. */
  query: string;
  /** Method and path with the variable parts named, `GET /{projectKey}/customers`. */
  endpoint: string;
  /** Whose request it was: the project key or the account. */
  group: string;
  /** 0 when the connection ended without an answer. */
  status: number;
  /** Simulator's clock, epoch milliseconds. */
  startedAtMs: number;
  /** Until the last byte left or the connection ended; 0 while under way. */
  ms: number;
  requestBytes: number;
  /** Body bytes handed to the socket. */
  bytes: number;
}

export interface CallTotals {
  count: number;
  /** Answers of 400 and above, and requests without an answer. */
  errors: number;
  bytes: number;
  ms: number;
}

export interface CallSummary extends CallTotals {
  maxParallel: number;
  byEndpoint: Record<string, CallTotals>;
  /** Per project or account. */
  byGroup: Record<string, CallTotals & { maxParallel: number }>;
}

export interface CallLog {
  /** Oldest first; the newest 200,000 are kept, totals count all. */
  readonly entries: readonly Call[];
  summary(): CallSummary;
  /** Entries whose endpoint contains the text, `'/customers'` or `'PUT '`. */
  of(endpointPart: string): Call[];
  reset(): void;
  begin(request: SimulatorRequest, label: { endpoint: string; group: string }): RunningCall;
}

export interface RunningCall {
  readonly call: Call;
  end(status: number, bytes: number): void;
}

const KEPT = 200_000;

interface Parallel {
  running: number;
  max: number;
}

const blank = (): CallTotals => ({ count: 0, errors: 0, bytes: 0, ms: 0 });

const count = (totals: CallTotals, call: Call): void => {
  totals.count++;
  totals.bytes += call.bytes;
  totals.ms += call.ms;
  if (call.status === 0 || call.status >= 400) totals.errors++;
};

const entryOf = <T>(map: Map<string, T>, key: string, make: () => T): T => {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
};

export function createCallLog(monotonicMs: () => number = () => performance.now()): CallLog {
  let entries: Call[] = [];
  let total = blank();
  let byEndpoint = new Map<string, CallTotals>();
  let byGroup = new Map<string, CallTotals>();
  const all: Parallel = { running: 0, max: 0 };
  const groups = new Map<string, Parallel>();

  const begin = (request: SimulatorRequest, label: { endpoint: string; group: string }): RunningCall => {
    const startedAt = monotonicMs();
    const call: Call = {
      method: request.method,
      path: request.path,
      query: request.query.toString(),
      ...label,
      status: 0,
      startedAtMs: request.receivedAtMs,
      ms: 0,
      requestBytes: request.body.length,
      bytes: 0,
    };
    if (entries.length >= 2 * KEPT) entries = entries.slice(-KEPT);
    entries.push(call);
    const gauges = [all, entryOf(groups, label.group, () => ({ running: 0, max: 0 }))];
    for (const gauge of gauges) gauge.max = Math.max(gauge.max, ++gauge.running);
    let isOver = false;
    return {
      call,
      end: (status, bytes) => {
        if (isOver) return;
        isOver = true;
        for (const gauge of gauges) gauge.running--;
        Object.assign(call, { status, bytes, ms: monotonicMs() - startedAt });
        count(total, call);
        count(entryOf(byEndpoint, label.endpoint, blank), call);
        count(entryOf(byGroup, label.group, blank), call);
      },
    };
  };

  return {
    get entries() {
      return entries.length > KEPT ? entries.slice(-KEPT) : entries;
    },
    of: (endpointPart) => entries.filter((call) => call.endpoint.includes(endpointPart)),
    summary: () => ({
      ...total,
      maxParallel: all.max,
      byEndpoint: Object.fromEntries([...byEndpoint].map(([key, totals]) => [key, { ...totals }])),
      byGroup: Object.fromEntries(
        [...byGroup].map(([key, totals]) => [key, { ...totals, maxParallel: groups.get(key)?.max ?? 0 }]),
      ),
    }),
    reset: () => {
      entries = [];
      total = blank();
      byEndpoint = new Map();
      byGroup = new Map();
      for (const gauge of [all, ...groups.values()]) gauge.max = gauge.running;
    },
    begin,
  };
}
