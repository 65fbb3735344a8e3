import * as z from 'zod';

/**
 * The settings item of a tenant as a person writes it in the DynamoDB console:
 *
 *     { "tenantId": "acme", "item": "settings", "enabled": true,
 *       "commercetools": { "projectKey": "acme-shop", "region": "europe-west1.gcp" },
 *       "marketing": { "region": "r1", "listId": 345579 },
 *       "catalogs": [ { "name": "main", "locales": ["en-GB", "en"], "currency": "GBP", "country": "GB",
 *                       "urlTemplate": "https://shop.example.com/p/{slug}" } ] }
 */
export const SETTINGS_ITEM = 'settings';

/** Marketing: Insight data v3, collection name. */
const COLLECTION_NAME = /^[-A-Za-z_][-A-Za-z0-9_]{1,254}$/;
const COLLECTION_NAME_RULE = 'must be 2 to 255 letters, digits, - and _, and not begin with a digit';

const locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language such as "en" or "de-CH"');
const commercetoolsId = z.uuid('must be the id of a resource in commercetools (a UUID), not its key');

export const tenantId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 small letters, digits and dashes, such as "acme" or "acme-de"');

const baseUrl = z
  .url({ protocol: /^https?$/, error: 'must be a web address such as "https://r1-api.dotdigital.com"' })
  .transform((url) => url.replace(/\/+$/, ''));

const commercetools = z
  .strictObject({
    projectKey: z.string().regex(/^[A-Za-z0-9_-]{2,36}$/, 'must be the project key from the Merchant Center'),
    /** commercetools: General concepts, Regions. */
    region: z
      .string()
      .regex(
        /^[a-z0-9-]+\.(gcp|aws|azure)$/,
        'must be a region such as "europe-west1.gcp"; the Merchant Center shows yours',
      )
      .optional(),
    apiUrl: baseUrl.optional(),
    authUrl: baseUrl.optional(),
  })
  .refine((value) => value.region !== undefined || (value.apiUrl !== undefined && value.authUrl !== undefined), {
    error: 'needs a "region" such as "europe-west1.gcp" (or both "apiUrl" and "authUrl")',
  });

const marketing = z
  .strictObject({
    /** Marketing: API conventions, base URL. */
    region: z
      .string()
      .regex(/^r\d+$/, 'must be "r1" (Europe), "r2" (North America) or "r3" (Asia-Pacific)')
      .optional(),
    apiUrl: baseUrl.optional(),
    listId: z.int('must be the number of a list in Marketing').positive('must be the number of a list in Marketing'),
  })
  .refine((value) => value.region !== undefined || value.apiUrl !== undefined, {
    error: 'needs a "region" such as "r1" (or an "apiUrl")',
  });

const status = z.string().trim().min(1, 'must be a word or two').max(255);

const onOrOff = z.boolean('must be true or false').default(true);

/** Everything is synced unless it is switched off here. */
const streams = z.strictObject({ customers: onOrOff, guests: onOrOff, orders: onOrOff });

const orders = z.strictObject({
  collection: z.string().regex(COLLECTION_NAME, COLLECTION_NAME_RULE).default('Orders'),
  dialect: z.enum(['snake_case', 'camelCase'], 'must be "snake_case" or "camelCase"').default('snake_case'),
  /** What the record says for each order state of commercetools. */
  statuses: z
    .strictObject({
      Open: status.default('Pending'),
      Confirmed: status.default('Paid'),
      Complete: status.default('Completed'),
      Cancelled: status.default('Cancelled'),
    })
    .prefault({}),
  locales: z.array(locale).default([]),
});

const placeholdersOf = (template: string): string[] =>
  Array.from(template.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);

const URL_PLACEHOLDERS = new Set(['slug', 'sku', 'key', 'id', 'locale']);
const KNOWN_PLACEHOLDERS = '{slug}, {sku}, {key}, {id} and {locale}';

export const catalog = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9_]{1,40}$/, 'must be 1 to 40 letters, digits and underscores, such as "main" or "de"'),
  collection: z
    .string()
    .regex(COLLECTION_NAME, COLLECTION_NAME_RULE)
    .regex(/^catalog_/i, 'must begin with "Catalog_": Marketing takes a collection for a catalog by its name')
    .optional(),
  locales: z.array(locale).min(1, 'needs at least one language, such as ["en-GB", "en"]'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as "EUR"'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country such as "DE"')
    .optional(),
  priceChannelId: commercetoolsId.optional(),
  customerGroupId: commercetoolsId.optional(),
  stockChannelId: commercetoolsId.optional(),
  urlTemplate: z
    .string()
    .regex(
      /^https:\/\/[^/]+.*\{(slug|sku|key|id)\}/,
      'must be an address such as "https://shop.example.com/{locale}/{slug}"',
    )
    .superRefine((template, context) => {
      const unknown = placeholdersOf(template).filter((name) => !URL_PLACEHOLDERS.has(name));
      if (unknown.length === 0) return;
      const names = unknown.map((name) => `{${name}}`).join(', ');
      context.addIssue({ code: 'custom', message: `has ${names}; only ${KNOWN_PLACEHOLDERS} can be filled in` });
    }),
  level: z.enum(['variant', 'product'], 'must be "variant" or "product"').default('variant'),
  disableLimitShare: z.number('must be a share from 0 to 1').min(0).max(1, 'must be a share from 0 to 1').default(0.2),
});

/** Where a catalog's records go. */
export const collectionOf = ({ name, collection }: { name?: string; collection?: string | undefined }): string =>
  collection ?? `Catalog_${name}`;

/** Two catalogs under one name, or in one collection, would overwrite each other's records. */
const catalogs = z.array(catalog).superRefine((all, context) => {
  const properties = { name: (one: (typeof all)[number]) => String(one.name), collection: collectionOf };
  for (const [property, read] of Object.entries(properties)) {
    const values = all.map((one) => read(one).toLowerCase());
    for (const [i, value] of values.entries()) {
      if (values.indexOf(value) === i) continue;
      context.addIssue({
        code: 'custom',
        path: [i, property],
        message: 'is used by another catalog; each needs its own',
      });
    }
  }
});

/** What a person may write; each message says what to write instead. */
export const settingsSchema = z.strictObject({
  tenantId,
  item: z.literal(SETTINGS_ITEM),
  enabled: z.boolean('must be true or false').default(true),
  secretName: z.string().min(1).optional(),
  commercetools,
  marketing,
  /** `false`: a changed mapping reaches only what changes from then on. */
  fullRunOnMappingChange: onOrOff,
  streams: streams.prefault({}),
  orders: orders.prefault({}),
  catalogs: catalogs.default([]),
});
