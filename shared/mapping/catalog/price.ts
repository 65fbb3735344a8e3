import { type Money, readMoney, toDecimal } from '../../domain/money.ts';
import { isObject, type JsonObject } from './json-object.ts';

export interface CatalogPrice {
  /** Before any discount. */
  full: number;
  /** What is asked for now; 0 when there is no offer. */
  special: number;
}

/**
 * The price that commercetools selected for currency, country, channel and customer group, which it does by its own clock,
 * validity dates included, and for embedded and standalone prices alike (Product projections, Price selection).
 * `discounted` is there while a product discount applies and gone when it ends. A price in another currency would be a
 * wrong price, so it is none.
 */
export function readPrice({ price }: JsonObject, currency: string): CatalogPrice | undefined {
  if (!isObject(price)) return undefined;
  const full = readMoneyIn(currency, price.value);
  if (!full) return undefined;
  const offer = isObject(price.discounted) ? readMoneyIn(currency, price.discounted.value) : undefined;
  return { full: toDecimal(full), special: offer ? toDecimal(offer) : 0 };
}

function readMoneyIn(currency: string, value: unknown): Money | undefined {
  const money = readMoney(value);
  return money?.currency === currency ? money : undefined;
}
