import type { Json, JsonObject } from '../../http/exchange.ts';
import type { Project } from '../store/project.ts';
import type { StoredRecord } from '../store/stored-record.ts';

const stockOf = (entry: StoredRecord): JsonObject => {
  const { availableQuantity, restockableInDays } = entry.columns;
  return {
    isOnStock: Number(availableQuantity) > 0,
    ...(restockableInDays !== undefined && { restockableInDays }),
    availableQuantity: Number(availableQuantity),
    id: entry.id,
    version: entry.version,
  };
};

const channelOf = (entry: StoredRecord): string | undefined => {
  const channel: Json | undefined = entry.columns.supplyChannel;
  return typeof channel === 'object' && channel !== null && !Array.isArray(channel) ? String(channel.id) : undefined;
};

/**
 * `ProductVariant.availability` from the inventory of a SKU: the entry without a supply channel at the top, those with
 * one under `channels`, never summed up. Undefined when nothing tracks the SKU.
 */
export function availabilityOf(sku: string, project: Project): JsonObject | undefined {
  let availability: JsonObject | undefined;
  let channels: JsonObject | undefined;
  for (const entry of project.collection('inventory').withColumn(sku)) {
    const channelId = channelOf(entry);
    if (channelId === undefined) availability = stockOf(entry);
    else channels = { ...channels, [channelId]: stockOf(entry) };
  }
  return channels ? { ...availability, channels } : availability;
}
