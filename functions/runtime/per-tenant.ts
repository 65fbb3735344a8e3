import { isDeepStrictEqual } from 'node:util';
import type { Tenant } from '../../shared/domain/tenant.ts';

/** Makes one `T` per tenant and keeps it for the life of the container; a tenant whose settings changed gets a new one. */
export function perTenant<T>(make: (tenant: Tenant) => T): (tenant: Tenant) => T {
  const made = new Map<string, { tenant: Tenant; value: T }>();
  return (tenant) => {
    const known = made.get(tenant.tenantId);
    if (known && isDeepStrictEqual(known.tenant, tenant)) return known.value;
    const value = make(tenant);
    made.set(tenant.tenantId, { tenant, value });
    return value;
  };
}
