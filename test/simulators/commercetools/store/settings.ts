import type { JsonObject } from '../../http/exchange.ts';

/** A project as it stands after a merchant set it up for two markets; commercetools: Projects. */
export const defaultSettings = (key: string, nowMs: number): JsonObject => ({
  version: 7,
  key,
  name: key,
  countries: ['DE', 'AT', 'GB', 'US'],
  currencies: ['EUR', 'USD'],
  languages: ['en', 'de'],
  createdAt: new Date(nowMs - 6 * 365 * 86_400_000).toISOString(),
  messages: { enabled: false, deleteDaysAfterCreation: 15 },
  carts: { deleteDaysAfterLastModification: 90, countryTaxRateFallbackEnabled: false },
  shoppingLists: { deleteDaysAfterLastModification: 360 },
  inventory: { releaseExpiredReservations: false },
  discounts: { discountCombinationMode: 'Stacking' },
  productCatalogModel: 'Classic',
});
