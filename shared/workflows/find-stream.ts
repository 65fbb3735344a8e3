import type { Tenant } from '../domain/tenant.ts';
import type { Ports } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { streamsOf } from '../streams/streams-of.ts';

/**
 * The tenant and stream that a message belongs to; nothing while the tenant is paused, or once either is gone. A stream
 * that the known settings do not name may have been added since they were read, and a run that was opened by another
 * mapping than the known one may know better, so they are then read once more. So they are where the tenant is paused: a
 * message dropped after it was resumed would be missed until its lane counts as silent.
 * @param fingerprint that the run was opened with
 */
export async function findStream(
  tenantId: string,
  name: string,
  ports: Ports,
  fingerprint?: string,
): Promise<{ tenant: Tenant; stream: Stream } | undefined> {
  for (const isFresh of [false, true]) {
    const tenant = await ports.tenants.getTenant(tenantId, isFresh);
    const stream = tenant && streamsOf(tenant).find((candidate) => candidate.name === name);
    const isCurrent = isFresh || fingerprint === undefined || stream?.fingerprint === fingerprint;
    if (stream && isCurrent && (tenant.enabled || isFresh)) return tenant.enabled ? { tenant, stream } : undefined;
  }
  return undefined;
}
