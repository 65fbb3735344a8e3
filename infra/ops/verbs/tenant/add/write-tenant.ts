import type { TenantSecret } from '../../../../../shared/contracts/secret.ts';
import { SETTINGS_ITEM } from '../../../../../shared/contracts/settings.ts';
import { TABLE_KEYS } from '../../../../../shared/names.ts';
import type { Ops } from '../../../ops.ts';
import { OpsError } from '../../../ops-error.ts';
import { deleteState } from '../../../tenant-state.ts';
import type { SettingsDraft } from './draft-settings.ts';
import type { MappingDraft } from './read-mappings.ts';

export interface NewTenant {
  readonly tenantId: string;
  readonly secretName: string;
  readonly secret: TenantSecret;
  readonly settings: SettingsDraft;
  readonly mappings: readonly MappingDraft[];
  readonly replaces: boolean;
}

/**
 * Stores the credentials, the mappings, then the settings: a tenant is there when its settings are. What a former tenant of the same
 * name had reached is forgotten first, for it belongs to other accounts.
 * @throws OpsError; a secret that was created for nothing is then gone again
 */
export async function writeTenant({ tenantId, secretName, secret, settings, mappings, replaces }: NewTenant, ops: Ops) {
  const { secrets, stores } = ops;
  if (!replaces) await deleteState(stores.state, tenantId, false);
  const isNew = (await secrets.find(secretName)) === 'missing';
  if (isNew) await secrets.create(secretName, secret);
  else await secrets.replace(secretName, secret);
  try {
    // Before the settings, so that the first run maps by them.
    for (const { item, content } of mappings) await stores.config.put({ tenantId, item }, content);
    await putSettings(tenantId, settings, replaces, ops);
  } catch (error) {
    if (isNew) await secrets.remove(secretName, { now: true });
    throw error;
  }
}

async function putSettings(tenantId: string, settings: SettingsDraft, replaces: boolean, { stores }: Ops) {
  const key = { tenantId, item: SETTINGS_ITEM };
  if (replaces) return stores.config.put(key, settings);
  const entries = Object.entries(settings);
  const written = await stores.config.update(key, {
    UpdateExpression: `SET ${entries.map((_, i) => `#name${i} = :value${i}`).join(', ')}`,
    ConditionExpression: 'attribute_not_exists(#tenant)',
    ExpressionAttributeNames: {
      '#tenant': TABLE_KEYS.partition,
      ...Object.fromEntries(entries.map(([name], i) => [`#name${i}`, name])),
    },
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, value], i) => [`:value${i}`, value])),
  });
  if (written) return;
  throw new OpsError(`Somebody else has just added a tenant ${tenantId}.`, {
    remedy: 'See what is there with tenant list, and take another name or add --replace.',
  });
}
