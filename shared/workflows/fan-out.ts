import { secondsBetween } from '../domain/instant.ts';
import type { Ports } from '../ports.ts';
import { type TickCause, type TickOptions, tickTenant } from './tick-tenant.ts';

/** Tenants looked at side by side: a tenant whose shop answers slowly holds up one of these places and nobody else. */
const TENANTS_AT_ONCE = 50;

export interface FanOutResult {
  tenants: number;
  /** Tenants whose settings cannot be read, or that met an error no person's action explains. */
  troubled: number;
}

/**
 * The tick: looks at every tenant once. What goes wrong with one is reported there and stops no other.
 */
export async function fanOut(options: TickOptions, ports: Ports): Promise<FanOutResult> {
  const begunAt = ports.clock.now();
  const { tenants, invalid } = await ports.tenants.listTenants();
  for (const { tenantId, problems } of invalid) ports.observer.warn('settingsInvalid', { tenantId, problems });
  const cause: TickCause = { kind: 'schedule', ...options };
  let troubled = invalid.length;
  const waiting = [...tenants];
  const lookAtTenants = async () => {
    for (let tenant = waiting.shift(); tenant; tenant = waiting.shift()) {
      try {
        await tickTenant(tenant, cause, ports);
      } catch (error) {
        troubled += 1;
        ports.observer.fail('tenantFailed', error, { tenantId: tenant.tenantId });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(TENANTS_AT_ONCE, tenants.length) }, lookAtTenants));
  const result = { tenants: tenants.length, troubled };
  const seconds = Math.max(0, secondsBetween(begunAt, ports.clock.now()));
  ports.observer.note('tickDone', { ...result, configProblems: invalid.length, seconds });
  return result;
}
