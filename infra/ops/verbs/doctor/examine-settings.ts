import type { Item } from '../../../../shared/adapters/dynamodb/table.ts';
import { parseMapping } from '../../../../shared/contracts/mapping.ts';
import { type ConfigProblem, contentOf, isRefused } from '../../../../shared/contracts/problems.ts';
import { parseSettings, SETTINGS_ITEM } from '../../../../shared/contracts/settings.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import type { Ops } from '../../ops.ts';
import { OpsError } from '../../ops-error.ts';
import type { Examination } from './finding.ts';

/** The items that people edit. @returns the tenant as the sync sees it. @throws OpsError when there is no such tenant */
export async function examineSettings(tenantId: string, exam: Examination, ops: Ops): Promise<Tenant | undefined> {
  const items = await ops.stores.config.query(tenantId, { from: ' ', to: '\u{10ffff}' });
  if (!items.some(({ item }) => item === SETTINGS_ITEM)) {
    throw new OpsError(`${ops.deployment.name} has no tenant ${tenantId}.`, {
      remedy: items.length === 0 ? 'See tenant list.' : 'It has mappings, but no item "settings".',
    });
  }
  for (const item of items) examineItem(item, ops.deployment.secretPrefix, exam);
  const tenant = await ops.stores.tenants.getTenant(tenantId, true);
  if (tenant && !tenant.enabled) {
    exam.add('settings', 'enabled', {
      state: 'warning',
      message: 'The tenant is paused: nothing is read or sent.',
      remedy: `Let it go on: tenant resume ${tenantId}.`,
    });
  }
  return tenant;
}

/** What is wrong with the item as it is now: found by reading it, or by check-config when it asked the accounts. */
function examineItem(item: Item, secretPrefix: string, exam: Examination): void {
  const name = String(item.item);
  const parsed = name === SETTINGS_ITEM ? parseSettings(item, secretPrefix) : parseMapping(item);
  const written = isRefused(item) ? (item.problems as readonly ConfigProblem[]) : [];
  const problems = 'problems' in parsed ? parsed.problems : written;
  const inForce = item.lastValid === undefined ? 'it is not used' : 'the sync uses its last valid version';
  for (const { path, message } of problems) {
    exam.add('settings', name, {
      state: 'problem',
      message: `${path} ${message}`.trim(),
      remedy: `Correct the item "${name}" of this tenant in the config table; until then ${inForce}.`,
    });
  }
  if (problems.length > 0) return;
  const isChecked = item.checkedContent === contentOf(item);
  const warnings = isChecked ? ((item.warnings ?? []) as readonly string[]) : [];
  if (isChecked) exam.add('settings', name, { message: `valid, checked ${item.checkedAt}` });
  else exam.add('settings', name, { state: 'warning', message: UNCHECKED, remedy: IF_IT_LASTS });
  for (const message of warnings) exam.add('settings', name, { state: 'warning', message });
}

const UNCHECKED = 'readable, but check-config has not put its verdict on it';
const IF_IT_LASTS = 'If this lasts for more than a minute, look at the log of the function check-config.';
