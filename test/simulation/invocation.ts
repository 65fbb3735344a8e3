/**
 * The ports of one invocation. Every call takes a little time, during which others go on, and is a place where the
 * invocation may die, before or after its call has had its effect. A call that dies is answered by nobody: what would have
 * come after it never happens, not even a `catch`.
 */
import { TransientError } from '../../shared/domain/errors.ts';
import type { Tenant } from '../../shared/domain/tenant.ts';
import type { Ports, TenantStore } from '../../shared/ports.ts';
import { AccountHeld, AccountSink } from './account.ts';
import type { Chances } from './chances.ts';
import { ShopSource } from './shop.ts';
import type { SimulatedWorld } from './simulated-world.ts';

const NEVER = new Promise<never>(() => undefined);

/** Calls whose effect is over when they are answered with a time-out all the same. */
const WRITES = new Set([
  'putLane',
  'openRun',
  'closeRun',
  'moveWatermark',
  'putRequest',
  'putRejections',
  'putManifest',
  'deleteRejections',
  'send',
]);

type Method = (...args: unknown[]) => Promise<unknown>;

export class Invocation {
  readonly world: SimulatedWorld;
  /** It has died; whatever it was waiting for finds nobody. */
  isDead = false;

  constructor(world: SimulatedWorld) {
    this.world = world;
  }

  ports(): Ports {
    const { world } = this;
    const clock = {
      now: () => world.ourNow(),
      sleep: (ms: number) => this.#call('clock', 'sleep', [], () => world.loop.wait(ms)),
    };
    return {
      tenants: this.#wrap('tenants', new CachedTenants(world)),
      tracks: this.#wrap('state', world.tracks),
      rejections: this.#wrap('state', world.rejections),
      manifests: this.#wrap('state', world.manifests),
      queue: this.#wrap('queue', world.queue),
      clock,
      ids: world.ids,
      observer: world.observer,
      sourceOf: (tenant) => this.#wrap('shop', new ShopSource(world.shopOf(tenant.tenantId))),
      sinkOf: (tenant, destination) =>
        this.#wrap('account', new AccountSink(world.accountOf(tenant.tenantId), destination)),
      heldOf: (tenant) => this.#wrap('account', new AccountHeld(world.accountOf(tenant.tenantId))),
    };
  }

  #wrap<T extends object>(place: string, target: T): T {
    return new Proxy(target, {
      get: (_, name) => {
        const method = Reflect.get(target, name, target) as unknown;
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) =>
          this.#call(place, String(name), args, () => (method as Method).apply(target, args));
      },
    });
  }

  async #call<T>(place: string, name: string, args: readonly unknown[], effect: () => Promise<T>): Promise<T> {
    const { loop, chances } = this.world;
    await loop.wait(chances.between(1, 40));
    if (this.isDead || this.#dies(`crash before ${place}`, chances)) return NEVER;
    if (place === 'state') this.world.look(name, args);
    if (place === 'state' && chances.strikes('state: throttled', 0.01)) {
      throw new TransientError('throttled', { code: 'dynamodb.throttled' });
    }
    const answer = await effect();
    if (this.#dies(`crash after ${place}`, chances)) return NEVER;
    if (WRITES.has(name) && chances.strikes(`${place}: written, answer lost`, 0.01)) {
      throw new TransientError('no answer', { code: 'dynamodb.timeout' });
    }
    await loop.wait(chances.between(1, 40));
    return this.isDead ? NEVER : answer;
  }

  #dies(kind: string, chances: Chances): boolean {
    if (!chances.strikes(kind, 0.003)) return false;
    this.isDead = true;
    return true;
  }
}

/** A container may work with settings that are half a minute old. */
const KEPT_MS = 30_000;

class CachedTenants implements TenantStore {
  readonly #world: SimulatedWorld;

  constructor(world: SimulatedWorld) {
    this.#world = world;
  }

  async listTenants() {
    return { tenants: this.#world.tenants.map(({ now }) => now), invalid: [] };
  }

  async getTenant(tenantId: string, isFresh = false): Promise<Tenant | undefined> {
    const known = this.#world.tenants.find(({ now }) => now.tenantId === tenantId);
    if (!known) return undefined;
    const mayBeOld = !isFresh && this.#world.loop.nowMs - known.editedAtMs < KEPT_MS;
    return mayBeOld && this.#world.chances.happens(0.5) ? known.before : known.now;
  }
}
