import { addMoney, type Money, readMoney, toDecimal, zero } from '../../domain/money.ts';
import { type JsonObject, part } from './json-part.ts';

/**
 * What an order can be sent with and still be worth a look. Each becomes a count of the run, once per order whatever the
 * number of lines it is true of.
 */
export const ORDER_FLAGS = {
  'products.none': 'the order has no lines, so nothing in it can be recommended',
  'products.noSku': 'a line has no SKU, so it does not join the catalog',
  'products.noName': 'a line has no name in any language',
  'products.noPrice': 'a line has no readable total, so it has no price and the order no subtotal',
  'products.noQuantity': 'a line has no whole number of pieces above 0, so it has neither quantity nor price',
  'products.noTax': 'taxes come on top of the prices and are not known for a line, whose price is the one without them',
  'order_status.unknown': 'the state of the order is none that the settings give a status for',
  'money.unreadable': 'an amount is malformed and left out, with every sum it belongs to',
  'money.otherCurrency': 'an amount is in another currency than the order and left out, with every sum it belongs to',
} as const;

export type OrderFlag = keyof typeof ORDER_FLAGS;

/** One order while it is read: what its amounts have in common, and what was noticed on the way. */
export class OrderReading {
  /** What the customer pays for everything, taxes included wherever they are known. */
  readonly total: Money;
  /** Taxes are known for the order; its parts are then taken with theirs, so that all amounts share one footing. */
  readonly isTaxed: boolean;
  /** Prices without taxes: a part whose taxes are not known is on another footing than the rest. */
  readonly isTaxOnTop: boolean;
  readonly flags: OrderFlag[] = [];

  private constructor(total: Money, untaxed: Money | undefined) {
    this.total = total;
    this.isTaxed = untaxed !== undefined;
    this.isTaxOnTop = untaxed !== undefined && toDecimal(untaxed) !== toDecimal(total);
  }

  /** @returns undefined when the order has no readable total, and so no currency either. */
  static begin(order: JsonObject): OrderReading | undefined {
    const priced = readMoney(order.totalPrice);
    const gross = readMoney(part(order.taxedPrice).totalGross);
    if (gross) return new OrderReading(gross, priced ?? zero(gross));
    return priced && new OrderReading(priced, undefined);
  }

  flag(flag: OrderFlag): void {
    if (!this.flags.includes(flag)) this.flags.push(flag);
  }

  /** Money of this order, or `undefined` where there is none; what is there and no such money is flagged. */
  money(value: unknown): Money | undefined {
    if (value === undefined || value === null) return undefined;
    const money = readMoney(value);
    if (money?.currency === this.total.currency) return money;
    this.flag(money ? 'money.otherCurrency' : 'money.unreadable');
    return undefined;
  }

  newSum(): MoneySum {
    return new MoneySum(zero(this.total));
  }
}

/** A sum that knows when it is not one: with a single addend missing there is no total. */
export class MoneySum {
  total: Money | undefined;

  constructor(start: Money) {
    this.total = start;
  }

  add(amount: Money | undefined): void {
    this.total = this.total && amount && addMoney(this.total, amount);
  }
}
