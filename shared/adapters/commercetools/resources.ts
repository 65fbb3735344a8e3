import type { ByProjectKeyRequestBuilder, ClientRequest } from '@commercetools/platform-sdk';
import type { SourceResource } from '../../ports.ts';

export type QueryArgs = Record<string, string | string[] | number | boolean>;

interface Resource {
  /** The least scope that shows all of the resource, without the project (commercetools: Scopes). */
  scope: string;
  query(project: ByProjectKeyRequestBuilder, queryArgs: QueryArgs): ClientRequest;
}

export const RESOURCES: Readonly<Record<SourceResource, Resource>> = {
  customers: {
    scope: 'view_customers',
    query: (project, queryArgs) => project.customers().get({ queryArgs }).clientRequest(),
  },
  orders: {
    scope: 'view_orders',
    query: (project, queryArgs) => project.orders().get({ queryArgs }).clientRequest(),
  },
  // `view_published_products` would do for published data; unpublishing can only be seen with this one.
  'product-projections': {
    scope: 'view_products',
    query: (project, queryArgs) => project.productProjections().get({ queryArgs }).clientRequest(),
  },
  products: {
    scope: 'view_products',
    query: (project, queryArgs) => project.products().get({ queryArgs }).clientRequest(),
  },
  inventory: {
    scope: 'view_products',
    query: (project, queryArgs) => project.inventory().get({ queryArgs }).clientRequest(),
  },
  'standalone-prices': {
    scope: 'view_standalone_prices',
    query: (project, queryArgs) => project.standalonePrices().get({ queryArgs }).clientRequest(),
  },
};
