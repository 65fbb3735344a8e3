import { describe, expect, it } from '@jest/globals';
import { judgeScopes, neededScopes } from '../../infra/ops/accounts/scopes.ts';

const ALL = { customers: true, guests: true, orders: true };
const CATALOG = {
  name: 'main',
  collection: 'Catalog_main',
  locales: ['en'],
  currency: 'EUR',
  urlTemplate: 'https://shop.example.com/{slug}',
  level: 'variant',
  disableLimitShare: 0.2,
} as const;

describe('the scopes of an API client', () => {
  it('that are needed follow from what is synced', () => {
    expect(neededScopes({ streams: ALL, catalogs: [] })).toEqual(['view_customers', 'view_orders']);
    expect(neededScopes({ streams: { ...ALL, customers: false, orders: false }, catalogs: [] })).toEqual([
      'view_orders',
    ]);
    expect(neededScopes({ streams: { ...ALL, guests: false, orders: false }, catalogs: [CATALOG] })).toEqual([
      'view_customers',
      'view_products',
      'view_standalone_prices',
      'view_project_settings',
    ]);
  });

  it.each([
    ['exactly what is needed', ['view_orders:acme', 'view_customers:acme'], [], []],
    ['too little', ['view_customers:acme'], ['view_orders:acme'], []],
    ['another project', ['view_orders:other', 'view_customers:acme'], ['view_orders:acme'], []],
    ['one store only', ['view_orders:acme:berlin', 'view_customers:acme'], ['view_orders:acme'], []],
    ['more than looking', ['view_customers:acme', 'manage_orders:acme'], [], ['manage_orders:acme']],
    ['everything', ['manage_project:acme'], [], ['manage_project:acme']],
    ['nothing', [], ['view_customers:acme', 'view_orders:acme'], []],
  ])('%s', (_, granted, missing, excessive) => {
    expect(judgeScopes(granted, 'acme', ['view_customers', 'view_orders'])).toEqual({ missing, excessive });
  });
});
