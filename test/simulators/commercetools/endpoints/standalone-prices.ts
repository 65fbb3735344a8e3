import { withActiveDiscount } from '../projection/prices.ts';
import { standalonePrices as resource } from '../resources/stock-and-prices.ts';
import type { Endpoint } from './endpoint.ts';

/** commercetools: Standalone prices. `discounted` follows its product discount, as on embedded prices. */
export const standalonePrices: Endpoint = {
  stored: 'standalone-prices',
  fields: resource.fields,
  scopes: () => resource.scopes,
  parameters: new Set(),
  open: (project) => {
    const collection = project.collection('standalone-prices');
    return {
      render: (record) =>
        record.columns.discounted === undefined ? undefined : withActiveDiscount(collection.read(record), project),
    };
  },
};
