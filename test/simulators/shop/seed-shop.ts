import { z } from 'zod';
import type { Project } from '../commercetools/store/project.ts';
import type { JsonObject } from '../http/exchange.ts';
import { seededRandom } from '../http/seeded-random.ts';
import { makeCustomer } from './customers.ts';
import { HOSTILE_CUSTOMERS } from './hostile-customers.ts';

export const ShopOptionsSchema = z.strictObject({
  /** The same seed at the same clock gives the same shop. */
  seed: z.int().min(0).default(1),
  /** Customers in all; the hostile ones among them are at most a tenth. */
  customers: z.int().min(0).default(1000),
  /** Whether the awkward records are there. */
  hostile: z.boolean().default(true),
});
export type ShopOptions = z.input<typeof ShopOptionsSchema>;

export interface ShopSummary {
  customers: number;
  hostileCustomers: { id: string; kind: string; isRefused: boolean }[];
}

const withFields = (customer: JsonObject, fields: Record<string, JsonObject[string] | undefined>): JsonObject => {
  const changed: JsonObject = { ...customer };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) delete changed[name];
    else changed[name] = value;
  }
  return changed;
};

/** Fills a project with a demo shop. Nothing in it is younger than ten minutes by the project's clock. */
export function seedShop(project: Project, options: ShopOptions = {}): ShopSummary {
  const { seed, customers, hostile } = ShopOptionsSchema.parse(options);
  const random = seededRandom(seed);
  const nowMs = project.clock.now();
  const awkward = hostile ? HOSTILE_CUSTOMERS.slice(0, Math.floor(customers / 10)) : [];
  const summary: ShopSummary = { customers, hostileCustomers: [] };

  function* makeAll(): Generator<JsonObject> {
    for (let index = 0; index < customers; index++) {
      const customer = makeCustomer(random, index, nowMs);
      const odd = awkward[index];
      if (!odd) yield customer;
      else {
        summary.hostileCustomers.push({ id: String(customer.id), kind: odd.kind, isRefused: odd.isRefused });
        yield withFields(customer, odd.fields);
      }
    }
  }
  project.seed('customers', makeAll());
  return summary;
}
