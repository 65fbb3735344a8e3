import type { Item } from '../../../../shared/adapters/dynamodb/table.ts';
import { parseSettings, SETTINGS_ITEM } from '../../../../shared/contracts/settings.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import type { Ops } from '../../ops.ts';
import { OpsError } from '../../ops-error.ts';
import type { Examination } from './finding.ts';

const CORRECT = (item: string) =>
  `Correct the item "${item}" of this tenant in the config table; until then the sync uses the last valid version.`;

/** The items that people edit. @returns the tenant as the sync sees it. @throws OpsError when there is no such tenant */
export async function examineSettings(tenantId: string, exam: Examination, ops: Ops): Promise<Tenant | undefined> {
  const items = await ops.stores.config.query(tenantId, { from: ' ', to: '\u{10ffff}' });
  const settings = items.find(({ item }) => item === SETTINGS_ITEM);
  if (!settings) {
    throw new OpsError(`${ops.deployment.name} has no tenant ${tenantId}.`, {
      remedy: items.length === 0 ? 'See tenant list.' : 'It has mappings, but no item "settings".',
    });
  }
  const parsed = parseSettings(settings, ops.deployment.secretPrefix);
  if ('problems' in parsed) {
    for (const { path, message } of parsed.problems) {
      const problem = `${path} ${message}`.trim();
      exam.add('settings', SETTINGS_ITEM, { state: 'problem', message: problem, remedy: CORRECT(SETTINGS_ITEM) });
    }
  } else {
    exam.add('settings', SETTINGS_ITEM, describeValid(settings));
  }
  for (const item of items) if (item.item !== SETTINGS_ITEM) examineOther(item, exam);
  const tenant = 'tenant' in parsed ? parsed.tenant : await ops.stores.tenants.getTenant(tenantId, true);
  if (tenant && !tenant.enabled) {
    exam.add('settings', 'enabled', {
      state: 'warning',
      message: 'The tenant is paused: nothing is read or sent.',
      remedy: `Let it go on: tenant resume ${tenantId}.`,
    });
  }
  return tenant;
}

const describeValid = ({ checkedAt }: Item) =>
  checkedAt === undefined
    ? {
        state: 'warning' as const,
        message: 'valid, but check-config has not put its verdict on the item',
        remedy: 'If this lasts for more than a minute, look at the log of the function check-config.',
      }
    : { message: `valid, checked ${checkedAt}` };

interface WrittenProblem {
  path?: string;
  message?: string;
  remedy?: string;
}

/** Mappings are judged by check-config, and its verdict is on the item. */
function examineOther({ item, status, problems, checkedAt }: Item, exam: Examination): undefined {
  const name = String(item);
  if (status === 'valid') return exam.add('settings', name, { message: `valid, checked ${checkedAt}` });
  if (status !== 'invalid') {
    const message = 'not checked yet';
    return exam.add('settings', name, { state: 'warning', message, remedy: 'Look again in some seconds.' });
  }
  for (const { path = '', message = '', remedy = CORRECT(name) } of (problems ?? []) as WrittenProblem[]) {
    exam.add('settings', name, { state: 'problem', message: `${path} ${message}`.trim(), remedy });
  }
}
