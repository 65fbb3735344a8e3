/**
 * What Marketing has to hold of an order, worked out from commercetools' JSON alone and from what the documentation
 * promises; none of the product's own mapping is used here.
 */
import { type Amount, amountOf, type Money, NOTHING, plus, shareOf, times, toNumber, withTax } from './amount.ts';
import { emailOf, firstText, type Localized, present, textOf } from './texts.ts';

interface Taxed {
  readonly totalGross: Money;
}
interface Discounted {
  readonly value: Money;
  readonly includedDiscounts: readonly { readonly discountedAmount: Money }[];
}
interface TaxRate {
  readonly amount: number;
  readonly includedInPrice: boolean;
}
export interface Address {
  readonly [part: string]: string | undefined;
}
interface Line {
  readonly name: Localized;
  readonly quantity: number;
  readonly totalPrice: Money;
  readonly taxedPrice?: Taxed;
  readonly taxRate?: TaxRate;
  readonly discountedPricePerQuantity: readonly { readonly quantity: number; readonly discountedPrice: Discounted }[];
}
interface ProductLine extends Line {
  readonly productId: string;
  readonly variant: { readonly id: number; readonly sku?: string };
  readonly price: { readonly discounted?: { readonly value: Money } };
}
interface CustomLine extends Line {
  readonly key?: string;
  readonly slug: string;
}
export interface Order {
  readonly id: string;
  readonly createdAt: string;
  readonly completedAt?: string;
  readonly orderNumber?: string;
  readonly customerId?: string;
  readonly customerEmail?: string;
  readonly locale?: string;
  readonly orderState: string;
  readonly paymentState?: string;
  readonly shipmentState?: string;
  readonly totalPrice: Money;
  readonly taxedPrice?: Taxed;
  readonly taxedShippingPrice?: Taxed;
  readonly discountOnTotalPrice?: { readonly discountedAmount: Money; readonly discountedGrossAmount?: Money };
  readonly shippingInfo?: {
    readonly shippingMethodName: string;
    readonly price: Money;
    readonly taxedPrice?: Taxed;
    readonly discountedPrice?: Discounted;
  };
  readonly billingAddress?: Address;
  readonly shippingAddress?: Address;
  readonly lineItems: readonly ProductLine[];
  readonly customLineItems: readonly CustomLine[];
  readonly cart?: { readonly id: string };
  readonly store?: { readonly key: string };
  readonly returnInfo?: readonly {
    readonly items: readonly {
      readonly quantity: number;
      readonly shipmentState: string;
      readonly paymentState: string;
    }[];
  }[];
}

const STATUS: Readonly<Record<string, string>> = {
  Open: 'Pending',
  Confirmed: 'Paid',
  Complete: 'Completed',
  Cancelled: 'Cancelled',
};

export const orderEmailOf = ({ customerEmail, billingAddress, shippingAddress }: Order): string | undefined =>
  emailOf(customerEmail, billingAddress?.email, shippingAddress?.email);

const sum = (amounts: readonly Amount[]): Amount => amounts.reduce(plus, NOTHING);

export function expectedOrder(order: Order): Record<string, unknown> {
  const isTaxed = order.taxedPrice !== undefined;
  const total = order.taxedPrice?.totalGross ?? order.totalPrice;
  const lines = [...order.lineItems, ...order.customLineItems];
  const paidFor = (line: Line) => amountOf((isTaxed ? line.taxedPrice?.totalGross : undefined) ?? line.totalPrice);
  const subtotal = toNumber(sum(lines.map(paidFor)));
  const returned = (order.returnInfo ?? []).flatMap(({ items }) => items);
  const pieces = (counts: (item: (typeof returned)[number]) => boolean) =>
    returned.length === 0 ? undefined : returned.filter(counts).reduce((number, { quantity }) => number + quantity, 0);
  const products = [
    ...order.lineItems.map((line) => ({
      ...expectedLine(line, order, paidFor(line)),
      ...present({
        sku: textOf(line.variant.sku),
        product_id: `${line.productId}_${line.variant.id}`,
        parent_id: line.productId,
      }),
    })),
    ...order.customLineItems.map((line) => ({
      ...expectedLine(line, order, paidFor(line)),
      ...present({ sku: textOf(line.key ?? line.slug) }),
    })),
  ];
  return present({
    id: order.id,
    order_number: textOf(order.orderNumber),
    email: orderEmailOf(order),
    purchase_date: new Date(order.completedAt ?? order.createdAt).toISOString(),
    order_status: STATUS[order.orderState],
    currency: total.currencyCode,
    order_total: toNumber(amountOf(total)),
    order_subtotal: subtotal,
    base_subtotal_incl_tax: isTaxed ? subtotal : undefined,
    discount_amount: toNumber(discountOf(order, lines, isTaxed)),
    delivery_method: textOf(order.shippingInfo?.shippingMethodName),
    delivery_total: deliveryTotal(order, isTaxed),
    payment_state: order.paymentState,
    shipment_state: order.shipmentState,
    returned_qty: pieces(({ shipmentState }) => ['Returned', 'BackInStock', 'Unusable'].includes(shipmentState)),
    refunded_qty: pieces(({ paymentState }) => paymentState === 'Refunded'),
    quote_id: order.cart?.id,
    store_name: order.store?.key,
    billing_address: expectedAddress('billing', order.billingAddress),
    delivery_address: expectedAddress('delivery', order.shippingAddress),
    products: products.length === 0 ? undefined : products,
  });
}

function expectedLine(line: Line, order: Order, paid: Amount): Record<string, unknown> {
  const price = toNumber(shareOf(paid, line.quantity));
  const hasOffer = (line as Partial<ProductLine>).price?.discounted !== undefined;
  const isReduced = line.discountedPricePerQuantity.length > 0 || hasOffer;
  return present({
    name: firstText(line.name[order.locale ?? ''], ...Object.values(line.name)),
    price,
    specialprice: isReduced ? price : undefined,
    qty: line.quantity,
  });
}

function discountOf(order: Order, lines: readonly Line[], isTaxed: boolean): Amount {
  const taxed = (amount: Amount, rate: TaxRate | undefined) =>
    isTaxed && rate?.includedInPrice === false ? withTax(amount, rate.amount) : amount;
  const ofPiece = ({ includedDiscounts }: Discounted) =>
    sum(includedDiscounts.map(({ discountedAmount }) => amountOf(discountedAmount)));
  const ofLines = lines.map((line) => {
    const groups = line.discountedPricePerQuantity;
    return taxed(sum(groups.map((group) => times(ofPiece(group.discountedPrice), group.quantity))), line.taxRate);
  });
  const onTotal = order.discountOnTotalPrice;
  const off = (isTaxed ? onTotal?.discountedGrossAmount : undefined) ?? onTotal?.discountedAmount;
  return sum([...ofLines, off ? amountOf(off) : NOTHING]);
}

function deliveryTotal({ shippingInfo, taxedShippingPrice }: Order, isTaxed: boolean): number | undefined {
  if (!shippingInfo) return undefined;
  const gross = isTaxed ? (taxedShippingPrice ?? shippingInfo.taxedPrice)?.totalGross : undefined;
  return toNumber(amountOf(gross ?? shippingInfo.discountedPrice?.value ?? shippingInfo.price));
}

function expectedAddress(role: 'billing' | 'delivery', address: Address = {}): Record<string, unknown> | undefined {
  const { streetName, streetNumber, pOBox, additionalStreetInfo, building, apartment } = address;
  const joined = (separator: string, ...parts: readonly (string | undefined)[]) =>
    textOf(parts.filter((text) => textOf(text) !== undefined).join(separator));
  const parts = present({
    [`${role}_address_1`]: joined(' ', streetName, streetNumber) ?? textOf(pOBox),
    [`${role}_address_2`]: joined(', ', additionalStreetInfo, building, apartment),
    [`${role}_city`]: textOf(address.city),
    [`${role}_region`]: firstText(address.region, address.state),
    [`${role}_country`]: textOf(address.country),
    [`${role}_postcode`]: textOf(address.postalCode),
  });
  return Object.keys(parts).length === 0 ? undefined : parts;
}
