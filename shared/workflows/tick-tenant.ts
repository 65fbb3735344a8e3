import { shutsTenant } from '../domain/circuit.ts';
import { ConfigurationError, TransientError } from '../domain/errors.ts';
import type { OpenMessage } from '../domain/message.ts';
import { SILENT_LANE_SECONDS } from '../domain/pacing.ts';
import type { Tenant } from '../domain/tenant.ts';
import { TRACK_NAMES, type Track } from '../domain/track.ts';
import type { Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { streamsOf } from '../streams/streams-of.ts';
import { chooseTries, type MayGoOn } from './circuit.ts';
import { followMapping } from './follow-mapping.ts';
import { openDaily } from './open-daily.ts';
import { openRequested } from './open-requested.ts';
import { beginStream, openHistory, openLive } from './open-tracks.ts';
import { reissueLanes } from './reissue-lanes.ts';
import { reportStream, reportTenant } from './report-standing.ts';
import { problemOf } from './rest-lane.ts';
import { retryPassing } from './retry-passing.ts';
import { TenantView } from './tenant-view.ts';

/** Why a tenant is looked at: the schedule came round, or one of its runs closed and something may have waited for it. */
export type TickCause = ({ kind: 'schedule' } & TickOptions) | { kind: 'runClosed'; stream: string };

/** What a person may ask of a tick; the schedule asks for nothing. */
export interface TickOptions {
  /** Lanes that have not moved for this long are issued again; 0 issues every open lane again. */
  silentAfterSeconds?: number | undefined;
  /** Refreshes every catalog now instead of once a day. */
  refreshNow?: boolean | undefined;
}

/**
 * One look at a tenant: sends on what has gone silent, and opens every run that is due. A stream that cannot go on says
 * why on its own track and stops no other.
 * @throws AggregateError of what no person's action explains, after every stream has had its turn.
 */
export async function tickTenant(tenant: Tenant, cause: TickCause, ports: Ports): Promise<void> {
  const { tenantId } = tenant;
  if (!tenant.enabled) return ports.observer.note('tenantPaused', { tenantId });
  const view = new TenantView(tenantId, streamsOf(tenant), await ports.tracks.listTracks(tenantId));
  const surprises: unknown[] = [];
  const mayGoOn = chooseTries(view);
  let shut: unknown;
  for (const stream of view.streams) {
    let met: unknown;
    try {
      if (cause.kind === 'schedule') await lookAfterRuns(stream, cause, mayGoOn, view, ports);
      // The account is closed to this tenant: asking once more for each stream would change nothing.
      if (shut !== undefined) throw shut;
      await openDueRuns(tenant, stream, cause, view, ports);
      await forgetProblem(view.find(stream.name, 'live'), ports);
    } catch (error) {
      met = error;
      if (error instanceof ConfigurationError && shutsTenant(error.code)) shut = error;
      ports.observer.fail('streamHeldUp', error, { tenantId, stream: stream.name });
      await ports.tracks.putProblem(view.keyOf(stream.name, 'live'), problemOf(error, ports.clock.now()));
      if (!(error instanceof ConfigurationError || error instanceof TransientError)) surprises.push(error);
    }
    if (cause.kind === 'schedule') reportStream(stream.name, met, view, ports);
  }
  if (cause.kind === 'schedule') reportTenant(view, ports);
  if (surprises.length > 0) throw new AggregateError(surprises, `Tenant ${tenantId} met unexpected errors.`);
}

/** What held the stream up at an earlier tick did so no longer; while a run is open, its own lanes say when it is mended. */
async function forgetProblem(live: Track | undefined, ports: Ports): Promise<void> {
  if (live?.problem && !live.run) await ports.tracks.clearProblem(live);
}

async function lookAfterRuns(
  stream: Stream,
  { silentAfterSeconds = SILENT_LANE_SECONDS }: Extract<TickCause, { kind: 'schedule' }>,
  mayGoOn: MayGoOn,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  for (const name of TRACK_NAMES) {
    const track = view.find(stream.name, name);
    if (track?.run) await reissueLanes(track, track.run, silentAfterSeconds, mayGoOn, ports);
  }
}

async function openDueRuns(
  tenant: Tenant,
  stream: Stream,
  cause: TickCause,
  view: TenantView,
  ports: Ports,
): Promise<void> {
  const source = ports.sourceOf(tenant);
  if (view.find(stream.name, 'live')?.watermark === undefined) {
    if (cause.kind !== 'schedule') return;
    await beginStream(tenant, stream, source, view, ports);
  }
  await followMapping(tenant, stream, view, ports);
  const live = view.find(stream.name, 'live');
  if (live && isLiveDue(live, stream, cause)) await openLive(live, stream, source, cause.kind, view, ports);
  await openHistory(stream, source, view, ports);
  if (cause.kind === 'schedule') await retryPassing(stream, view, ports);
  await openRequested(stream, source, view, ports);
  await openDaily(stream, source, cause.kind === 'schedule' && cause.refreshNow === true, view, ports);
}

/**
 * Between ticks only those live runs are due that waited for the run that closed. Opening the others too would read the
 * overlap again and again.
 */
const isLiveDue = (live: Track, stream: Stream, cause: TickCause): boolean =>
  cause.kind === 'schedule' || live.isWaiting === true || stream.after.includes(cause.stream);

/** What an `open` message asks for: opens the runs that waited for the one that closed. */
export async function openAfterClose({ tenantId, closedStream }: OpenMessage, ports: Ports): Promise<void> {
  // Settings that are half a minute old could open a run by a mapping that is no longer the tenant's.
  const tenant = await ports.tenants.getTenant(tenantId, true);
  if (tenant) await tickTenant(tenant, { kind: 'runClosed', stream: closedStream }, ports);
}
