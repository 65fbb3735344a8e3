import type { Instant } from '../../shared/domain/instant.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Ids, Observer } from '../../shared/ports.ts';
import type { MemoryManifestStore, MemoryRejectionStore } from '../support/memory-stores.ts';
import type { MemoryTrackStore } from '../support/memory-track-store.ts';
import type { Account } from './account.ts';
import type { Chances } from './chances.ts';
import type { Loop } from './loop.ts';
import type { SimulatedQueue } from './queue.ts';
import type { Shop } from './shop.ts';

/** A tenant as it is, and as it was before the latest edit. */
export interface Known {
  now: Tenant;
  before: Tenant;
  editedAtMs: number;
}

/** What the parts of a world see of the whole. */
export interface SimulatedWorld {
  readonly loop: Loop;
  readonly chances: Chances;
  readonly tracks: MemoryTrackStore;
  readonly rejections: MemoryRejectionStore;
  readonly manifests: MemoryManifestStore;
  readonly queue: SimulatedQueue;
  readonly tenants: readonly Known[];
  readonly accounts: ReadonlyMap<string, Account>;
  readonly ids: Ids;
  readonly observer: Observer;
  /** Our own clock is not commercetools' and is never trusted with data. */
  ourNow(): Instant;
  shopOf(tenantId: string): Shop;
  accountOf(tenantId: string): Account;
  edit(tenantId: string, change: (tenant: Tenant) => Tenant): void;
  note(event: string, details: object): void;
  /** What is about to be stored. */
  look(name: string, args: readonly unknown[]): void;
}
