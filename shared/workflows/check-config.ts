import { MAPPING_PREFIX, mappedEntity, parseMapping, unknownItem } from '../contracts/mapping.ts';
import { type ConfigProblem, contentOf, withoutVerdict } from '../contracts/problems.ts';
import { parseSettings, SETTINGS_ITEM } from '../contracts/settings.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { Clock, ConfigItemStore, Observer, TenantStore } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { type AccountPorts, checkAccounts } from './check-accounts.ts';

/** One edit of an item of the config table: what it was and what it is now; a missing side means created or deleted. */
export interface ConfigEdit {
  tenantId: string;
  item: string;
  before?: Readonly<Record<string, unknown>>;
  after?: Readonly<Record<string, unknown>>;
}

export interface CheckPorts extends AccountPorts {
  tenants: Pick<TenantStore, 'getTenant'>;
  configItems: ConfigItemStore;
  clock: Clock;
  observer: Observer;
}

interface Judgement {
  problems: ConfigProblem[];
  warnings: string[];
}

/**
 * Reads an edited config item as the sync would, looks whether both accounts can take what it says, and writes the verdict
 * onto the item itself, where the person who edited it sees it on the next refresh. A valid item also becomes the version
 * that the sync falls back to while a later edit is invalid.
 */
export async function checkConfig(edit: ConfigEdit, secretPrefix: string, ports: CheckPorts): Promise<void> {
  const { tenantId, item, before, after } = edit;
  if (!after || isOwnWrite(before, after)) return;
  const { problems, warnings } = await judge(edit, after, secretPrefix, ports);
  const isValid = problems.length === 0;
  const lastValid = isValid ? withoutVerdict(after) : (after.lastValid ?? before?.lastValid);
  await ports.configItems.putVerdict(
    { tenantId, item },
    {
      status: isValid ? 'valid' : 'invalid',
      problems,
      warnings,
      checkedAt: ports.clock.now(),
      checkedContent: contentOf(after),
      ...(lastValid !== undefined && { lastValid: lastValid as Record<string, unknown> }),
    },
  );
  if (isValid) ports.observer.note('configValid', { tenantId, item, warnings });
  else ports.observer.warn('configInvalid', { tenantId, item, problems });
}

/** The verdict is a write to the same item, so it comes back as an edit; only what a person wrote is worth a check. */
const isOwnWrite = (before: ConfigEdit['before'], after: NonNullable<ConfigEdit['after']>): boolean =>
  before !== undefined && after.checkedAt !== undefined && contentOf(before) === contentOf(after);

async function judge(
  { tenantId, item }: ConfigEdit,
  content: Readonly<Record<string, unknown>>,
  secretPrefix: string,
  ports: CheckPorts,
): Promise<Judgement> {
  const problems = findProblems(item, content, secretPrefix);
  if (problems.length > 0) return { problems, warnings: [] };
  // The item is in the table by now, so this is the tenant with the edit in it.
  const tenant = await ports.tenants.getTenant(tenantId, true);
  if (!tenant) return { problems: [], warnings: [`there are no valid settings of tenant ${tenantId} yet`] };
  const misplaced = findMisplaced(item, tenant);
  if (misplaced) return { problems: [misplaced], warnings: [] };
  // A tenant that is paused may be so because of its accounts.
  if (!tenant.enabled) return { problems: [], warnings: ['the tenant is paused, so its accounts were not looked at'] };
  return checkAccounts(tenant, concernedBy(item), ports);
}

function findProblems(item: string, content: Readonly<Record<string, unknown>>, secretPrefix: string): ConfigProblem[] {
  if (item === SETTINGS_ITEM) {
    const parsed = parseSettings(content, secretPrefix);
    return 'problems' in parsed ? parsed.problems : [];
  }
  if (mappedEntity(item) === undefined) return [unknownItem(item)];
  const parsed = parseMapping(content);
  return 'problems' in parsed ? parsed.problems : [];
}

/** A mapping of a catalog that the settings do not list is read by nobody. */
function findMisplaced(item: string, { catalogs }: Tenant): ConfigProblem | undefined {
  const [, name] = item.slice(MAPPING_PREFIX.length).split('#');
  if (name === undefined || catalogs.some((catalog) => catalog.name === name)) return undefined;
  const names = catalogs.map((catalog) => `"${catalog.name}"`).join(', ') || 'none';
  return { path: 'item', message: `names the catalog "${name}", which the settings do not list; they list ${names}` };
}

function concernedBy(item: string): (stream: Stream) => boolean {
  if (item === SETTINGS_ITEM) return () => true;
  const [entity, catalog] = item.slice(MAPPING_PREFIX.length).split('#');
  if (entity !== 'products') return ({ name }) => name === entity || (entity === 'guests' && name === 'orders');
  return ({ name }) => name.startsWith('products#') && (catalog === undefined || name === `products#${catalog}`);
}
