import type { Tenant } from '../../../../shared/domain/tenant.ts';
import { EXIT } from '../../exit-code.ts';
import type { Ops } from '../../ops.ts';
import type { Report } from '../../output/report.ts';
import { drawTable } from '../../output/table.ts';
import type { Verb } from '../../verb.ts';

export const registerTenantList: Verb = (tenant, act) => {
  tenant
    .command('list')
    .description('every tenant with its two accounts and whether its settings are valid; exit 1 if some are not')
    .action(act(listTenants));
};

interface Row {
  tenantId: string;
  state: 'active' | 'paused' | 'invalid';
  projectKey: string | undefined;
  commercetools: string | undefined;
  marketing: string | undefined;
  listId: number | undefined;
  catalogs: string[];
  problems: string[];
}

async function listTenants({ stores, deployment }: Ops): Promise<Report> {
  const { tenants: known, invalid } = await stores.tenants.listTenants();
  const problemsOf = (tenantId: string) => invalid.find((one) => one.tenantId === tenantId)?.problems ?? [];
  const tenantIds = [...new Set([...known, ...invalid].map(({ tenantId }) => tenantId))].sort();
  const tenants = tenantIds.map((tenantId) =>
    toRow(
      tenantId,
      known.find((tenant) => tenant.tenantId === tenantId),
      problemsOf(tenantId),
    ),
  );
  const isAllWell = tenants.every(({ problems }) => problems.length === 0);
  return {
    value: { deployment: deployment.name, tenants },
    exitCode: isAllWell ? EXIT.ok : EXIT.problem,
    draw: (paint) =>
      tenants.length === 0
        ? [`There is no tenant in ${deployment.name} yet. Add one: npm run ops -- tenant add`]
        : [
            ...drawTable<Row>(
              [
                { title: 'tenant', read: ({ tenantId }) => tenantId },
                { title: 'state', read: ({ state }) => state, style: ({ state }) => STYLES[state] },
                { title: 'project', read: ({ projectKey }) => projectKey },
                { title: 'commercetools', read: ({ commercetools }) => commercetools },
                { title: 'Marketing', read: ({ marketing }) => marketing },
                { title: 'list', read: ({ listId }) => listId?.toString() },
                { title: 'catalogs', read: ({ catalogs }) => catalogs.join(', ') || '-' },
              ],
              tenants,
              paint,
            ),
            ...tenants.flatMap(({ tenantId, problems }) =>
              problems.map((problem) => `${paint('red', 'problem')} ${tenantId}: ${problem}`),
            ),
          ],
  };
}

const STYLES = { active: 'green', paused: 'yellow', invalid: 'red' } as const;

/** Items that are not valid are shown as the version that the sync goes on with. */
function toRow(tenantId: string, tenant: Tenant | undefined, problems: string[]): Row {
  const state = tenant?.enabled ? 'active' : 'paused';
  return {
    tenantId,
    state: problems.length > 0 ? 'invalid' : state,
    projectKey: tenant?.commercetools.projectKey,
    commercetools: tenant?.commercetools.apiUrl,
    marketing: tenant?.marketing.apiUrl,
    listId: tenant?.marketing.listId,
    catalogs: tenant?.catalogs.map(({ name }) => name) ?? [],
    problems,
  };
}
