import type { StreamMapping } from './stream-mapping.ts';

/**
 * One installation: a commercetools project paired with a Marketing account. This is the settings item of a tenant as
 * the rest of the code sees it, already parsed (see contracts/settings.ts for what a person writes).
 */
export interface Tenant {
  tenantId: string;
  /** `false` while a person has paused the tenant: open runs stand still and go on when it is resumed. */
  enabled: boolean;
  /** Name of the secret in Secrets Manager that holds both sides' credentials. */
  secretName: string;
  commercetools: {
    projectKey: string;
    /** Base URL of the HTTP API, without a trailing slash. */
    apiUrl: string;
    /** Base URL of the authorization service, without a trailing slash. */
    authUrl: string;
  };
  marketing: {
    /** Base URL of the account's region, without a trailing slash. */
    apiUrl: string;
    /** The list every contact is added to. */
    listId: number;
  };
  /** A stream is sent once more as a whole when its mapping or its settings have changed. */
  fullRunOnMappingChange: boolean;
  /** What is synced at all; catalogs are switched on by being listed. */
  streams: Readonly<Record<'customers' | 'guests' | 'orders', boolean>>;
  orders: OrderSettings;
  /** By the second half of the item's name: `customers`, `guests`, `orders`, `products`, `products#<catalog>`. */
  mappings: Readonly<Record<string, StreamMapping>>;
  /** Catalogs to keep; none is allowed. One record holds one price and one URL, so several shops are several catalogs. */
  catalogs: readonly Catalog[];
}

export type OrderState = 'Open' | 'Confirmed' | 'Complete' | 'Cancelled';

export interface OrderSettings {
  /** Name of the Insight data collection, contact scope. */
  collection: string;
  /** Spelling of the record's properties; never mixed within a collection. */
  dialect: 'snake_case' | 'camelCase';
  /** commercetools' order state -> what the record's status says. */
  statuses: Readonly<Record<OrderState, string>>;
  /** Languages for the names of order lines, best first; the order's own language comes before them. */
  locales: readonly string[];
}

export interface Catalog {
  /** Names the streams, as in `products#<name>`. */
  name: string;
  /** Name of the Insight data collection, account scope: `Catalog_<name>` unless set otherwise. */
  collection: string;
  /** Languages of names, slugs and labels, best first. At least one. */
  locales: readonly string[];
  /** ISO 4217; selects the price. */
  currency: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
  /** Ids in commercetools; each narrows which price counts. */
  priceChannelId?: string;
  customerGroupId?: string;
  /** Id of the supply channel whose stock counts; absent: stock that belongs to no channel. */
  stockChannelId?: string;
  /** Address of a product in the shop, with `{slug}`, `{sku}`, `{key}`, `{id}` and `{locale}` to be filled in. */
  urlTemplate: string;
  /** One record per variant, or one per product with its master variant speaking for it. */
  level: 'variant' | 'product';
  /** The refresh disables at most this share of the catalog at once, 0 to 1. */
  disableLimitShare: number;
}
