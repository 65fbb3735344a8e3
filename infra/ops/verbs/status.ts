import { setTimeout as sleep } from 'node:timers/promises';
import type { Tenant } from '../../../shared/domain/tenant.ts';
import { wholeNumber } from '../../local/command-line/option-values.ts';
import { EXIT } from '../exit-code.ts';
import { findTenant } from '../find-tenant.ts';
import type { Ops } from '../ops.ts';
import { usageError } from '../ops-error.ts';
import type { Report } from '../output/report.ts';
import type { Verb } from '../verb.ts';
import { drawStatus } from './status/draw-status.ts';
import { readStatus, type TenantStatus } from './status/read-status.ts';

interface StatusOptions {
  readonly watch?: boolean;
  readonly runs: number;
}

const EXAMPLES = `
Exit code 1 when a stream of a tenant that is not paused has a problem. "About … left" goes by the pace so far.

Examples:
  npm run ops -- status
  npm run ops -- status acme --watch
  npm run ops -- status acme --runs 50
  npm run -s ops -- status acme --json | jq '.tenants[].streams[] | {stream, lagSeconds}'`;

export const registerStatus: Verb = (program, act) => {
  program
    .command('status')
    .description(
      'how far every stream is: watermark, lag, open runs with their progress, last runs and what became of their records',
    )
    .argument('[tenant]', 'without it, every tenant')
    .option('--watch', 'draws it anew every two seconds, until Ctrl-C')
    .option('--runs <number>', 'how many of the last runs to show', wholeNumber(0, 1000), 10)
    .addHelpText('after', EXAMPLES)
    .action(act((ops, tenant: string | undefined, options: StatusOptions) => showStatus(ops, tenant, options)));
};

const WATCH_MS = 2000;
const CLEAR = '\u001b[H\u001b[2J';

async function showStatus(
  ops: Ops,
  tenantId: string | undefined,
  { watch = false, runs }: StatusOptions,
): Promise<Report> {
  if (!watch) return takeStatus(ops, tenantId, runs);
  if (ops.out.isJson) throw usageError('--watch is for people and --json for programs; leave one of them out.');
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once('SIGINT', stop);
  try {
    for (;;) {
      const report = await takeStatus(ops, tenantId, runs);
      if (stopping.signal.aborted) return report;
      ops.out.show({
        ...report,
        draw: (paint) => [`${ops.out.isTerminal ? CLEAR : ''}${ops.clock.now()}`, ...report.draw(paint)],
      });
      await sleep(WATCH_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  } finally {
    process.off('SIGINT', stop);
  }
}

async function takeStatus(ops: Ops, tenantId: string | undefined, runs: number): Promise<Report> {
  const { deployment } = ops;
  const { tenants, invalid } =
    tenantId === undefined ? await listAll(ops) : { tenants: [await findTenant(tenantId, ops)], invalid: [] };
  const all = await Promise.all(tenants.map((tenant) => readStatus(tenant, runs, ops)));
  const isWell = invalid.length === 0 && !all.some(hasProblem);
  return {
    value: { deployment: deployment.name, tenants: all, invalid },
    exitCode: isWell ? EXIT.ok : EXIT.problem,
    draw: (paint) =>
      all.length + invalid.length === 0
        ? [`There is no tenant in ${deployment.name} yet. Add one: npm run ops -- tenant add`]
        : [
            ...all.flatMap((one, at) => [...(at > 0 ? [''] : []), ...drawStatus(one, paint)]),
            ...invalid.map(
              ({ tenantId: id, problems }) => `${paint('red', 'problem')}   ${id}: ${problems.join('; ')}`,
            ),
          ],
  };
}

async function listAll({
  stores,
}: Ops): Promise<{ tenants: Tenant[]; invalid: { tenantId: string; problems: string[] }[] }> {
  const { tenants, invalid } = await stores.tenants.listTenants();
  return { tenants: tenants.sort((a, b) => a.tenantId.localeCompare(b.tenantId)), invalid };
}

const hasProblem = ({ isPaused, streams }: TenantStatus): boolean =>
  !isPaused && streams.some(({ tracks }) => tracks.some(({ problem }) => problem !== undefined));
