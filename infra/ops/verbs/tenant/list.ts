import type { Item } from '../../../../shared/adapters/dynamodb/table.ts';
import { parseSettings, SETTINGS_ITEM, withoutVerdict } from '../../../../shared/contracts/settings.ts';
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
  const items = await stores.config.scan(SETTINGS_ITEM);
  const tenants = items.map((item) => readRow(item, deployment.secretPrefix));
  tenants.sort((a, b) => a.tenantId.localeCompare(b.tenantId));
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

/** An item that is not valid is shown as the version that the sync goes on with. */
function readRow(item: Item, secretPrefix: string): Row {
  const parsed = parseSettings(item, secretPrefix);
  const problems = 'problems' in parsed ? parsed.problems.map(({ path, message }) => `${path} ${message}`.trim()) : [];
  const used = 'tenant' in parsed ? item : ((item.lastValid as Item | undefined) ?? withoutVerdict(item));
  const settings = parseSettings(used, secretPrefix);
  const tenant = 'tenant' in settings ? settings.tenant : undefined;
  const state = tenant?.enabled ? 'active' : 'paused';
  return {
    tenantId: String(item.tenantId),
    state: problems.length > 0 ? 'invalid' : state,
    projectKey: tenant?.commercetools.projectKey,
    commercetools: tenant?.commercetools.apiUrl,
    marketing: tenant?.marketing.apiUrl,
    listId: tenant?.marketing.listId,
    catalogs: tenant?.catalogs.map(({ name }) => name) ?? [],
    problems,
  };
}
