import { customers } from './customers.ts';
import { orders } from './orders.ts';
import { products } from './products.ts';
import type { Resource } from './resource.ts';
import {
  categories,
  channels,
  customerGroups,
  discountCodes,
  productDiscounts,
  productTypes,
  stores,
  types,
} from './small-resources.ts';
import { inventory, standalonePrices } from './stock-and-prices.ts';

/** Resource types that a project stores, by the path segment that serves them. */
const STORED = {
  customers,
  orders,
  products,
  inventory,
  'standalone-prices': standalonePrices,
  categories,
  channels,
  'product-types': productTypes,
  'product-discounts': productDiscounts,
  'discount-codes': discountCodes,
  'customer-groups': customerGroups,
  stores,
  types,
} satisfies Record<string, Resource>;

export type ResourceName = keyof typeof STORED;
export const RESOURCES: Readonly<Record<ResourceName, Resource>> = STORED;

export const isResourceName = (name: string | undefined): name is ResourceName =>
  name !== undefined && Object.hasOwn(RESOURCES, name);

const BY_TYPE_ID = new Map(Object.entries(RESOURCES).map(([name, { typeId }]) => [typeId, name as ResourceName]));

/** Where records live that a reference of this type points to. */
export const resourceOfType = (typeId: unknown): ResourceName | undefined => BY_TYPE_ID.get(String(typeId));
