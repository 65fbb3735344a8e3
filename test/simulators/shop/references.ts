/** What the shop's records refer to. The ids are fixed, so that a test or a setting can name them. */
import type { JsonObject } from '../http/exchange.ts';
import { DAY_MS, HOUR_MS, instant } from './times.ts';

const id = (group: string, n: number): string => `${group}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;

export const CUSTOMER_TYPE_ID = id('0a000000', 1);
export const TAX_CATEGORY_ID = id('0b000000', 1);
export const LINE_STATE_ID = id('0c000000', 1);
export const CART_DISCOUNT_ID = id('0d000000', 1);
export const SHIPPING_METHOD_ID = id('0e000000', 1);

export const CUSTOMER_GROUPS = ['wholesale', 'staff', 'club'].map((key, n) => ({ id: id('1a000000', n), key }));

/** `web` and `outlet` sell at prices of their own; `main` and `east` hold stock. */
export const CHANNELS = {
  web: id('2a000000', 1),
  outlet: id('2a000000', 2),
  main: id('2a000000', 3),
  east: id('2a000000', 4),
} as const;

/** Product discounts by what the clock does to them. */
export const OFFERS = {
  lasting: id('3a000000', 1),
  endsInTwoHours: id('3a000000', 2),
  startsInTwoHours: id('3a000000', 3),
  over: id('3a000000', 4),
  switchedOff: id('3a000000', 5),
} as const;

export const DISCOUNT_CODES = ['WELCOME10', 'SUMMER', 'FREESHIP', 'VIP-2024', 'Zurück!'].map((code, n) => ({
  id: id('4a000000', n),
  code,
}));

const CATEGORY_TREE: readonly (readonly [key: string, parent: string | undefined, en: string, de: string])[] = [
  ['clothing', undefined, 'Clothing', 'Kleidung'],
  ['shoes', undefined, 'Shoes', 'Schuhe'],
  ['home', undefined, 'Home & Living', 'Wohnen & Leben'],
  ['jackets', 'clothing', 'Jackets', 'Jacken'],
  ['shirts', 'clothing', 'Shirts', 'Hemden'],
  ['boots', 'shoes', 'Boots', 'Stiefel'],
  ['sneakers', 'shoes', 'Sneakers', 'Turnschuhe'],
  ['kitchen', 'home', 'Kitchen', 'Küche'],
];

export const CATEGORY_IDS: Readonly<Record<string, string>> = Object.fromEntries(
  CATEGORY_TREE.map(([key], n) => [key, id('5a000000', n)]),
);
export const LEAF_CATEGORIES = ['jackets', 'shirts', 'boots', 'sneakers', 'kitchen'] as const;

export const STORES = ['germany', 'austria', 'united-kingdom', 'united-states'];

export const referenceTo = (typeId: string, target: string): JsonObject => ({ typeId, id: target });

type Draft = JsonObject & { id: string };

const offer = (target: string, en: string, fields: JsonObject): Draft => ({
  id: target,
  name: { en },
  value: { type: 'relative', permyriad: 2000 },
  predicate: '1 = 1',
  sortOrder: `0.${target.slice(-1)}1`,
  references: [],
  isActive: true,
  ...fields,
});

/** All of them, by the collection they belong to; ids included, versions and times not. */
export const makeReferences = (nowMs: number): Record<string, Draft[]> => ({
  'customer-groups': CUSTOMER_GROUPS.map((group) => ({ ...group, name: group.key })),
  channels: [
    { id: CHANNELS.web, key: 'web', roles: ['ProductDistribution'], name: { en: 'Web shop' } },
    { id: CHANNELS.outlet, key: 'outlet', roles: ['ProductDistribution'], name: { en: 'Outlet' } },
    { id: CHANNELS.main, key: 'main', roles: ['InventorySupply'], name: { en: 'Main warehouse' } },
    { id: CHANNELS.east, key: 'east', roles: ['InventorySupply'], name: { en: 'Warehouse east' } },
  ],
  categories: CATEGORY_TREE.map(([key, parent, en, de]) => ({
    id: CATEGORY_IDS[key] ?? '',
    key,
    name: { en, de },
    slug: { en: key, de: key },
    ancestors: parent === undefined ? [] : [referenceTo('category', CATEGORY_IDS[parent] ?? '')],
    ...(parent !== undefined && { parent: referenceTo('category', CATEGORY_IDS[parent] ?? '') }),
    orderHint: '0.5',
  })),
  'product-discounts': [
    offer(OFFERS.lasting, 'Always 20 % off', {}),
    offer(OFFERS.endsInTwoHours, 'Flash sale', { validUntil: instant(nowMs + 2 * HOUR_MS) }),
    offer(OFFERS.startsInTwoHours, 'Evening sale', { validFrom: instant(nowMs + 2 * HOUR_MS) }),
    offer(OFFERS.over, 'Spring sale', { validUntil: instant(nowMs - DAY_MS) }),
    offer(OFFERS.switchedOff, 'Never begun', { isActive: false }),
  ],
  'discount-codes': DISCOUNT_CODES.map((code) => ({
    ...code,
    cartDiscounts: [referenceTo('cart-discount', CART_DISCOUNT_ID)],
    stores: [],
    isActive: true,
    references: [],
    groups: [],
  })),
  stores: STORES.map((key, n) => ({
    id: id('6a000000', n),
    key,
    name: { en: key },
    languages: ['en', 'de'],
    countries: [],
    distributionChannels: [referenceTo('channel', CHANNELS.web)],
    supplyChannels: [referenceTo('channel', CHANNELS.main)],
    productSelections: [],
  })),
  types: [
    {
      id: CUSTOMER_TYPE_ID,
      key: 'customer-extras',
      name: { en: 'Customer extras' },
      resourceTypeIds: ['customer'],
      fieldDefinitions: [
        ['newsletter', { name: 'Boolean' }],
        ['loyaltyTier', { name: 'Enum', values: ['bronze', 'silver', 'gold'].map((key) => ({ key, label: key })) }],
        ['loyaltyPoints', { name: 'Number' }],
        ['interests', { name: 'Set', elementType: { name: 'String' } }],
        ['lastStoreVisit', { name: 'Date' }],
      ].map(([name, type]) => ({
        name: String(name),
        type: type as JsonObject,
        label: { en: String(name) },
        required: false,
      })),
    },
  ],
});
