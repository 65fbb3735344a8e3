import type {
  Customer,
  InventoryEntry,
  Order,
  Product,
  ProductProjection,
  StandalonePrice,
} from '@commercetools/platform-sdk';
import { expect, it } from '@jest/globals';
import {
  CUSTOMER_FIELDS,
  type INVENTORY_FIELDS,
  type ORDER_FIELDS,
  type PRODUCT_FIELDS,
  type PRODUCT_PROJECTION_FIELDS,
  type STANDALONE_PRICE_FIELDS,
} from '../../../shared/contracts/commercetools-fields.ts';

/**
 * Both ways, at compile time: a field that the SDK's types gain or lose stops `npm run check` here, and somebody decides
 * whether it may leave the adapter.
 */
type Difference<Documented, Listed extends readonly string[]> =
  | Exclude<keyof Documented, Listed[number]>
  | Exclude<Listed[number], keyof Documented>;

const differences: {
  customers: Difference<Omit<Customer, 'password'>, typeof CUSTOMER_FIELDS>[];
  orders: Difference<Order, typeof ORDER_FIELDS>[];
  productProjections: Difference<ProductProjection, typeof PRODUCT_PROJECTION_FIELDS>[];
  products: Difference<Product, typeof PRODUCT_FIELDS>[];
  inventory: Difference<InventoryEntry, typeof INVENTORY_FIELDS>[];
  standalonePrices: Difference<StandalonePrice, typeof STANDALONE_PRICE_FIELDS>[];
} = { customers: [], orders: [], productProjections: [], products: [], inventory: [], standalonePrices: [] };

type NoDifference = { [Resource in keyof typeof differences]: never[] };
const allowLists: NoDifference = differences;

it('lists what the API documents and nothing else, without the password hash', () => {
  expect(Object.values(allowLists).flat()).toEqual([]);
  expect(CUSTOMER_FIELDS).not.toContain('password');
});
