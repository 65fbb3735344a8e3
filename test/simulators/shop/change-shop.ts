import { z } from 'zod';
import type { Project } from '../commercetools/store/project.ts';
import { chance } from '../http/chance.ts';
import { type Random, seededRandom } from '../http/seeded-random.ts';
import { CATALOG_VERBS } from './catalog/catalog-verbs.ts';
import { CUSTOMER_VERBS } from './customers/customer-verbs.ts';
import { ORDER_VERBS } from './orders/order-verbs.ts';

/**
 * Makes one change of a kind, stamped by the project's clock. @returns the id of the record that changed, or undefined
 * when the shop holds nothing of the kind to change.
 */
export type ShopVerb = (project: Project, random: Random) => string | undefined;

const VERBS = { ...CUSTOMER_VERBS, ...ORDER_VERBS, ...CATALOG_VERBS } satisfies Record<string, ShopVerb>;
type VerbName = keyof typeof VERBS;
const VERB_NAMES = Object.keys(VERBS) as VerbName[];

/** How many of each change to make; what is not named stays still. */
export const ShopChangesSchema = z.strictObject({
  /** Chooses which records; default: another choice each time. */
  seed: z.int().min(0).optional(),
  ...(Object.fromEntries(VERB_NAMES.map((name) => [name, z.int().min(0).default(0)])) as Record<
    VerbName,
    z.ZodDefault<z.ZodInt>
  >),
});
export type ShopChanges = z.input<typeof ShopChangesSchema>;

/** Ids of the records that changed, by verb. */
export type ShopChangeSummary = Record<VerbName, string[]>;

/** What a day in the shop brings, a few at a time. */
export function changeShop(project: Project, changes: ShopChanges): ShopChangeSummary {
  const wanted = ShopChangesSchema.parse(changes);
  const random = seededRandom(wanted.seed ?? Math.floor(chance() * 4_294_967_296));
  const make = (name: VerbName): string[] =>
    Array.from({ length: wanted[name] }, () => VERBS[name](project, random)).filter((id) => id !== undefined);
  return Object.fromEntries(VERB_NAMES.map((name) => [name, make(name)])) as ShopChangeSummary;
}
