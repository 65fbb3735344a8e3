import { z } from 'zod';
import type { Project } from '../commercetools/store/project.ts';
import type { JsonObject } from '../http/exchange.ts';
import { type Random, seededRandom } from '../http/seeded-random.ts';
import { pick } from './choices.ts';
import { makeCustomer } from './customers.ts';
import { readMarkets } from './markets.ts';

const count = () => z.int().min(0).default(0);

/** How many of each change to make; what is not named stays still. */
export const ShopChangesSchema = z.strictObject({
  /** Chooses which records; default: another choice each time. */
  seed: z.int().min(0).optional(),
  renameCustomers: count(),
  createCustomers: count(),
  deleteCustomers: count(),
});
export type ShopChanges = z.input<typeof ShopChangesSchema>;

/** Ids of the records that changed, by verb. */
export type ShopChangeSummary = Record<Exclude<keyof z.output<typeof ShopChangesSchema>, 'seed'>, string[]>;

const times = <T>(n: number, work: () => T): T[] => Array.from({ length: n }, work);

const pickId = (project: Project, random: Random): string => pick(random, project.collection('customers').inOrder()).id;

const createCustomer = (project: Project, random: Random): string => {
  const {
    version: _,
    createdAt: _created,
    lastModifiedAt: _modified,
    ...draft
  } = makeCustomer(random, Math.floor(random() * 1e9) + 1e9, project.clock.now());
  return project.create('customers', draft).id;
};

const renameCustomer = (project: Project, random: Random): string => {
  const market = pick(random, readMarkets());
  const patch: JsonObject = { firstName: pick(random, market.firstNames), lastName: pick(random, market.lastNames) };
  return project.change('customers', pickId(project, random), patch).id;
};

const deleteCustomer = (project: Project, random: Random): string => {
  const id = pickId(project, random);
  project.remove('customers', id);
  return id;
};

/** What a day in the shop brings, a few at a time, stamped by the project's clock. */
export function changeShop(project: Project, changes: ShopChanges): ShopChangeSummary {
  const wanted = ShopChangesSchema.parse(changes);
  const random = seededRandom(wanted.seed ?? Math.floor(Math.random() * 4_294_967_296));
  return {
    createCustomers: times(wanted.createCustomers, () => createCustomer(project, random)),
    renameCustomers: times(wanted.renameCustomers, () => renameCustomer(project, random)),
    deleteCustomers: times(wanted.deleteCustomers, () => deleteCustomer(project, random)),
  };
}
