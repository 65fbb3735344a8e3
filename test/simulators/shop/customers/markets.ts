import { faker as german } from '@faker-js/faker/locale/de';
import { faker as austrian } from '@faker-js/faker/locale/de_AT';
import { faker as british } from '@faker-js/faker/locale/en_GB';
import { faker as american } from '@faker-js/faker/locale/en_US';

/** A country the shop sells to, with the words its people and places are made of. */
export interface Market {
  country: string;
  /** One of the project's languages. */
  locale: 'de' | 'en';
  storeKey: string;
  /** Share of the customers, 0 to 1; all add up to 1. */
  share: number;
  salutations: readonly string[];
  firstNames: readonly string[];
  lastNames: readonly string[];
  streets: readonly string[];
  cities: readonly string[];
  postalCodes: readonly string[];
  phones: readonly string[];
}

type Faker = typeof german;
type MarketHead = Pick<Market, 'country' | 'locale' | 'storeKey' | 'share' | 'salutations'>;

/** The pools do not depend on the shop's seed: the same words, differently combined. */
const POOL_SEED = 20_240_229;
const POOL_SIZE = 400;

const drawPools = (faker: Faker, head: MarketHead): Market => {
  faker.seed(POOL_SEED);
  const draw = (one: () => string) => [...new Set(Array.from({ length: POOL_SIZE }, one))];
  return {
    ...head,
    firstNames: draw(() => faker.person.firstName()),
    lastNames: draw(() => faker.person.lastName()),
    streets: draw(() => faker.location.street()),
    cities: draw(() => faker.location.city()),
    postalCodes: draw(() => faker.location.zipCode()),
    phones: draw(() => faker.phone.number()),
  };
};

const DE = { locale: 'de', salutations: ['Herr', 'Frau'] } as const;
const EN = { locale: 'en', salutations: ['Mr', 'Ms', 'Dr'] } as const;

let markets: readonly Market[] | undefined;

/** Drawn once per process: a pick from a pool costs far less than a call of the data generator per customer. */
export function readMarkets(): readonly Market[] {
  markets ??= [
    drawPools(german, { ...DE, country: 'DE', storeKey: 'germany', share: 0.45 }),
    drawPools(british, { ...EN, country: 'GB', storeKey: 'united-kingdom', share: 0.25 }),
    drawPools(american, { ...EN, country: 'US', storeKey: 'united-states', share: 0.2 }),
    drawPools(austrian, { ...DE, country: 'AT', storeKey: 'austria', share: 0.1 }),
  ];
  return markets;
}
