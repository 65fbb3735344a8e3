import { MAPPING_PREFIX, mappedEntity, parseMapping } from '../../contracts/mapping.ts';
import { type ConfigProblem, isRefused } from '../../contracts/problems.ts';
import { parseSettings, SETTINGS_ITEM } from '../../contracts/settings.ts';
import type { StreamMapping } from '../../domain/stream-mapping.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { TenantStore } from '../../ports.ts';
import type { Item, Table } from './table.ts';

/** How long a container may work with settings it has read: pausing a tenant takes effect within this time. */
const KEPT_MS = 30_000;

/**
 * Tenants from the config table, edited there by people: settings, and mappings beside them. An item that cannot be read is
 * answered with its last valid version, which check-config keeps beside it: a typo never stops, or bends, the data.
 */
export class DynamoTenantStore implements TenantStore {
  readonly #table: Table;
  readonly #secretPrefix: string;
  readonly #nowMs: () => number;
  readonly #known = new Map<string, { tenant: Tenant | undefined; readAtMs: number }>();

  constructor(configTable: Table, secretPrefix: string, nowMs: () => number) {
    this.#table = configTable;
    this.#secretPrefix = secretPrefix;
    this.#nowMs = nowMs;
  }

  async listTenants(): Promise<{ tenants: Tenant[]; invalid: { tenantId: string; problems: string[] }[] }> {
    const tenants: Tenant[] = [];
    const invalid: { tenantId: string; problems: string[] }[] = [];
    const byTenant = Map.groupBy(await this.#table.scan(), ({ tenantId }) => String(tenantId));
    for (const [tenantId, items] of byTenant) {
      if (!items.some(({ item }) => item === SETTINGS_ITEM)) continue;
      const { tenant, problems } = this.#read(items);
      if (tenant) tenants.push(tenant);
      if (problems.length > 0) invalid.push({ tenantId, problems });
    }
    return { tenants, invalid };
  }

  async getTenant(tenantId: string, isFresh = false): Promise<Tenant | undefined> {
    const known = this.#known.get(tenantId);
    if (!isFresh && known && this.#nowMs() - known.readAtMs < KEPT_MS) return known.tenant;
    const { tenant } = this.#read(await this.#table.query(tenantId, { from: MAPPING_PREFIX, to: SETTINGS_ITEM }));
    this.#known.set(tenantId, { tenant, readAtMs: this.#nowMs() });
    return tenant;
  }

  /** @param items all of one tenant */
  #read(items: readonly Item[]): { tenant: Tenant | undefined; problems: string[] } {
    const item = items.find((each) => each.item === SETTINGS_ITEM);
    if (!item) return { tenant: undefined, problems: [] };
    const { tenant, problems } = this.#readSettings(item);
    const mappings: Record<string, StreamMapping> = {};
    for (const each of items) {
      const name = String(each.item);
      if (mappedEntity(name) === undefined) continue;
      const read = readMapping(each);
      if (read.mapping) mappings[name.slice(MAPPING_PREFIX.length)] = read.mapping;
      problems.push(...read.problems);
    }
    return { tenant: tenant && { ...tenant, mappings }, problems };
  }

  #readSettings(item: Item): { tenant: Tenant | undefined; problems: string[] } {
    const parsed = parseSettings(item, this.#secretPrefix);
    if ('tenant' in parsed && !isRefused(item)) return { tenant: parsed.tenant, problems: [] };
    const lastValid = parseSettings({ ...(item.lastValid as Item | undefined) }, this.#secretPrefix);
    const usable = [lastValid, parsed].find((each) => 'tenant' in each);
    return { tenant: usable?.tenant, problems: problemsOf(item, parsed) };
  }
}

/** The mapping as it is, as it was when it was last valid, or none: the stream then has its defaults. */
function readMapping(item: Item): { mapping: StreamMapping | undefined; problems: string[] } {
  const parsed = parseMapping(item);
  if ('mapping' in parsed && !isRefused(item)) return { mapping: parsed.mapping, problems: [] };
  const lastValid = parseMapping({ ...(item.lastValid as Item | undefined) });
  return { mapping: 'mapping' in lastValid ? lastValid.mapping : undefined, problems: problemsOf(item, parsed) };
}

/** What is wrong with an item: found now, or by check-config when it asked the accounts. */
function problemsOf(item: Item, parsed: object): string[] {
  const found = ('problems' in parsed ? parsed.problems : item.problems) as readonly ConfigProblem[] | undefined;
  return (found ?? []).map(({ path, message }) => `${item.item} ${path} ${message}`);
}
