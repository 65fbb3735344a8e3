import type { Tenant } from '../domain/tenant.ts';
import { customersStream } from './customers.ts';
import type { Stream } from './stream.ts';

/** Every stream of a tenant, in the order in which they open: contacts before what belongs to contacts. */
export const streamsOf = (tenant: Tenant): Stream[] => [customersStream(tenant)];
