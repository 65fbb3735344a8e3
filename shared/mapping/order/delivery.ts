import type { Money } from '../../domain/money.ts';
import { deliveryDiscount } from './discounts.ts';
import { type JsonObject, list, part } from './json-part.ts';
import type { OrderReading } from './reading.ts';

export interface Delivery {
  /** Names of the shipping methods, each once. */
  method: string | undefined;
  /** As charged; `undefined` also when the order has no delivery. */
  total: Money | undefined;
  /** What cart discounts took off it. */
  discount: Money | undefined;
}

/** An order has one shipping method or a list of them. (commercetools: Carts, ShippingMode.) */
export function readDelivery(order: JsonObject, reading: OrderReading): Delivery {
  const charged = reading.newSum();
  const discount = reading.newSum();
  const infos = shippingInfos(order);
  for (const info of infos) {
    charged.add(deliveryPrice(info, reading));
    discount.add(deliveryDiscount(info, reading));
  }
  const ofAll = reading.isTaxed ? reading.money(part(order.taxedShippingPrice).totalGross) : undefined;
  return {
    method: methodNames(infos),
    total: infos.length === 0 ? undefined : (ofAll ?? charged.total),
    discount: discount.total,
  };
}

/** Where the goods go; with several deliveries, the address of the first. */
export const deliveryAddress = (order: JsonObject): unknown =>
  order.shippingAddress ?? part(list(order.shipping)[0]).shippingAddress;

function shippingInfos(order: JsonObject): readonly JsonObject[] {
  if (typeof order.shippingInfo === 'object' && order.shippingInfo !== null) return [part(order.shippingInfo)];
  return list(order.shipping).map((shipping) => part(part(shipping).shippingInfo));
}

function deliveryPrice(info: JsonObject, reading: OrderReading): Money | undefined {
  const gross = reading.isTaxed ? part(info.taxedPrice).totalGross : undefined;
  return reading.money(gross ?? part(info.discountedPrice).value ?? info.price);
}

function methodNames(infos: readonly JsonObject[]): string | undefined {
  if (infos.length === 1) return asName(infos[0]?.shippingMethodName);
  const names = new Set(infos.map(({ shippingMethodName }) => asName(shippingMethodName)).filter(Boolean));
  return names.size === 0 ? undefined : Array.from(names).join(', ');
}

const asName = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
