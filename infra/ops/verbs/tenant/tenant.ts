import type { Verb } from '../../verb.ts';
import { registerTenantList } from './list.ts';

/** `tenant VERB`: who is synced at all. */
export const registerTenant: Verb = (program, act) => {
  const tenant = program.command('tenant').description('who is synced: add, list, pause, resume, remove');
  registerTenantList(tenant, act);
};
