import type { Verb } from '../../verb.ts';
import { registerTenantAdd } from './add.ts';
import { registerTenantList } from './list.ts';
import { registerTenantPause, registerTenantResume } from './pause.ts';
import { registerTenantRemove } from './remove.ts';

/** `tenant VERB`: who is synced at all. */
export const registerTenant: Verb = (program, act, alone) => {
  const tenant = program.command('tenant').description('who is synced: add, list, pause, resume, remove');
  registerTenantAdd(tenant, act, alone);
  for (const register of [registerTenantList, registerTenantPause, registerTenantResume, registerTenantRemove]) {
    register(tenant, act, alone);
  }
};
