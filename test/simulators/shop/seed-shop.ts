import { z } from 'zod';
import type { Project } from '../commercetools/store/project.ts';
import { seededRandom } from '../http/seeded-random.ts';
import { seedCatalog } from './catalog/seed-catalog.ts';
import { type SeededHostileCustomer, seedCustomers } from './customers/seed-customers.ts';
import { seedOrders } from './orders/seed-orders.ts';

export const ShopOptionsSchema = z.strictObject({
  /** The same seed at the same clock gives the same shop. */
  seed: z.int().min(0).default(1),
  /** Customers in all; the hostile ones among them are at most a tenth. */
  customers: z.int().min(0).default(1000),
  /** Products in all, about three variants each; at most a quarter are hostile. Default 300, fewer in a small shop. */
  products: z.int().min(0).optional(),
  /** Orders in all, of customers and guests; at most a tenth are hostile. Default 2,000, fewer in a small shop. */
  orders: z.int().min(0).optional(),
  /** Whether the awkward records are there. */
  hostile: z.boolean().default(true),
});
export type ShopOptions = z.input<typeof ShopOptionsSchema>;

export interface ShopSummary {
  customers: number;
  products: number;
  orders: number;
  hostileCustomers: SeededHostileCustomer[];
  hostileProducts: { id: string; kind: string }[];
  hostileOrders: { id: string; kind: string }[];
}

/**
 * Fills a project with a demo shop. Nothing in it is younger than ten minutes by the project's clock. Customers, catalog
 * and orders each draw from random numbers of their own, so that asking for more of one does not change the others;
 * orders refer to the other two and change with them.
 */
export function seedShop(project: Project, options: ShopOptions = {}): ShopSummary {
  const { seed, customers, hostile, ...wanted } = ShopOptionsSchema.parse(options);
  const products = wanted.products ?? Math.min(300, customers);
  const orders = wanted.orders ?? Math.min(2000, 2 * customers);
  return {
    customers,
    products,
    orders,
    hostileCustomers: seedCustomers(project, seededRandom(seed), { customers, hostile }),
    hostileProducts: seedCatalog(project, seededRandom(seed + 1_000_003), { products, hostile }),
    hostileOrders: seedOrders(project, seededRandom(seed + 2_000_003), { orders, hostile }),
  };
}
