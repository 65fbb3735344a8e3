import { customers } from './customers.ts';
import type { Resource } from './resource.ts';

/** Resource types by the path segment that serves them. */
export const RESOURCES = { customers } satisfies Record<string, Resource>;

export type ResourceName = keyof typeof RESOURCES;

export const isResourceName = (name: string | undefined): name is ResourceName =>
  name !== undefined && Object.hasOwn(RESOURCES, name);
