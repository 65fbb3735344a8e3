import { parseSettings, SETTINGS_ITEM } from '../../contracts/settings.ts';
import type { Tenant } from '../../domain/tenant.ts';
import type { TenantStore } from '../../ports.ts';
import type { Item, Table } from './table.ts';

/** How long a container may work with settings it has read: pausing a tenant takes effect within this time. */
const KEPT_MS = 30_000;

/**
 * Tenants from the config table, edited there by people. An item that cannot be read as settings is answered with its
 * last valid version, which check-config keeps beside it: a typo never stops, or bends, the data.
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
    for (const item of await this.#table.scan(SETTINGS_ITEM)) {
      const { tenant, problems } = this.#read(item);
      if (tenant) tenants.push(tenant);
      if (problems.length > 0) invalid.push({ tenantId: String(item.tenantId), problems });
    }
    return { tenants, invalid };
  }

  async getTenant(tenantId: string, isFresh = false): Promise<Tenant | undefined> {
    const known = this.#known.get(tenantId);
    if (!isFresh && known && this.#nowMs() - known.readAtMs < KEPT_MS) return known.tenant;
    const item = await this.#table.get({ tenantId, item: SETTINGS_ITEM });
    const tenant = item && this.#read(item).tenant;
    this.#known.set(tenantId, { tenant, readAtMs: this.#nowMs() });
    return tenant;
  }

  #read(item: Item): { tenant: Tenant | undefined; problems: string[] } {
    const parsed = parseSettings(item, this.#secretPrefix);
    if ('tenant' in parsed) return { tenant: parsed.tenant, problems: [] };
    const lastValid = parseSettings({ ...(item.lastValid as Item | undefined) }, this.#secretPrefix);
    return {
      tenant: 'tenant' in lastValid ? lastValid.tenant : undefined,
      problems: parsed.problems.map(({ path, message }) => `${path || 'settings'} ${message}`),
    };
  }
}
