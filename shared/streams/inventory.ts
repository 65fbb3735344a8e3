import type { Catalog, Tenant } from '../domain/tenant.ts';
import { withStock } from '../mapping/catalog/stock.ts';
import { catalogRecords } from './catalog-records.ts';
import { resolveSkus } from './sku-rows.ts';
import type { Stream } from './stream.ts';

/**
 * Stock that changed reaches the catalog records of its SKUs, although the product's own `lastModifiedAt` never moved. The
 * entry's quantity wins over the copy in the product, which follows in the background.
 */
export function inventoryStream(tenant: Tenant, catalog: Catalog): Stream {
  const { name, stockChannelId } = catalog;
  return {
    ...catalogRecords(tenant, catalog),
    name: `inventory#${name}`,
    reads: {
      resource: 'inventory',
      ...(stockChannelId === undefined
        ? { where: 'supplyChannel is not defined' }
        : { where: 'supplyChannel(id = :stockChannel)', parameters: { 'var.stockChannel': stockChannelId } }),
    },
    // The first load of the products brings stock and prices as they are.
    isLiveOnly: true,
    requestSize: { start: 500, max: 500 },
    resolve: (entries, source, deadline) =>
      resolveSkus(entries, catalog, source, deadline, (variant, { availableQuantity }) =>
        withStock(variant, stockChannelId, availableQuantity),
      ),
  };
}
