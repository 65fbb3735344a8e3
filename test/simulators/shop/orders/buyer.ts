import type { Project } from '../../commercetools/store/project.ts';
import { parseRow } from '../../commercetools/store/stored-record.ts';
import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, sometimes, wholeBetween } from '../choices.ts';
import { MAIL_DOMAINS, makeAddress, pickMarket, toMailName } from '../customers/customer.ts';
import { readMarkets } from '../customers/markets.ts';
import { makeId } from '../identifiers.ts';

/** Who orders, from where, and what the order says of it. */
export interface Buyer {
  country: string;
  locale: string;
  /** `customerId` or `anonymousId`, and `customerEmail`. */
  identity: JsonObject;
  address: JsonObject;
  storeKey?: string;
}

const GUEST_SHARE = 0.25;

const guestEmail = (random: Random, name: string, customer: JsonObject | undefined): string => {
  const own = `${name}.guest${wholeBetween(random, 1, 4000)}@${pick(random, MAIL_DOMAINS)}`;
  return customer && happens(random, 0.05) ? String(customer.email) : own;
};

/** A quarter are guests; some of those are customers who did not sign in, or order again under the same email. */
export function makeGuest(random: Random, customer?: JsonObject): Buyer {
  const market = pickMarket(random);
  const firstName = pick(random, market.firstNames);
  const lastName = pick(random, market.lastNames);
  const email = guestEmail(random, toMailName(lastName), customer);
  const address = makeAddress(random, makeId(random).slice(0, 8), market, { firstName, lastName });
  return {
    country: market.country,
    locale: market.locale,
    identity: { anonymousId: makeId(random), customerEmail: email },
    address: { ...address, ...sometimes(random, 0.5, () => ({ email })) },
  };
}

/** A twentieth of the customers changed their email since: the order keeps the one it was placed with. */
const makeCustomer = (random: Random, customer: JsonObject): Buyer => {
  const market = readMarkets().find((one) => one.locale === customer.locale) ?? pickMarket(random);
  const name = {
    ...(customer.firstName !== undefined && { firstName: customer.firstName }),
    ...(customer.lastName !== undefined && { lastName: customer.lastName }),
  };
  const stored = (customer.addresses as JsonObject[])[0];
  const store = (customer.stores as JsonObject[])[0];
  const email = happens(random, 0.05)
    ? `former.${String(customer.customerNumber)}@example.com`
    : String(customer.email);
  const address = stored ?? makeAddress(random, makeId(random).slice(0, 8), market, name);
  return {
    country: String(address.country),
    locale: market.locale,
    identity: { customerId: String(customer.id), customerEmail: email },
    address,
    ...(store && { storeKey: String(store.key) }),
  };
};

export function makeBuyer(random: Random, project: Project): Buyer {
  const customers = project.collection('customers').inOrder();
  const customer = customers.length > 0 ? parseRow(pick(random, customers)) : undefined;
  return !customer || happens(random, GUEST_SHARE) ? makeGuest(random, customer) : makeCustomer(random, customer);
}
