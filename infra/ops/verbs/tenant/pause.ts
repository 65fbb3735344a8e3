import { SETTINGS_ITEM } from '../../../../shared/contracts/settings.ts';
import { TABLE_KEYS } from '../../../../shared/names.ts';
import { findTenant } from '../../find-tenant.ts';
import type { Ops } from '../../ops.ts';
import { OpsError } from '../../ops-error.ts';
import type { Report } from '../../output/report.ts';
import type { Verb } from '../../verb.ts';

export const registerTenantPause: Verb = (tenant, act) => {
  tenant
    .command('pause')
    .description('lets a tenant stand still where it is; nothing is lost')
    .argument('<tenant>')
    .action(act((ops, tenantId: string) => setEnabled(ops, tenantId, false)));
};

export const registerTenantResume: Verb = (tenant, act) => {
  tenant
    .command('resume')
    .description('lets a paused tenant go on where it stood')
    .argument('<tenant>')
    .action(act((ops, tenantId: string) => setEnabled(ops, tenantId, true)));
};

async function setEnabled(ops: Ops, tenantId: string, enabled: boolean): Promise<Report> {
  const { enabled: before } = await findTenant(tenantId, ops);
  const written = await ops.stores.config.update(
    { tenantId, item: SETTINGS_ITEM },
    {
      UpdateExpression: 'SET #enabled = :enabled',
      ConditionExpression: 'attribute_exists(#tenant)',
      ExpressionAttributeNames: { '#enabled': 'enabled', '#tenant': TABLE_KEYS.partition },
      ExpressionAttributeValues: { ':enabled': enabled },
    },
  );
  if (!written) throw new OpsError(`Tenant ${tenantId} has just been removed by somebody else.`);
  const state = enabled ? 'active' : 'paused';
  return {
    value: { tenantId, state, before: before ? 'active' : 'paused' },
    draw: (paint) => [
      before === enabled
        ? `${tenantId} was ${state} already`
        : `${paint(enabled ? 'green' : 'yellow', state)} ${tenantId}: ${enabled ? WHEN_RESUMED : WHEN_PAUSED}`,
    ],
  };
}

const WHEN_PAUSED =
  'within half a minute nothing new is read or sent; imports that Marketing already has are carried out. tenant resume goes on where it stood.';
const WHEN_RESUMED = 'it goes on at the next tick, with everything that has changed since.';
