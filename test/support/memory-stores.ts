import type { Rejection, StoredRejection } from '../../shared/domain/rejection.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { ManifestKey, ManifestStore, RejectionContext, RejectionStore, TenantStore } from '../../shared/ports.ts';

export class MemoryRejectionStore implements RejectionStore {
  readonly items = new Map<string, StoredRejection>();

  async putRejections(
    rejections: readonly Rejection[],
    { tenantId, stream, runId, at }: RejectionContext,
  ): Promise<void> {
    for (const { id, code } of rejections) {
      const key = `${tenantId} ${stream} ${id}`;
      const known = this.items.get(key);
      const times = (known?.times ?? 0) + 1;
      this.items.set(key, {
        tenantId,
        stream,
        runId,
        id,
        code,
        firstSeen: known?.firstSeen ?? at,
        lastSeen: at,
        times,
      });
    }
  }

  async listRejectedIds(tenantId: string, stream: string, after: string | undefined, upTo: string | undefined) {
    return this.of(tenantId)
      .filter((rejection) => rejection.stream === stream)
      .map(({ id }) => id)
      .filter((id) => (after === undefined || id > after) && (upTo === undefined || id <= `${upTo}\uffff`));
  }

  async deleteRejections(tenantId: string, stream: string, ids: readonly string[]): Promise<void> {
    for (const id of ids) this.items.delete(`${tenantId} ${stream} ${id}`);
  }

  async listRejectionsAfter(tenantId: string, stream: string, after: string | undefined, limit: number) {
    return this.of(tenantId)
      .filter((rejection) => rejection.stream === stream && (after === undefined || rejection.id > after))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit);
  }

  async listRejections(tenantId: string): Promise<StoredRejection[]> {
    return this.of(tenantId);
  }

  of(tenantId: string): StoredRejection[] {
    return [...this.items.values()].filter((rejection) => rejection.tenantId === tenantId);
  }
}

export class MemoryManifestStore implements ManifestStore {
  readonly items = new Map<string, string>();

  async putManifest({ tenantId, manifestId }: ManifestKey, manifest: string): Promise<void> {
    this.items.set(`${tenantId} ${manifestId}`, manifest);
  }

  async getManifest({ tenantId, manifestId }: ManifestKey): Promise<string | undefined> {
    return this.items.get(`${tenantId} ${manifestId}`);
  }

  async deleteManifest({ tenantId, manifestId }: ManifestKey): Promise<void> {
    this.items.delete(`${tenantId} ${manifestId}`);
  }
}

export class MemoryTenantStore implements TenantStore {
  readonly tenants: Tenant[];
  invalid: { tenantId: string; problems: string[] }[] = [];
  /** What a container still knows of tenants that have been edited since; found only by those who do not insist. */
  readonly known = new Map<string, Tenant>();

  constructor(tenants: Tenant[]) {
    this.tenants = tenants;
  }

  async listTenants() {
    return { tenants: this.tenants, invalid: this.invalid };
  }

  async getTenant(tenantId: string, isFresh = false) {
    const known = this.known.get(tenantId);
    if (known && !isFresh) return known;
    return this.tenants.find((tenant) => tenant.tenantId === tenantId);
  }
}
