import { earliest, type Instant } from '../../../shared/domain/instant.ts';
import type { Tenant } from '../../../shared/domain/tenant.ts';
import type { Track, TrackName } from '../../../shared/domain/track.ts';
import { streamsOf } from '../../../shared/streams/streams-of.ts';
import type { Stores } from '../stores.ts';

/** One stream of a tenant with its tracks, as far as they exist already. */
export interface StreamStatus {
  readonly tenantId: string;
  readonly stream: string;
  /** It has nothing older to walk through. */
  readonly isLiveOnly: boolean;
  readonly tracks: readonly Track[];
  /** How far the streams that it comes after have got, and so how far its live track may go; absent where there are none. */
  readonly ceiling?: Instant | undefined;
}

export interface Snapshot {
  /** Streams of enabled tenants, in the order in which they open. */
  readonly streams: readonly StreamStatus[];
  /** Tenants whose settings cannot be read and have no valid version to fall back to. */
  readonly unreadable: readonly { readonly tenantId: string; readonly problems: readonly string[] }[];
}

export const findTrack = ({ tracks }: StreamStatus, name: TrackName): Track | undefined =>
  tracks.find(({ track }) => track === name);

/** Looks at every tenant as an operator would: settings, and the items that say how far each track has come. */
export async function takeSnapshot({
  tenants: tenantStore,
  tracks: trackStore,
}: Pick<Stores, 'tenants' | 'tracks'>): Promise<Snapshot> {
  const { tenants, invalid } = await tenantStore.listTenants();
  const enabled = tenants
    .filter((tenant) => tenant.enabled)
    .sort((a, b) => a.tenantId.localeCompare(b.tenantId, 'en', { numeric: true }));
  const streams = await Promise.all(
    enabled.map(async (tenant: Tenant) => {
      const tracks = await trackStore.listTracks(tenant.tenantId);
      const watermarkOf = (name: string) =>
        tracks.find(({ stream, track }) => stream === name && track === 'live')?.watermark;
      return streamsOf(tenant).map(({ name, isLiveOnly = false, after }) => ({
        tenantId: tenant.tenantId,
        stream: name,
        isLiveOnly,
        tracks: tracks.filter(({ stream }) => stream === name),
        ceiling: earliest(...after.map(watermarkOf)),
      }));
    }),
  );
  const readable = new Set(tenants.map(({ tenantId }) => tenantId));
  return { streams: streams.flat(), unreadable: invalid.filter(({ tenantId }) => !readable.has(tenantId)) };
}
