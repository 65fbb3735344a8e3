import { addShare, type Money, multiplyMoney } from '../../domain/money.ts';
import { expanded, type JsonObject, list, part, readQuantity } from './json-part.ts';
import type { OrderReading } from './reading.ts';

/**
 * What cart discounts took off all pieces of a line. commercetools states it for one piece of each group of pieces that
 * were discounted alike. (commercetools: Carts, DiscountedLineItemPriceForQuantity.)
 */
export function lineDiscount(line: JsonObject, reading: OrderReading): Money | undefined {
  const sum = reading.newSum();
  for (const group of list(line.discountedPricePerQuantity)) {
    const { quantity, discountedPrice } = part(group);
    const pieces = readQuantity(quantity);
    const discount = priceDiscount(discountedPrice, reading);
    sum.add(discount && pieces !== undefined ? multiplyMoney(discount, pieces) : undefined);
  }
  return withTax(sum.total, line.taxRate, reading);
}

/** What cart discounts took off one delivery. */
export const deliveryDiscount = (shippingInfo: JsonObject, reading: OrderReading): Money | undefined =>
  withTax(priceDiscount(shippingInfo.discountedPrice, reading), shippingInfo.taxRate, reading);

/** What cart discounts took off the total of everything (commercetools: Carts, DiscountOnTotalPrice). */
export function totalDiscount(order: JsonObject, reading: OrderReading): Money | undefined {
  const { discountedAmount, discountedGrossAmount } = part(order.discountOnTotalPrice);
  const amount = (reading.isTaxed ? discountedGrossAmount : undefined) ?? discountedAmount;
  return amount === undefined || amount === null ? reading.newSum().total : reading.money(amount);
}

function priceDiscount(discountedPrice: unknown, reading: OrderReading): Money | undefined {
  const sum = reading.newSum();
  for (const discount of list(part(discountedPrice).includedDiscounts)) {
    sum.add(reading.money(part(discount).discountedAmount));
  }
  return sum.total;
}

/** No tax is ten times the price; what says so is no rate. */
const MAX_TAX_RATE = 10;

/** A discount on a price that taxes come on top of saves those taxes as well. (commercetools: Carts, TaxRate.) */
function withTax(discount: Money | undefined, taxRate: unknown, reading: OrderReading): Money | undefined {
  const { amount, includedInPrice } = part(taxRate);
  if (discount === undefined || discount.units === 0 || !reading.isTaxed || includedInPrice !== false) return discount;
  return typeof amount === 'number' && amount > 0 && amount < MAX_TAX_RATE ? addShare(discount, amount) : discount;
}

/**
 * The codes a customer typed, where the reader had them expanded (`discountCodes[*].discountCode`, which takes a scope the
 * sync does not ask for by default): an order itself holds references. Only codes that applied.
 */
export function couponCodes(order: JsonObject): string | undefined {
  const codes = new Set<string>();
  for (const entry of list(order.discountCodes)) {
    const { discountCode, state } = part(entry);
    const { code } = expanded(discountCode);
    if (typeof code === 'string' && state === 'MatchesCart') codes.add(code);
  }
  return codes.size === 0 ? undefined : Array.from(codes).join(', ');
}
