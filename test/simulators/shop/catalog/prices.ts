import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { pick, sometimes, wholeBetween } from '../choices.ts';
import { makeId } from '../identifiers.ts';
import { convert, money, preciseMoney } from '../money.ts';
import { CHANNELS, CUSTOMER_GROUPS, OFFERS, referenceTo } from '../references.ts';
import { DAY_MS, HOUR_MS, instant } from '../times.ts';

const OFFER_IDS = Object.values(OFFERS);

const makePrice = (random: Random, currency: string, euroCents: number, scope: JsonObject = {}): JsonObject => ({
  id: makeId(random),
  value: money(currency, convert(euroCents, currency)),
  ...scope,
});

/** What a product discount of a fifth makes of the price. Whether it is active, the clock decides. */
export const discount = (price: JsonObject, offerId: string): JsonObject => {
  const value = price.value as JsonObject;
  return {
    ...price,
    discounted: {
      value: money(String(value.currencyCode), Math.round(Number(value.centAmount) * 0.8)),
      discount: referenceTo('product-discount', offerId),
    },
  };
};

/** Over since yesterday, ending or starting within hours: the price changes and nothing is written. */
const makeValidity = (random: Random, nowMs: number): JsonObject =>
  pick(random, [
    { validFrom: instant(nowMs - 30 * DAY_MS), validUntil: instant(nowMs - DAY_MS) },
    { validFrom: instant(nowMs - DAY_MS), validUntil: instant(nowMs + 3 * HOUR_MS) },
    { validFrom: instant(nowMs + 3 * HOUR_MS), validUntil: instant(nowMs + 3 * DAY_MS) },
  ]);

/**
 * The prices of one variant: euro and dollar for everyone, and now and then one of its own for a country, a channel, a
 * customer group, a span of time or a quantity, or one finer than a cent.
 */
export function makePrices(random: Random, euroCents: number, nowMs: number): JsonObject[] {
  const tiers = () => ({ tiers: [{ minimumQuantity: 10, value: money('EUR', Math.round(euroCents * 0.9)) }] });
  const base = makePrice(random, 'EUR', euroCents, sometimes(random, 0.1, tiers));
  const scoped = (probability: number, share: number, scope: () => JsonObject): JsonObject[] =>
    random() < probability ? [makePrice(random, 'EUR', Math.round(euroCents * share), scope())] : [];
  const precise = {
    id: makeId(random),
    value: preciseMoney('EUR', euroCents * 1000 + wholeBetween(random, 1, 999), 5),
    country: 'AT',
  };
  return [
    random() < 0.2 ? discount(base, pick(random, OFFER_IDS)) : base,
    makePrice(
      random,
      'USD',
      euroCents,
      sometimes(random, 0.5, () => ({ country: 'US' })),
    ),
    ...scoped(0.3, 0.95, () => ({ country: 'DE' })),
    ...scoped(0.15, 0.7, () => ({ channel: referenceTo('channel', CHANNELS.outlet) })),
    ...scoped(0.15, 0.85, () => ({ customerGroup: referenceTo('customer-group', pick(random, CUSTOMER_GROUPS).id) })),
    ...scoped(0.2, 0.75, () => makeValidity(random, nowMs)),
    ...(random() < 0.05 ? [precise] : []),
  ];
}
