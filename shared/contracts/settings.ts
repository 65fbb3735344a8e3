import type { z } from 'zod';
import type { Catalog, Tenant } from '../domain/tenant.ts';
import { type ConfigProblem, toProblem, withoutVerdict } from './problems.ts';
import { type catalog, collectionOf, settingsSchema } from './settings-schema.ts';

export { type ConfigProblem, withoutVerdict } from './problems.ts';
export { SETTINGS_ITEM } from './settings-schema.ts';

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
      mappings: {},
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
