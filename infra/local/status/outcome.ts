import { isBalanced } from '../../../shared/domain/counts.ts';
import type { StoredRejection } from '../../../shared/domain/rejection.ts';
import type { RunSummary } from '../../../shared/domain/run.ts';
import type { Demo } from '../demo/demo.ts';
import type { Holdings } from '../demo/simulated-account.ts';
import type { Stores } from '../stores.ts';
import type { Snapshot } from './snapshot.ts';
import type { Obstacle } from './until-level.ts';

/** All there is to say when a run of the local stack is over. */
export interface Outcome {
  /** Of all tenants, oldest first. */
  readonly runs: readonly RunSummary[];
  readonly rejections: readonly StoredRejection[];
  readonly obstacles: readonly Obstacle[];
  /** What Marketing holds; `undefined` where that is not for us to ask. */
  readonly holdings: Holdings | undefined;
  readonly seconds: number;
  readonly functions: readonly FunctionUsage[];
}

/** What one function has used, all its copies together. */
export interface FunctionUsage {
  readonly name: string;
  readonly invocations: number;
  /** The most memory that any copy has held at once, in megabytes; 0 when it never answered. */
  readonly peakMemoryMb: number;
}

/** More than any demo has; the run history itself keeps a year. */
const MAX_RUNS = 10_000;

/** @returns oldest first */
export async function readRuns({ runs }: Stores, { streams }: Snapshot): Promise<RunSummary[]> {
  const tenantIds = [...new Set(streams.map(({ tenantId }) => tenantId))];
  const ofTenants = await Promise.all(tenantIds.map((tenantId) => runs.listRuns(tenantId, MAX_RUNS)));
  return ofTenants.flat().sort((a, b) => (a.closedAt < b.closedAt ? -1 : 1));
}

/** Reads the closed runs anew only when one has closed since, which the tracks themselves tell. */
export function createRunReader(stores: Stores): (snapshot: Snapshot) => Promise<readonly RunSummary[]> {
  let known: { readonly latest: string; readonly runs: readonly RunSummary[] } = { latest: '', runs: [] };
  return async (snapshot) => {
    const latest = snapshot.streams.flatMap(({ tracks }) => tracks.map(({ lastRun }) => lastRun?.id)).join(' ');
    if (latest !== known.latest) known = { latest, runs: await readRuns(stores, snapshot) };
    return known.runs;
  };
}

export async function readOutcome(
  stores: Stores,
  snapshot: Snapshot,
  demo: Demo,
  obstacles: readonly Obstacle[],
  seconds: number,
  functions: readonly FunctionUsage[],
): Promise<Outcome> {
  const tenantIds = [...new Set(snapshot.streams.map(({ tenantId }) => tenantId))];
  const rejections = await Promise.all(tenantIds.map((tenantId) => stores.rejections.listRejections(tenantId)));
  return {
    runs: await readRuns(stores, snapshot),
    rejections: rejections.flat(),
    obstacles,
    holdings: await demo.readHoldings(),
    seconds,
    functions,
  };
}

export const isAllBalanced = ({ runs }: Outcome): boolean => runs.every(({ counts }) => isBalanced(counts));

/** The outcome as `--json` writes it. Ids and codes only: no names, no addresses. */
export const toJson = (outcome: Outcome) => ({
  balanced: isAllBalanced(outcome),
  seconds: outcome.seconds,
  runs: outcome.runs.map(({ tenantId, stream, track, window, seconds, counts }) => ({
    tenant: tenantId,
    stream,
    track,
    from: window.from ?? null,
    to: window.to,
    read: counts.read,
    imported: counts.imported,
    rejected: counts.rejected,
    skipped: counts.skipped,
    seconds,
    calls: counts.calls,
  })),
  marketing: { contacts: outcome.holdings?.contacts ?? null, collections: outcome.holdings?.collections ?? {} },
  functions: outcome.functions.map(({ name, invocations, peakMemoryMb }) => ({
    name,
    invocations,
    peakMemoryMb: Math.round(peakMemoryMb),
  })),
  rejections: outcome.rejections.map(({ tenantId, stream, id, code }) => ({ tenant: tenantId, stream, id, code })),
  problems: outcome.obstacles.map(({ tenantId, stream, problem: { code, message, remedy } }) => ({
    tenant: tenantId ?? null,
    stream: stream ?? null,
    code,
    message,
    remedy: remedy ?? null,
  })),
});
