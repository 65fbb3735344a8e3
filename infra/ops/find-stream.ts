import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Stream } from '../../shared/streams/stream.ts';
import { streamsOf } from '../../shared/streams/streams-of.ts';
import { findTenant } from './find-tenant.ts';
import type { Ops } from './ops.ts';
import { OpsError } from './ops-error.ts';

/**
 * @param name of a stream, or of a catalog, which stands for its products
 * @throws OpsError when there is no such tenant or stream, or the stream cannot be walked as a whole
 */
export async function findWalkedStream(
  tenantId: string,
  name: string,
  ops: Ops,
): Promise<{ tenant: Tenant; stream: Stream }> {
  const tenant = await findTenant(tenantId, ops);
  const streams = streamsOf(tenant);
  const stream = streams.find((one) => one.name === name) ?? streams.find((one) => one.name === `products#${name}`);
  if (!stream) {
    const walked = streams.filter(({ isLiveOnly }) => isLiveOnly !== true).map((one) => one.name);
    throw new OpsError(`Tenant ${tenantId} has no stream ${name}.`, { remedy: `It has ${walked.join(', ')}.` });
  }
  if (stream.isLiveOnly === true) {
    throw new OpsError(`The stream ${name} follows changes only; there is nothing older that it walks through.`, {
      remedy: `Use ${stream.rejectsAs}: it sends the same records, with stock and prices.`,
    });
  }
  return { tenant, stream };
}
