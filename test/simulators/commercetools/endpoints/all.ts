import { isResourceName, RESOURCES, type ResourceName } from '../resources/all.ts';
import type { Endpoint } from './endpoint.ts';
import { productProjections } from './product-projections.ts';
import { products } from './products.ts';
import { standalonePrices } from './standalone-prices.ts';

const NO_PARAMETERS: ReadonlySet<string> = new Set();

/** Serves stored resources as they are. */
const plain = (stored: ResourceName): Endpoint => ({
  stored,
  fields: RESOURCES[stored].fields,
  scopes: () => RESOURCES[stored].scopes,
  parameters: NO_PARAMETERS,
  open: () => ({}),
});

const SPECIAL: Readonly<Record<string, Endpoint>> = {
  products,
  'product-projections': productProjections,
  'standalone-prices': standalonePrices,
};

/** The endpoint that serves `/{projectKey}/{name}`, if the simulator has it. */
export function findEndpoint(name: string): Endpoint | undefined {
  if (Object.hasOwn(SPECIAL, name)) return SPECIAL[name];
  return isResourceName(name) ? plain(name) : undefined;
}
