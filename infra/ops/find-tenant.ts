import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Ops } from './ops.ts';
import { OpsError } from './ops-error.ts';

/** @throws OpsError for a name that nobody has, or settings that were never valid */
export async function findTenant(
  tenantId: string,
  { stores, deployment }: Pick<Ops, 'stores' | 'deployment'>,
): Promise<Tenant> {
  const tenant = await stores.tenants.getTenant(tenantId, true);
  if (tenant) return tenant;
  const { tenants, invalid } = await stores.tenants.listTenants();
  const broken = invalid.find((one) => one.tenantId === tenantId);
  if (broken) {
    throw new OpsError(
      `The settings of tenant ${tenantId} are not valid and never were: ${broken.problems.join('; ')}.`,
      {
        remedy: 'Correct the item "settings" of this tenant in the config table.',
      },
    );
  }
  const known = tenants.map((one) => one.tenantId).sort();
  throw new OpsError(`${deployment.name} has no tenant ${tenantId}.`, {
    remedy: known.length === 0 ? 'Add one: tenant add.' : `It has ${known.join(', ')}.`,
  });
}
