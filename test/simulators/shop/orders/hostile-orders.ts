import type { JsonObject } from '../../http/exchange.ts';
import { money } from '../money.ts';

export interface HostileOrder {
  kind: string;
  change(order: JsonObject): JsonObject;
}

const UNKNOWN_ID = '00000000-dead-4000-8000-000000000000';

const without = (order: JsonObject, ...names: string[]): JsonObject =>
  Object.fromEntries(Object.entries(order).filter(([name]) => !names.includes(name)));

const fields = (kind: string, patch: JsonObject, ...removed: string[]): HostileOrder => ({
  kind,
  change: (order) => ({ ...without(order, ...removed), ...patch }),
});

const lines = (kind: string, change: (line: JsonObject) => JsonObject): HostileOrder => ({
  kind,
  change: (order) => ({ ...order, lineItems: (order.lineItems as JsonObject[]).map(change) }),
});

const guest = (patch: JsonObject): JsonObject => ({ anonymousId: 'someone', ...patch });
const address = (patch: JsonObject): JsonObject => ({ country: 'DE', city: 'Köln', ...patch });
const FREE = money('EUR', 0);
const NOBODY = ['customerId', 'customerEmail', 'billingAddress', 'shippingAddress'];

const withManyLines = (order: JsonObject): JsonObject => {
  const [first] = order.lineItems as JsonObject[];
  if (!first) return order;
  const price = Number((first.totalPrice as JsonObject).centAmount) * 100;
  const { currencyCode } = first.totalPrice as JsonObject;
  return {
    ...without(order, 'taxedPrice', 'shippingInfo', 'taxedShippingPrice', 'discountOnTotalPrice'),
    customLineItems: [],
    lineItems: Array.from({ length: 100 }, (_, n) => ({ ...first, id: `${String(first.id).slice(0, -3)}${100 + n}` })),
    totalPrice: money(String(currencyCode), price),
  };
};

/** Orders as real shops hold them: of each kind one, known by name. */
export const HOSTILE_ORDERS: readonly HostileOrder[] = [
  fields('no email anywhere', guest({ billingAddress: address({ firstName: 'Nobody' }) }), ...NOBODY),
  fields(
    'email in the billing address only',
    guest({ billingAddress: address({ email: 'billing@example.com' }) }),
    ...NOBODY,
  ),
  fields(
    'email in the shipping address only',
    guest({ shippingAddress: address({ email: 'shipping@example.com' }) }),
    ...NOBODY,
  ),
  fields('no addresses', {}, 'billingAddress', 'shippingAddress'),
  fields(
    'no billing address, guest',
    guest({ customerEmail: 'no.billing@example.com' }),
    'customerId',
    'billingAddress',
  ),
  fields('address with a country only', { billingAddress: { country: 'US' }, shippingAddress: { country: 'US' } }),
  fields('guest with an email that is none', guest({ customerEmail: 'a b@x' }), 'customerId'),
  fields(
    'guest with an email in upper case and blanks',
    guest({ customerEmail: ' GUEST.LOUD@EXAMPLE.COM ' }),
    'customerId',
  ),
  fields(
    'customer who is no more',
    { customerId: UNKNOWN_ID, customerEmail: 'gone.customer@example.com' },
    'anonymousId',
  ),
  fields('customer email is empty', { customerEmail: '' }),
  fields(
    'nothing in it',
    { lineItems: [], customLineItems: [], totalPrice: FREE },
    'taxedPrice',
    'shippingInfo',
    'taxedShippingPrice',
    'discountOnTotalPrice',
  ),
  fields('costs nothing', { totalPrice: FREE }, 'taxedPrice'),
  fields(
    'neither paid nor sent, and no number',
    { orderState: 'Open' },
    'paymentState',
    'shipmentState',
    'orderNumber',
  ),
  fields('tax never calculated', {}, 'taxedPrice', 'taxedShippingPrice'),
  fields('completed before the shop was there', { completedAt: '1999-12-31T23:59:59.999Z' }),
  fields('completed without milliseconds', { completedAt: '2019-05-04T03:02:01Z' }),
  lines('lines without a SKU', (line) => ({ ...line, variant: without(line.variant as JsonObject, 'sku') })),
  lines('lines of a product that is no more', (line) => ({ ...line, productId: UNKNOWN_ID })),
  lines('lines with commas and emoji in the name', (line) => ({ ...line, name: { en: 'Socks, 3 "pairs" 🧦' } })),
  lines('lines named in another language only', (line) => ({ ...line, name: { de: 'Nur deutsch' } })),
  lines('lines without images, attributes and prices', (line) => ({
    ...line,
    variant: { ...(line.variant as JsonObject), images: [], attributes: [], prices: [] },
  })),
  { kind: '100 lines', change: withManyLines },
  fields('status set by hand to what nobody expects', {
    orderState: 'Complete',
    paymentState: 'Failed',
    shipmentState: 'Backorder',
  }),
  fields('names of 1,500 characters', { billingAddress: address({ firstName: 'Ñ'.repeat(1500), lastName: 'Long' }) }),
];
