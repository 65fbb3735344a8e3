import type { z } from 'zod';
import type { Catalog, Tenant } from '../domain/tenant.ts';
import { type catalog, collectionOf, settingsSchema } from './settings-schema.ts';

export { SETTINGS_ITEM } from './settings-schema.ts';

/** Written by check-config beside what a person wrote; never part of the settings themselves. */
export const VERDICT_FIELDS = ['status', 'problems', 'checkedAt', 'lastValid'] as const;

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
      fullRunOnMappingChange: data.fullRunOnMappingChange,
      streams: data.streams,
      orders: data.orders,
      catalogs: data.catalogs.map(dropAbsent),
    },
  };
}

/** An optional setting that was not given is no property at all. */
const dropAbsent = ({
  country,
  priceChannelId,
  customerGroupId,
  stockChannelId,
  ...rest
}: z.infer<typeof catalog>): Catalog => ({
  ...rest,
  collection: collectionOf(rest),
  ...(country !== undefined && { country }),
  ...(priceChannelId !== undefined && { priceChannelId }),
  ...(customerGroupId !== undefined && { customerGroupId }),
  ...(stockChannelId !== undefined && { stockChannelId }),
});

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
