/** One seed, one world: tenants with their shops and accounts, the queue, the state, and the real workflows between them. */
import { toInstant } from '../../shared/domain/instant.ts';
import type { Message } from '../../shared/domain/message.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Ids, Observer } from '../../shared/ports.ts';
import { fanOut } from '../../shared/workflows/fan-out.ts';
import { importPage } from '../../shared/workflows/import-page.ts';
import { settleImport } from '../../shared/workflows/settle-import.ts';
import { openAfterClose, type TickOptions } from '../../shared/workflows/tick-tenant.ts';
import { MemoryManifestStore, MemoryRejectionStore } from '../support/memory-stores.ts';
import { MemoryTrackStore } from '../support/memory-track-store.ts';
import { Account } from './account.ts';
import { Chances } from './chances.ts';
import { assertImpersonal, assertLimits, assertWatermark, findDifferences, Violation } from './checks.ts';
import { Invocation } from './invocation.ts';
import { liveUntil, seedShop } from './life.ts';
import { Loop } from './loop.ts';
import { SimulatedQueue } from './queue.ts';
import { Shop } from './shop.ts';
import type { Known, SimulatedWorld } from './simulated-world.ts';

const START_MS = Date.UTC(2026, 2, 1, 12);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TICK_MS = 15 * MINUTE_MS;

/** After the last fault: as long as an import that nobody follows may still land, and the windows that repeat what it could overwrite. */
const CALM_MS = 2 * HOUR_MS + 45 * MINUTE_MS;

export class World implements SimulatedWorld {
  readonly loop = new Loop(START_MS);
  readonly chances: Chances;
  readonly tracks = new MemoryTrackStore();
  readonly rejections = new MemoryRejectionStore();
  readonly manifests = new MemoryManifestStore();
  readonly queue: SimulatedQueue;
  readonly tenants: Known[] = [];
  readonly accounts = new Map<string, Account>();
  readonly ids: Ids;
  readonly observer: Observer;
  readonly trace: string[] = [];
  readonly #shops = new Map<string, Shop>();
  readonly #skewMs: number;
  readonly #isTraced: boolean;
  #watermarksSeen = 0;
  #failure: unknown;

  constructor(seed: number, isTraced = false) {
    this.#isTraced = isTraced;
    this.chances = new Chances(seed);
    this.#skewMs = this.chances.between(-120_000, 120_000);
    this.queue = new SimulatedQueue(this.loop, this.chances, (message, isRedelivery) =>
      this.#work(message, isRedelivery),
    );
    this.queue.onSent = (message) => this.#guard(() => assertImpersonal('a message', message));
    let runs = 0;
    let manifests = 0;
    this.ids = {
      newRunId: () => `run-${++runs}`,
      newManifestId: () => `manifest-${++manifests}`,
      digest: (salt, text) => hash(`${salt} ${text}`),
    };
    const hear = (level: string) => (event: string, details: object) => this.note(`${level} ${event}`, details);
    this.observer = {
      note: hear('note'),
      warn: hear('warn'),
      fail: (event, error, details) =>
        this.note(`fail ${event}`, {
          ...details,
          error:
            error instanceof Error ? `${error.name} ${(error as { code?: string }).code ?? error.stack}` : 'unknown',
        }),
    };
    const count = this.chances.between(1, 2);
    for (let n = 1; n <= count; n += 1) this.#addTenant(`tenant-${n}`);
  }

  ourNow = () => toInstant(this.loop.nowMs + this.#skewMs);

  shopOf(tenantId: string): Shop {
    const shop = this.#shops.get(tenantId);
    if (!shop) throw new Error(`There is no shop of ${tenantId}.`);
    return shop;
  }

  accountOf(tenantId: string): Account {
    const account = this.accounts.get(tenantId);
    if (!account) throw new Error(`There is no account of ${tenantId}.`);
    return account;
  }

  edit(tenantId: string, change: (tenant: Tenant) => Tenant): void {
    const known = this.tenants.find(({ now }) => now.tenantId === tenantId);
    if (!known) return;
    known.before = known.now;
    known.now = change(known.now);
    known.editedAtMs = this.loop.nowMs;
  }

  look(name: string, args: readonly unknown[]): void {
    this.#guard(() => assertImpersonal(`what ${name} stores`, args));
  }

  note(event: string, details: object): void {
    this.#guard(() => assertImpersonal(`the event ${event}`, details));
    if (this.#isTraced) this.trace.push(`${toInstant(this.loop.nowMs)} ${event} ${JSON.stringify(details)}`);
  }

  /** Faults and changes for some hours, then calm, then what must be true. @throws Violation */
  async run(): Promise<void> {
    const stormEndMs = START_MS + this.chances.between(2, 6) * HOUR_MS;
    liveUntil(this, stormEndMs);
    this.#tickEvery(stormEndMs + CALM_MS);
    await this.#runUntil(stormEndMs);
    this.#calmDown();
    await this.#runUntil(stormEndMs + CALM_MS);
    // Deleted products and what the clock alone changes are the daily refresh's, which is due three ticks before the end.
    this.#tick({ refreshNow: true });
    await this.#runUntil(this.loop.nowMs + TICK_MS);
    this.#tick({});
    await this.#runUntil(this.loop.nowMs + TICK_MS);
    this.#tick({});
    await this.#runUntil(this.loop.nowMs + TICK_MS);
    const differences = findDifferences(this);
    const open = [...this.tracks.items.values()].filter(({ run }) => run);
    for (const { tenantId, stream, track } of open) differences.push(`${tenantId} ${stream} ${track} is still open`);
    if (differences.length > 0) throw new Violation(differences.join('\n'));
  }

  async #runUntil(endMs: number): Promise<void> {
    await this.loop.runUntil(endMs);
    if (this.#failure !== undefined) throw this.#failure;
  }

  #calmDown(): void {
    this.chances.areFaultsOver = true;
    for (const { now } of this.tenants) {
      this.shopOf(now.tenantId).areCredentialsRefused = false;
      this.edit(now.tenantId, (tenant) => ({ ...tenant, enabled: true }));
    }
    this.note('calm', {});
  }

  #tickEvery(untilMs: number): void {
    const next = () => {
      if (this.loop.nowMs >= untilMs) return;
      if (!this.chances.strikes('schedule: tick missed', 0.03)) this.#tick({});
      if (this.chances.strikes('schedule: tick twice', 0.03)) this.#tick({});
      this.loop.after(TICK_MS, next);
    };
    this.loop.after(this.chances.between(0, 5_000), next);
  }

  #tick(options: TickOptions): void {
    const invocation = new Invocation(this);
    this.note('tick', {});
    fanOut(options, invocation.ports()).catch((error: unknown) => this.note('tick failed', { error: String(error) }));
  }

  async #work(message: Message, isRedelivery: boolean): Promise<boolean> {
    const invocation = new Invocation(this);
    const ports = invocation.ports();
    const startMs = this.loop.nowMs;
    const delivery = { isRedelivery, deadline: { remainingMs: () => 290_000 - (this.loop.nowMs - startMs) } };
    try {
      if (message.type === 'page') await importPage(message, delivery, ports);
      else if (message.type === 'settle') await settleImport(message, delivery, ports);
      else await openAfterClose(message, ports);
      this.#inspect();
      return true;
    } catch (error) {
      this.note('message failed', { type: message.type, error: error instanceof Error ? `${error.name}` : 'unknown' });
      if (
        error instanceof Error &&
        ['InvariantError', 'TypeError', 'ReferenceError', 'RangeError'].includes(error.name)
      )
        this.#failure ??= error;
      return false;
    }
  }

  #inspect(): void {
    this.#guard(() => {
      const moves = this.tracks.watermarks;
      for (; this.#watermarksSeen < moves.length; this.#watermarksSeen += 1) {
        const move = moves[this.#watermarksSeen];
        const before = moves.slice(0, this.#watermarksSeen).findLast(({ key }) => key === move?.key);
        if (move) assertWatermark(before?.to, move.to, move.key);
      }
      assertLimits(this);
    });
  }

  #guard(check: () => void): void {
    try {
      check();
    } catch (error) {
      this.#failure ??= error;
    }
  }

  #addTenant(tenantId: string): void {
    const tenant: Tenant = {
      tenantId,
      enabled: true,
      secretName: `sync/${tenantId}`,
      commercetools: { projectKey: tenantId, apiUrl: 'http://ct', authUrl: 'http://ct' },
      marketing: { apiUrl: 'http://marketing', listId: 7 },
      fullRunOnMappingChange: true,
      mappings: {},
      streams: { customers: true, guests: true, orders: true },
      orders: {
        collection: 'Orders',
        dialect: 'snake_case',
        statuses: { Open: 'Pending', Confirmed: 'Paid', Complete: 'Completed', Cancelled: 'Cancelled' },
        locales: [],
      },
      catalogs: [
        {
          name: 'main',
          collection: 'Catalog_main',
          locales: ['en'],
          currency: 'EUR',
          urlTemplate: 'https://shop.example.com/{slug}',
          level: 'variant',
          disableLimitShare: 1,
        },
      ],
    };
    this.tenants.push({ now: tenant, before: tenant, editedAtMs: 0 });
    const shop = new Shop(this.loop, this.chances);
    this.#shops.set(tenantId, shop);
    this.accounts.set(tenantId, new Account(this.loop, this.chances));
    seedShop(shop, START_MS);
  }
}

/** Two rounds of a quick hash: enough to tell the handles of one page apart. */
function hash(text: string): string {
  let a = 2166136261;
  let b = 5381;
  for (let i = 0; i < text.length; i += 1) {
    a = Math.imul(a ^ text.charCodeAt(i), 16777619);
    b = Math.imul(b, 33) ^ text.charCodeAt(i);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
}
