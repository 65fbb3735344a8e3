import { ConfigurationError } from '../domain/errors.ts';
import type { Tenant } from '../domain/tenant.ts';
import type { ProjectFacts } from '../ports.ts';

/**
 * Catalogs need products that hold their variants. In a project of the Modular model they do not, and a sync of it would
 * fill a catalog with nothing (commercetools: Project, ProductCatalogModel).
 * @throws ConfigurationError when a tenant with catalogs is paired with such a project.
 */
export function checkCatalogProject({ tenantId, catalogs }: Tenant, { key, productCatalogModel }: ProjectFacts): void {
  if (catalogs.length === 0 || productCatalogModel !== 'Modular') return;
  throw new ConfigurationError(
    `The project ${key} of tenant ${tenantId} keeps its variants outside of its products (product catalog model "Modular"), where catalogs are not read from.`,
    {
      code: 'commercetools.modularCatalog',
      remedy: `Take "catalogs" out of the settings of tenant ${tenantId}, or pair it with a project of the Classic model; customers and orders are not affected.`,
    },
  );
}
