import type { RunRequest } from '../../shared/domain/run-request.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import { type RequestedTrack, requestRun } from '../../shared/workflows/request-run.ts';
import type { Ops } from './ops.ts';
import { OpsError } from './ops-error.ts';

/** A run that has been asked for, and what it waits for, if anything. */
export interface AskedFor {
  stream: string;
  track: RequestedTrack;
  request: RunRequest;
  /** In words for people; absent when it opens within seconds. */
  waitsFor?: string;
}

/** Writes the request and wakes the tenant. @throws OpsError when another request is waiting there */
export async function askForRun(
  tenant: Tenant,
  stream: string,
  track: RequestedTrack,
  request: RunRequest,
  { stores, queue }: Ops,
): Promise<AskedFor> {
  const { tenantId } = tenant;
  const key = { tenantId, stream, track };
  const isAccepted = await requestRun(key, request, { tracks: stores.tracks, queue });
  if (!isAccepted) {
    const waiting = (await stores.tracks.getTrack(key))?.requested;
    const origin = waiting ? ` (${[waiting.reason, waiting.by, waiting.at].filter(Boolean).join(', ')})` : '';
    throw new OpsError(`Another ${track} of ${stream} has been asked for and has not opened yet${origin}.`, {
      remedy: `Wait until it has opened (status ${tenantId}), then ask again.`,
    });
  }
  const waitsFor = await findHindrance(tenant, stream, track, stores);
  return { stream, track, request, ...(waitsFor !== undefined && { waitsFor }) };
}

async function findHindrance(
  tenant: Tenant,
  stream: string,
  track: RequestedTrack,
  { tracks }: Ops['stores'],
): Promise<string | undefined> {
  if (!tenant.enabled) return 'the tenant is paused; it opens after tenant resume';
  const history = await tracks.getTrack({ tenantId: tenant.tenantId, stream, track: 'history' });
  if (history?.completedAt === undefined) return 'it opens when the first load of the stream is complete';
  const own = await tracks.getTrack({ tenantId: tenant.tenantId, stream, track });
  // With the request gone, the open run is the one that was asked for.
  if (own?.run && own.requested) return 'it opens when the one that is under way has closed';
  return undefined;
}

export const describeAsked = ({ stream, track, waitsFor }: AskedFor): string =>
  `${track} of ${stream}: ${waitsFor ?? 'opens within seconds, or when lanes are free'}`;
