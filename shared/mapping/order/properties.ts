import { type Money, toDecimal } from '../../domain/money.ts';
import type { InsightObject } from '../insight-record.ts';
import { billingAddressOf, deliveryAddressOf } from './address.ts';
import { deliveryAddress } from './delivery.ts';
import { couponCodes } from './discounts.ts';
import { expanded, type JsonObject, list, part } from './json-part.ts';
import { type Dialect, inBoth, inEach, type Property } from './property.ts';
import { refundedPieces, returnedPieces } from './returns.ts';

/** An order as the mapping table sees it: commercetools' JSON, and what was worked out from all of it. */
export interface OrderFacts {
  order: JsonObject;
  id: string;
  email: string;
  currency: string;
  purchaseDate: string;
  status: string | undefined;
  total: Money;
  subtotal: Money | undefined;
  subtotalInclTax: Money | undefined;
  discount: Money | undefined;
  deliveryMethod: string | undefined;
  deliveryTotal: Money | undefined;
  products: readonly InsightObject[];
}

const decimal = (money: Money | undefined): number | undefined => money && toDecimal(money);

/**
 * What an order holds in Marketing. All amounts are on one footing, with the taxes where commercetools knows them, so
 * that `order_total` = `order_subtotal` + `delivery_total` - the discount on the total.
 *
 * Not from orders: how much money was refunded is told by commercetools' payments, so `order_total` stays what was
 * ordered and the pieces that came back are counted beside it. A cancelled order keeps its total, too, and says so in its
 * status. (Marketing: orders collection.)
 */
export const ORDER_PROPERTIES: readonly Property<OrderFacts>[] = [
  {
    names: inBoth('id'),
    type: 'string',
    source: '`id`; also the key of the record',
    whenAbsent: 'never',
    read: ({ id }) => id,
  },
  {
    names: inEach('order_number', 'orderNumber'),
    type: 'string',
    source: '`orderNumber`',
    whenAbsent: 'left out',
    read: ({ order }) => order.orderNumber,
  },
  {
    names: inBoth('email'),
    type: 'string',
    source: '`customerEmail`, else the email of the billing, else of the shipping address; in small letters',
    whenAbsent: 'the order is skipped as `noEmail`',
    read: ({ email }) => email,
  },
  {
    names: inEach('purchase_date', 'purchaseDate'),
    type: 'date',
    source: '`completedAt`, which imported orders have, else `createdAt`',
    whenAbsent: 'the order is rejected as `OrderWithoutDate`',
    read: ({ purchaseDate }) => purchaseDate,
  },
  {
    names: inEach('order_status', 'orderStatus'),
    type: 'string',
    source: '`orderState`, in the words of the settings',
    whenAbsent: 'left out; flag `order_status.unknown`',
    read: ({ status }) => status,
  },
  {
    names: inBoth('currency'),
    type: 'string',
    source: 'currency of the total',
    whenAbsent: 'the order is rejected as `OrderWithoutTotal`',
    read: ({ currency }) => currency,
  },
  {
    names: inEach('order_total', 'orderTotal'),
    type: 'number',
    source: '`taxedPrice.totalGross`, else `totalPrice`',
    whenAbsent: 'the order is rejected as `OrderWithoutTotal`',
    read: ({ total }) => decimal(total),
  },
  {
    names: inEach('order_subtotal', 'orderSubtotal'),
    type: 'number',
    source:
      'sum of what all lines and custom lines cost: `taxedPrice.totalGross`, else `totalPrice` of each; without delivery, before a discount on the total',
    whenAbsent: 'left out; flag `products.noPrice`',
    read: ({ subtotal }) => decimal(subtotal),
  },
  {
    names: inEach('base_subtotal_incl_tax', 'baseSubtotalInclTax'),
    type: 'number',
    source: 'the same sum, where the taxes of the order are known and, if they come on top, of every line',
    whenAbsent: 'left out',
    read: ({ subtotalInclTax }) => decimal(subtotalInclTax),
  },
  {
    names: inEach('discount_amount', 'discountAmount'),
    type: 'number',
    source:
      'what cart discounts took off lines, delivery and total (`discountedPricePerQuantity`, `shippingInfo.discountedPrice`, `discountOnTotalPrice`), taxes saved included; a positive number, 0 when there was none',
    whenAbsent: 'left out; flag `money.unreadable`',
    read: ({ discount }) => decimal(discount),
  },
  {
    names: inEach('couponcode', 'couponCode'),
    type: 'string',
    source: '`discountCodes[].discountCode.obj.code` of the codes that applied, joined by a comma',
    whenAbsent: 'left out; so it is unless the codes were read expanded',
    read: ({ order }) => couponCodes(order),
  },
  {
    names: inEach('delivery_method', 'deliveryMethod'),
    type: 'string',
    source: '`shippingInfo.shippingMethodName`; with several deliveries each name once, joined by a comma',
    whenAbsent: 'left out',
    read: ({ deliveryMethod }) => deliveryMethod,
  },
  {
    names: inEach('delivery_total', 'deliveryTotal'),
    type: 'number',
    source:
      '`taxedShippingPrice.totalGross`, else of each delivery `taxedPrice.totalGross`, `discountedPrice.value` or `price`; 0 when it was free',
    whenAbsent: 'left out: the order has no delivery',
    read: ({ deliveryTotal }) => decimal(deliveryTotal),
  },
  {
    names: inBoth('payment'),
    type: 'string',
    source: '`paymentInfo.payments[0].obj.paymentMethodInfo.method`',
    whenAbsent: 'left out; so it is unless the payments were read expanded',
    read: ({ order }) => part(expanded(list(part(order.paymentInfo).payments)[0]).paymentMethodInfo).method,
  },
  {
    names: inEach('payment_state', 'paymentState'),
    type: 'string',
    source: '`paymentState`, as commercetools has it',
    whenAbsent: 'left out',
    read: ({ order }) => order.paymentState,
  },
  {
    names: inEach('shipment_state', 'shipmentState'),
    type: 'string',
    source: '`shipmentState`, as commercetools has it',
    whenAbsent: 'left out',
    read: ({ order }) => order.shipmentState,
  },
  {
    names: inEach('returned_qty', 'returnedQty'),
    type: 'number',
    source:
      'pieces in `returnInfo` that are `Returned`, `BackInStock` or `Unusable`; 0 while a return is only announced',
    whenAbsent: 'left out: there is no return',
    read: ({ order }) => returnedPieces(order),
  },
  {
    names: inEach('refunded_qty', 'refundedQty'),
    type: 'number',
    source: 'pieces in `returnInfo` that are `Refunded`; 0 while none is',
    whenAbsent: 'left out: there is no return',
    read: ({ order }) => refundedPieces(order),
  },
  {
    names: inEach('quote_id', 'quoteId'),
    type: 'string',
    source: '`cart.id`: what the platform calls a quote is the cart that an order was made from',
    whenAbsent: 'left out: the order was imported, or not made from a cart',
    read: ({ order }) => part(order.cart).id,
  },
  {
    names: inEach('store_name', 'storeName'),
    type: 'string',
    source: '`store.key`: orders name their store by its key',
    whenAbsent: 'left out',
    read: ({ order }) => part(order.store).key,
  },
  {
    names: inEach('billing_address', 'billingAddress'),
    type: 'object',
    source: '`billingAddress`, see the table of addresses',
    whenAbsent: 'left out',
    read: ({ order }) => billingAddressOf(order.billingAddress),
  },
  {
    names: inEach('delivery_address', 'deliveryAddress'),
    type: 'object',
    source: '`shippingAddress`, else that of the first delivery, see the table of addresses',
    whenAbsent: 'left out',
    read: ({ order }) => deliveryAddressOf(deliveryAddress(order)),
  },
  {
    names: inBoth('products'),
    type: 'list of objects',
    source: '`lineItems`, then `customLineItems`, see the table of lines',
    whenAbsent: 'left out; flag `products.none`',
    read: ({ products }) => products,
  },
];

/** Names that a record has in the other dialect only: where one of them is, the collection is not ours to add to. */
export function namesOfOtherDialect(dialect: Dialect): string[] {
  const other: Dialect = dialect === 'camelCase' ? 'snake_case' : 'camelCase';
  const own = new Set(ORDER_PROPERTIES.map(({ names }) => names[dialect]));
  return ORDER_PROPERTIES.map(({ names }) => names[other]).filter((name) => !own.has(name));
}
