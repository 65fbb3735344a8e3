/** How an account's calls are counted (Marketing: Call rate limits). */
export type RateTier = 'low' | 'medium' | 'high' | 'unlimited';

export const HEADER_CASINGS = ['documented', 'lower', 'upper'] as const;
export type HeaderCasing = (typeof HEADER_CASINGS)[number];

/** What a test sets; the sizes are the scheme's unless given. */
export type RateScheme =
  | { readonly scheme: 'off' }
  | {
      readonly scheme: 'tiered';
      readonly callsPerMinute?: Partial<Record<Exclude<RateTier, 'unlimited'>, number>>;
      readonly headerCasing?: HeaderCasing;
    }
  | { readonly scheme: 'flat'; readonly callsPerHour?: number };

const DEFAULT_CALLS_PER_MINUTE = { low: 35, medium: 300, high: 300 } as const;
const DEFAULT_CALLS_PER_HOUR = 2_000;
const MINUTE_MS = 60_000;
const MINUTES_OF_HOUR = 60;

export interface RateVerdict {
  readonly isExceeded: boolean;
  /** What every answer carries under the tiered scheme. */
  readonly headers: Readonly<Record<string, string>>;
}

export class RateCounter {
  #scheme: RateScheme;
  /** Calls of the current clock minute by tier. */
  #minute = -1;
  #byTier: Record<RateTier, number> = { low: 0, medium: 0, high: 0, unlimited: 0 };
  /** Calls of the last hour, a bucket for each minute. */
  readonly #buckets = new Map<number, number>();

  constructor(scheme: RateScheme = { scheme: 'off' }) {
    this.#scheme = scheme;
  }

  setScheme(scheme: RateScheme): void {
    this.#scheme = scheme;
  }

  get callsPerHour(): number {
    return this.#scheme.scheme === 'flat'
      ? (this.#scheme.callsPerHour ?? DEFAULT_CALLS_PER_HOUR)
      : DEFAULT_CALLS_PER_HOUR;
  }

  callsInLastHour(nowMs: number): number {
    const minute = Math.floor(nowMs / MINUTE_MS);
    let calls = 0;
    for (const [at, count] of this.#buckets) {
      if (at <= minute - MINUTES_OF_HOUR) this.#buckets.delete(at);
      else calls += count;
    }
    return calls;
  }

  /** Counts one call, unless it is refused. */
  count(tier: RateTier, nowMs: number): RateVerdict {
    const minute = Math.floor(nowMs / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#byTier = { low: 0, medium: 0, high: 0, unlimited: 0 };
    }
    const isOverHour = this.#scheme.scheme === 'flat' && this.callsInLastHour(nowMs) >= this.callsPerHour;
    const limit = this.#limitOf(tier);
    const isExceeded = isOverHour || this.#byTier[tier] >= limit;
    if (!isExceeded) {
      this.#byTier[tier]++;
      this.#buckets.set(minute, (this.#buckets.get(minute) ?? 0) + 1);
    }
    return { isExceeded, headers: this.#headers(tier, limit, minute) };
  }

  #limitOf(tier: RateTier): number {
    if (this.#scheme.scheme !== 'tiered' || tier === 'unlimited') return Number.POSITIVE_INFINITY;
    return this.#scheme.callsPerMinute?.[tier] ?? DEFAULT_CALLS_PER_MINUTE[tier];
  }

  #headers(tier: RateTier, limit: number, minute: number): Readonly<Record<string, string>> {
    if (this.#scheme.scheme !== 'tiered' || limit === Number.POSITIVE_INFINITY) return {};
    const casing = this.#scheme.headerCasing ?? 'documented';
    return {
      [spell('X-RateLimit-Limit', casing)]: String(limit),
      [spell('X-RateLimit-Remaining', casing)]: String(limit - this.#byTier[tier]),
      [spell('X-RateLimit-Reset', casing)]: String((minute + 1) * (MINUTE_MS / 1_000)),
      [spell('X-RateLimit-Scope', casing)]: `${tier}CallRate`,
    };
  }
}

function spell(name: string, casing: HeaderCasing): string {
  if (casing === 'lower') return name.toLowerCase();
  return casing === 'upper' ? name.toUpperCase() : name;
}
