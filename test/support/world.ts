import { addSeconds, type Instant } from '../../shared/domain/instant.ts';
import type { Message } from '../../shared/domain/message.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { TrackName } from '../../shared/domain/track.ts';
import type { Deadline, Ports } from '../../shared/ports.ts';
import { fanOut } from '../../shared/workflows/fan-out.ts';
import { importPage } from '../../shared/workflows/import-page.ts';
import { settleImport } from '../../shared/workflows/settle-import.ts';
import { openAfterClose } from '../../shared/workflows/tick-tenant.ts';
import { FakeAccount } from './fake-account.ts';
import { FakeShop } from './fake-shop.ts';
import { MemoryManifestStore, MemoryRejectionStore, MemoryTenantStore } from './memory-stores.ts';
import { MemoryTrackStore } from './memory-track-store.ts';

/** Syncs customers only: most of what the engine does shows on one stream. */
export const ACME: Tenant = {
  tenantId: 'acme',
  enabled: true,
  secretName: 'sync/acme',
  commercetools: { projectKey: 'acme-shop', apiUrl: 'http://ct', authUrl: 'http://ct' },
  marketing: { apiUrl: 'http://marketing', listId: 7 },
  fullRunOnMappingChange: true,
  mappings: {},
  streams: { customers: true, guests: false, orders: false },
  orders: {
    collection: 'Orders',
    dialect: 'snake_case',
    statuses: { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' },
    locales: [],
  },
  catalogs: [],
};

export const PLENTY_OF_TIME: Deadline = { remainingMs: () => 300_000 };

/** An id whose place in the id space is `share` (0 to 1). */
export const idAt = (share: number, suffix = 0): string =>
  `${Math.floor(share * 0xffffffff)
    .toString(16)
    .padStart(8, '0')}-0000-4000-8000-${String(suffix).padStart(12, '0')}`;

/** The real workflows on ports in memory, and a queue that a test drains, duplicates, delays or loses as it likes. */
export class World {
  readonly shop = new FakeShop();
  readonly account = new FakeAccount();
  readonly tracks = new MemoryTrackStore();
  readonly rejections = new MemoryRejectionStore();
  readonly manifests = new MemoryManifestStore();
  readonly tenants: MemoryTenantStore;
  readonly queue: { message: Message; delaySeconds: number }[] = [];
  readonly log: { level: string; event: string; details: Readonly<Record<string, unknown>>; error?: unknown }[] = [];
  ourNow: Instant = '2026-03-01T12:00:07.000Z';
  readonly ports: Ports;

  constructor(tenants: Tenant[] = [ACME]) {
    this.tenants = new MemoryTenantStore(tenants);
    let runs = 0;
    let manifests = 0;
    this.ports = {
      tenants: this.tenants,
      tracks: this.tracks,
      rejections: this.rejections,
      manifests: this.manifests,
      queue: {
        send: async (messages) => {
          for (const { message, delaySeconds = 0 } of messages) {
            this.queue.push({ message: structuredClone(message), delaySeconds });
          }
        },
      },
      clock: { now: () => this.ourNow, sleep: async () => undefined },
      ids: {
        newRunId: (now) => `${now}-${++runs}`,
        newManifestId: () => `manifest-${++manifests}`,
        digest: (salt, text) => `${salt}:${text}`,
      },
      observer: {
        note: (event, details) => void this.log.push({ level: 'note', event, details }),
        warn: (event, details) => void this.log.push({ level: 'warn', event, details }),
        fail: (event, error, details) => void this.log.push({ level: 'fail', event, details, error }),
      },
      sourceOf: () => this.shop,
      sinkOf: () => this.account,
      heldOf: () => this.account,
    };
  }

  events(event: string) {
    return this.log.filter((entry) => entry.event === event);
  }

  tick(silentAfterSeconds?: number, refreshNow?: boolean) {
    return fanOut({ silentAfterSeconds, refreshNow }, this.ports);
  }

  track(name: TrackName, stream = 'customers', tenantId = 'acme') {
    return this.tracks.find({ tenantId, stream, track: name });
  }

  async deliver(message: Message, isRedelivery = false): Promise<void> {
    const delivery = { isRedelivery, deadline: PLENTY_OF_TIME };
    if (message.type === 'page') return importPage(message, delivery, this.ports);
    if (message.type === 'settle') return settleImport(message, delivery, this.ports);
    return openAfterClose(message, this.ports);
  }

  /** Delivers the oldest message; false when the queue is empty. */
  async step(): Promise<boolean> {
    const next = this.queue.shift();
    if (next) await this.deliver(next.message);
    return next !== undefined;
  }

  /** Delivers until nothing is left. */
  async drain(most = 10_000): Promise<void> {
    for (let i = 0; await this.step(); i += 1) {
      if (i >= most) throw new Error(`The queue did not run empty within ${most} messages.`);
    }
  }

  /** Both clocks move on. */
  pass(seconds: number): void {
    this.shop.pass(seconds);
    this.ourNow = addSeconds(this.ourNow, seconds);
  }

  /** The first tick and everything that follows from it: history loaded, live begun. */
  async level(): Promise<void> {
    await this.tick();
    await this.drain();
  }
}
