import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { pick, sometimes } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { convert, money } from '../money.ts';
import { referenceTo, SHIPPING_METHOD_ID } from '../references.ts';
import type { Sale } from './line-items.ts';
import { taxed, taxRate } from './tax.ts';

const METHODS = [
  { name: 'Standard', euroCents: 490 },
  { name: 'Express, by noon', euroCents: 1290 },
  { name: 'Pick-up', euroCents: 0 },
];

export interface Shipment {
  centAmount: number;
  /** `shippingInfo` and `taxedShippingPrice` of the order. */
  fields: JsonObject;
}

/** commercetools: Carts, ShippingInfo; with a tracked parcel once the order left the house. */
export function makeShipment(random: Random, sale: Sale, hasLeft: boolean): Shipment {
  const method = pick(random, METHODS);
  const centAmount = convert(method.euroCents, sale.currency);
  const price = money(sale.currency, centAmount);
  const taxedPrice = taxed(sale.tax, sale.currency, centAmount);
  const parcel = () => ({
    id: makeId(random),
    createdAt: sale.placedAt,
    trackingData: { trackingId: `1Z${Math.floor(random() * 1e9)}`, carrier: 'DHL', isReturn: false },
  });
  const deliveries = () => [{ id: makeId(random), createdAt: sale.placedAt, items: [], parcels: [parcel()] }];
  return {
    centAmount,
    fields: {
      shippingInfo: {
        shippingMethodName: method.name,
        price,
        shippingRate: { price, tiers: [] },
        taxRate: taxRate(sale.tax),
        taxedPrice,
        shippingMethod: referenceTo('shipping-method', SHIPPING_METHOD_ID),
        shippingMethodState: 'MatchesCart',
        ...(hasLeft && sometimes(random, 0.8, () => ({ deliveries: deliveries() }))),
      },
      taxedShippingPrice: taxedPrice,
    },
  };
}
