import type { Tenant } from '../domain/tenant.ts';
import type { Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import type { TenantView } from './tenant-view.ts';

/**
 * A stream whose mapping or settings have changed since its records were last sent: the account is looked at again before
 * anything goes out, because a new field or another collection may be missing, and everything is asked to be sent once
 * more, so that the change reaches all records and not only those that change.
 * @throws ConfigurationError when the account cannot take what the mapping makes; the stream then stands still and says so
 */
export async function followMapping(tenant: Tenant, stream: Stream, view: TenantView, ports: Ports): Promise<void> {
  const live = view.find(stream.name, 'live');
  if (live?.watermark === undefined || live.sentBy === stream.fingerprint) return;
  await ports.sinkOf(tenant, stream.writes).prepare();
  // A track of an earlier release does not know what its records were sent by, which is no sign of a change.
  if (live.sentBy !== undefined && tenant.fullRunOnMappingChange && !stream.isLiveOnly) {
    const key = view.keyOf(stream.name, 'refresh');
    const request = { reason: 'mapping changed', at: ports.clock.now() };
    const isNew = await ports.tracks.putRequest(key, request);
    if (isNew) view.put({ ...(view.find(stream.name, 'refresh') ?? key), requested: request });
  }
  await ports.tracks.putSentBy(live, stream.fingerprint);
  view.put({ ...live, sentBy: stream.fingerprint });
  ports.observer.note('mappingChanged', {
    tenantId: tenant.tenantId,
    stream: stream.name,
    isFirst: live.sentBy === undefined,
  });
}
