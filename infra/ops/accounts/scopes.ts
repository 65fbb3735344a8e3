import type { Tenant } from '../../../shared/domain/tenant.ts';

/** What an API client may do, compared with what the sync needs (commercetools: Scopes). */
export interface ScopeVerdict {
  /** Needed and not granted. */
  missing: string[];
  /** Granted, and allowing more than looking. The sync never writes to commercetools. */
  excessive: string[];
}

/** @returns scopes without their project, in the order in which they are explained */
export function neededScopes({ streams, catalogs }: Pick<Tenant, 'streams' | 'catalogs'>): string[] {
  return [
    ...(streams.customers ? ['view_customers'] : []),
    ...(streams.guests || streams.orders ? ['view_orders'] : []),
    ...(catalogs.length > 0 ? ['view_products', 'view_standalone_prices', 'view_project_settings'] : []),
  ];
}

/**
 * @param granted as an access token tells them, `view_orders:acme`. A scope for one store only does not open the project's
 *   own endpoints, so it does not count.
 */
export function judgeScopes(granted: readonly string[], projectKey: string, needed: readonly string[]): ScopeVerdict {
  const has = (name: string) => granted.includes(`${name}:${projectKey}`);
  const isMet = (name: string) => has(name) || has(name.replace(/^view_/, 'manage_')) || has('manage_project');
  return {
    missing: needed.filter((name) => !isMet(name)).map((name) => `${name}:${projectKey}`),
    excessive: granted.filter((scope) => !scope.startsWith('view_')),
  };
}
