import type { Item } from '../../../../../shared/adapters/dynamodb/table.ts';
import { SETTINGS_ITEM } from '../../../../../shared/contracts/settings.ts';
import { tenantId as tenantIdSchema } from '../../../../../shared/contracts/settings-schema.ts';
import type { Ops } from '../../../ops.ts';
import { OpsError, usageError } from '../../../ops-error.ts';
import type { AddOptions } from './add-options.ts';
import { missingOptions } from './need.ts';

const faultOf = (tenantId: string): string | undefined => {
  const checked = tenantIdSchema.safeParse(tenantId);
  return checked.success ? undefined : `A tenant's name ${checked.error.issues[0]?.message}.`;
};

/**
 * @returns the name, and the settings of the tenant that is to be replaced
 * @throws OpsError when there is one of this name and nobody asked for it to be replaced
 */
export async function chooseTenantId(
  given: string | undefined,
  { replace = false }: AddOptions,
  { ask, stores }: Ops,
): Promise<{ tenantId: string; before: Item | undefined }> {
  if (given === undefined && !ask) throw missingOptions(['the name of the tenant']);
  const tenantId = given ?? (await ask?.text('Name of the new tenant', { check: faultOf })) ?? '';
  const fault = faultOf(tenantId);
  if (fault) throw usageError(fault);
  const before = await stores.config.get({ tenantId, item: SETTINGS_ITEM });
  if (!before || replace) return { tenantId, before };
  throw new OpsError(`There is a tenant ${tenantId} already.`, {
    remedy: 'Take another name, or add --replace to write over its settings and credentials.',
  });
}

/** Progress belongs to a pair of accounts: carried over to others, it would skip everything older than today. */
export function refuseOtherProject(before: Item | undefined, tenantId: string, projectKey: string): void {
  const known = (before?.commercetools as Item | undefined)?.projectKey;
  if (known === undefined || known === projectKey) return;
  throw new OpsError(`Tenant ${tenantId} reads project ${known}, and what it has reached belongs to that project.`, {
    remedy: `Add ${projectKey} under another name, or remove ${tenantId} first (tenant remove ${tenantId}).`,
  });
}
