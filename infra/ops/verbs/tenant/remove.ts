import type { Table } from '../../../../shared/adapters/dynamodb/table.ts';
import { deadlineAfter } from '../../../../shared/adapters/http/deadline-after.ts';
import { createMarketingReader } from '../../../../shared/adapters/marketing/marketing-reader.ts';
import { SETTINGS_ITEM } from '../../../../shared/contracts/settings.ts';
import type { Tenant } from '../../../../shared/domain/tenant.ts';
import { streamsOf } from '../../../../shared/streams/streams-of.ts';
import { CALL_MS } from '../../accounts/read-marketing.ts';
import { EXIT } from '../../exit-code.ts';
import type { Ops } from '../../ops.ts';
import { OpsError, usageError } from '../../ops-error.ts';
import type { Report } from '../../output/report.ts';
import { drawList } from '../../output/table.ts';
import { RECOVERY_DAYS } from '../../secrets.ts';
import { countState, deleteState } from '../../tenant-state.ts';
import type { Verb } from '../../verb.ts';

interface RemoveOptions {
  readonly purge?: boolean;
  readonly yes?: boolean;
}

const EXAMPLES = `
What is in Marketing stays there. The run history and the list of rejections stay too, and expire by themselves.

Examples:
  npm run ops -- tenant remove acme
  npm run ops -- tenant remove acme --purge --yes     the history as well, and the secret for good at once`;

export const registerTenantRemove: Verb = (tenant, act) => {
  tenant
    .command('remove')
    .description('takes a tenant out of the sync: settings, mappings, progress and secret')
    .argument('<tenant>')
    .option('--purge', 'deletes its run history and rejections as well, and the secret without a way back')
    .option('--yes', 'does not ask')
    .addHelpText('after', EXAMPLES)
    .action(act((ops, tenantId: string, options: RemoveOptions) => removeTenant(ops, tenantId, options)));
};

async function removeTenant(
  ops: Ops,
  tenantId: string,
  { purge = false, yes = false }: RemoveOptions,
): Promise<Report> {
  const { ask, stores, deployment, out } = ops;
  const items = await listConfigItems(stores.config, tenantId);
  const state = await countState(stores.state, tenantId);
  const isThere = items.length > 0 || state.tracks > 0 || (purge && state.runs + state.rejections > 0);
  if (!isThere) throw new OpsError(`${deployment.name} has no tenant ${tenantId}.`, { remedy: 'See tenant list.' });
  const tenant = await stores.tenants.getTenant(tenantId, true);
  const stays = tenant ? await lookAtMarketing(tenant, ops) : [];
  if (!yes) {
    if (!ask) throw usageError('Nobody can be asked whether that is meant.', 'Add --yes.');
    out.say(...drawStays(stays));
    if (!(await ask.confirm(`Remove tenant ${tenantId} from ${deployment.name}?`, false))) {
      throw new OpsError('Stopped; nothing was changed.', { exitCode: EXIT.interrupted });
    }
  }
  for (const item of items) await stores.config.delete({ tenantId, item });
  const deleted = await deleteState(stores.state, tenantId, purge);
  const secretName = tenant?.secretName ?? `${deployment.secretPrefix}/${tenantId}`;
  await ops.secrets.remove(secretName, { now: purge });
  const kept = { runs: state.runs - deleted.runs, rejections: state.rejections - deleted.rejections };
  return {
    value: { tenantId, items, deleted, kept, secretName, secretRecoverableDays: purge ? 0 : RECOVERY_DAYS, stays },
    draw: (paint) => [
      `${paint('green', 'removed')} tenant ${tenantId} from ${deployment.name}`,
      ...drawList(
        [
          ['config items', items.join(', ') || 'none'],
          ['secret', purge ? `${secretName}, for good` : `${secretName}, can be restored for ${RECOVERY_DAYS} days`],
          [
            'history',
            purge ? 'deleted' : `kept: ${kept.runs} runs, ${kept.rejections} rejections (--purge deletes them)`,
          ],
        ],
        paint,
      ),
      ...drawStays(stays),
    ],
  };
}

/** The settings come first: once they are gone, nothing new begins. */
async function listConfigItems(config: Table, tenantId: string): Promise<string[]> {
  const found = await config.query(tenantId, { from: ' ', to: '\u{10ffff}' }, { only: ['item'] });
  const names = found.map(({ item }) => String(item));
  return names.sort((a, b) => Number(b === SETTINGS_ITEM) - Number(a === SETTINGS_ITEM));
}

interface Stay {
  what: string;
  /** `undefined` where the account could not be asked. */
  count?: number;
}

/** What the sync has brought to Marketing, and no removal takes away. Never an error: credentials may be gone already. */
async function lookAtMarketing(tenant: Tenant, ops: Ops): Promise<Stay[]> {
  const names = [
    ...new Set(streamsOf(tenant).flatMap(({ writes }) => (writes.kind === 'insight' ? [writes.name] : []))),
  ];
  const list: Stay = { what: `the contacts, in list ${tenant.marketing.listId} and as they are` };
  try {
    const reader = createMarketingReader(ops.marketingOf(tenant));
    const { collections } = await reader.listCollections(deadlineAfter(CALL_MS, ops.clock));
    const held = collections.filter(({ collectionName }) => names.includes(collectionName));
    return [
      list,
      ...held.map(({ collectionName, recordCount }) => ({
        what: `the collection ${collectionName}`,
        ...(typeof recordCount === 'number' && { count: recordCount }),
      })),
    ];
  } catch {
    return [list, ...names.map((name) => ({ what: `the collection ${name}, if it was ever filled` }))];
  }
}

const drawStays = (stays: readonly Stay[]): string[] =>
  stays.length === 0
    ? []
    : [
        'This stays in Marketing; delete it there if it is not wanted:',
        ...stays.map(
          ({ what, count }) => `  ${what}${count === undefined ? '' : ` (${count.toLocaleString('en')} records)`}`,
        ),
      ];
