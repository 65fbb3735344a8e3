import type { Project } from '../../commercetools/store/project.ts';
import type { JsonObject } from '../../http/exchange.ts';
import type { Random } from '../../http/seeded-random.ts';
import { makeCustomer } from './customer.ts';
import { HOSTILE_CUSTOMERS } from './hostile-customers.ts';

export interface SeededHostileCustomer {
  id: string;
  kind: string;
  /** Whether Marketing refuses the email for good. */
  isRefused: boolean;
}

const withFields = (customer: JsonObject, fields: Record<string, JsonObject[string] | undefined>): JsonObject => {
  const changed: JsonObject = { ...customer };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) delete changed[name];
    else changed[name] = value;
  }
  return changed;
};

/** @returns which hostile customers are where. */
export function seedCustomers(
  project: Project,
  random: Random,
  options: { customers: number; hostile: boolean },
): SeededHostileCustomer[] {
  const nowMs = project.clock.now();
  const awkward = options.hostile ? HOSTILE_CUSTOMERS.slice(0, Math.floor(options.customers / 10)) : [];
  const hostileCustomers: SeededHostileCustomer[] = [];

  function* makeAll(): Generator<JsonObject> {
    for (let index = 0; index < options.customers; index++) {
      const customer = makeCustomer(random, index, nowMs);
      const odd = awkward[index];
      if (odd) hostileCustomers.push({ id: String(customer.id), kind: odd.kind, isRefused: odd.isRefused });
      yield odd ? withFields(customer, odd.fields) : customer;
    }
  }
  project.seed('customers', makeAll());
  return hostileCustomers;
}
