import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { happens, pick, sometimes, wholeBetween } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { CUSTOMER_GROUPS, CUSTOMER_TYPE_ID } from '../references.ts';
import { makeTimestamps } from '../times.ts';
import { type Market, readMarkets } from './markets.ts';

export const MAIL_DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.example.com', 'post.example.de'];
const TIERS = ['bronze', 'silver', 'gold'];
const INTERESTS = ['shoes', 'outdoor', 'kitchen', 'garden', 'kids', 'sale'];
/** A hash that looks like the platform's: proof, wherever it turns up, that somebody forwarded what must stay. */
export const PASSWORD_MARK = 'simulated-password-hash';

const FOLDED: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
export const toMailName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[äöüß]/g, (letter) => FOLDED[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]/g, '');

export const pickMarket = (random: Random): Market => {
  const markets = readMarkets();
  let place = random();
  for (const market of markets) {
    place -= market.share;
    if (place < 0) return market;
  }
  return pick(random, markets);
};

export const makeAddress = (random: Random, id: string, market: Market, name: JsonObject): JsonObject => ({
  id,
  ...name,
  streetName: pick(random, market.streets),
  streetNumber: String(wholeBetween(random, 1, 180)),
  postalCode: pick(random, market.postalCodes),
  city: pick(random, market.cities),
  country: market.country,
  ...sometimes(random, 0.6, () => ({ phone: pick(random, market.phones) })),
  ...sometimes(random, 0.05, () => ({ company: `${pick(random, market.lastNames)} & Co.` })),
});

const makeAddresses = (random: Random, market: Market, name: JsonObject): JsonObject => {
  const count = pick(random, [0, 1, 1, 1, 1, 2, 2]);
  if (count === 0) return { addresses: [], shippingAddressIds: [], billingAddressIds: [] };
  const ids = Array.from({ length: count }, () => makeId(random).slice(0, 8));
  const [shipping = '', billing = shipping] = ids;
  return {
    addresses: ids.map((id) => makeAddress(random, id, market, name)),
    defaultShippingAddressId: shipping,
    shippingAddressIds: [shipping],
    defaultBillingAddressId: billing,
    billingAddressIds: [billing],
  };
};

const makeDate = (random: Random, fromYear: number, toYear: number): string =>
  new Date(Date.UTC(wholeBetween(random, fromYear, toYear), 0, wholeBetween(random, 1, 365)))
    .toISOString()
    .slice(0, 10);

/** Custom fields of each declared kind; `newsletter` is what a merchant's consent looks like, and one in ten never answered. */
const makeCustomFields = (random: Random): JsonObject => ({
  ...sometimes(random, 0.9, () => ({ newsletter: happens(random, 0.55) })),
  loyaltyTier: pick(random, TIERS),
  loyaltyPoints: wholeBetween(random, 0, 5000),
  ...sometimes(random, 0.4, () => ({ interests: [pick(random, INTERESTS), pick(random, INTERESTS)] })),
  ...sometimes(random, 0.3, () => ({ lastStoreVisit: makeDate(random, 2020, 2024) })),
});

const makeGroup = (random: Random): JsonObject => {
  if (!happens(random, 0.12)) return { customerGroupAssignments: [] };
  const customerGroup = { typeId: 'customer-group', id: pick(random, CUSTOMER_GROUPS).id };
  return { customerGroup, customerGroupAssignments: [{ customerGroup }] };
};

/** One believable customer. `index` makes the email and the customer number unique in the shop. */
export function makeCustomer(random: Random, index: number, nowMs: number): JsonObject {
  const market = pickMarket(random);
  const firstName = pick(random, market.firstNames);
  const lastName = pick(random, market.lastNames);
  const timestamps = makeTimestamps(random, nowMs);
  const isUnchanged = timestamps.createdAt === timestamps.lastModifiedAt;
  return {
    id: makeId(random),
    version: isUnchanged ? 1 : wholeBetween(random, 1, 24),
    ...timestamps,
    customerNumber: `C-${100_000 + index}`,
    email: `${toMailName(firstName)}.${toMailName(lastName)}.${index}@${pick(random, MAIL_DOMAINS)}`,
    password: `****${PASSWORD_MARK}=`,
    firstName,
    lastName,
    ...sometimes(random, 0.3, () => ({ salutation: pick(random, market.salutations) })),
    ...sometimes(random, 0.9, () => ({ dateOfBirth: makeDate(random, 1940, 2006) })),
    ...makeAddresses(random, market, { firstName, lastName }),
    isEmailVerified: happens(random, 0.8),
    ...makeGroup(random),
    stores: happens(random, 0.15) ? [{ typeId: 'store', key: market.storeKey }] : [],
    locale: market.locale,
    authenticationMode: 'Password',
    ...sometimes(random, 0.95, () => ({
      custom: { type: { typeId: 'type', id: CUSTOMER_TYPE_ID }, fields: makeCustomFields(random) },
    })),
  };
}
