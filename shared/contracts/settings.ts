import { z } from 'zod';
import type { OrderSettings, Tenant } from '../domain/tenant.ts';

/**
 * The settings item of a tenant as a person writes it in the DynamoDB console:
 *
 *     { "tenantId": "acme", "item": "settings", "enabled": true,
 *       "commercetools": { "projectKey": "acme-shop", "region": "europe-west1.gcp" },
 *       "marketing": { "region": "r1", "listId": 345579 } }
 */
export const SETTINGS_ITEM = 'settings';

const tenantId = z
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

/** Written by check-config beside what a person wrote; never part of the settings themselves. */
export const VERDICT_FIELDS = ['status', 'problems', 'checkedAt', 'checkedHash', 'lastValid'] as const;

const settingsSchema = z.strictObject({
  tenantId,
  item: z.literal(SETTINGS_ITEM),
  enabled: z.boolean('must be true or false').default(true),
  secretName: z.string().min(1).optional(),
  commercetools,
  marketing,
});

/** What is wrong with a config item, for the person who wrote it. */
export interface ConfigProblem {
  /** Where in the item, such as `marketing.listId`; empty for the item as a whole. */
  path: string;
  message: string;
}

export type ParsedSettings = { tenant: Tenant } | { problems: ConfigProblem[] };

/** @param secretPrefix names the default secret, `<prefix>/<tenantId>`; the functions may read no other. */
export function parseSettings(item: Readonly<Record<string, unknown>>, secretPrefix: string): ParsedSettings {
  const parsed = settingsSchema.safeParse(withoutVerdict(item), { reportInput: true });
  if (!parsed.success) return { problems: parsed.error.issues.map(toProblem) };
  const { data } = parsed;
  const secretName = data.secretName ?? `${secretPrefix}/${data.tenantId}`;
  if (!secretName.startsWith(`${secretPrefix}/`)) {
    return {
      problems: [
        { path: 'secretName', message: `must begin with "${secretPrefix}/": the functions may read no other secret` },
      ],
    };
  }
  const { projectKey, region, apiUrl, authUrl } = data.commercetools;
  return {
    tenant: {
      tenantId: data.tenantId,
      enabled: data.enabled,
      secretName,
      commercetools: {
        projectKey,
        apiUrl: apiUrl ?? commercetoolsUrl('api', region),
        authUrl: authUrl ?? commercetoolsUrl('auth', region),
      },
      marketing: {
        apiUrl: data.marketing.apiUrl ?? `https://${data.marketing.region}-api.dotdigital.com`,
        listId: data.marketing.listId,
      },
      orders: DEFAULT_ORDERS,
      catalogs: [],
    },
  };
}

const DEFAULT_ORDERS: OrderSettings = {
  collection: 'Orders',
  dialect: 'snake_case',
  statuses: { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' },
  locales: [],
};

/** The region in China lives under its own top-level domain. */
const commercetoolsUrl = (service: 'api' | 'auth', region = ''): string =>
  `https://${service}.${region}.commercetools.${region.startsWith('cn-') ? 'cn' : 'com'}`;

export function withoutVerdict(item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const verdict = new Set<string>(VERDICT_FIELDS);
  return Object.fromEntries(Object.entries(item).filter(([name]) => !verdict.has(name)));
}

function toProblem(issue: z.core.$ZodIssue): ConfigProblem {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return { path, message: `has ${keys}, which is not a setting; remove it or mend its spelling` };
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) return { path, message: 'is missing' };
  return { path, message: issue.message };
}
