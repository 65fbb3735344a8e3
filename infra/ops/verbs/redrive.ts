import { putRun } from '../../../shared/adapters/dynamodb/run-history.ts';
import { noCounts } from '../../../shared/domain/counts.ts';
import { formatCount } from '../../local/screen/format.ts';
import type { Ops } from '../ops.ts';
import type { Report } from '../output/report.ts';
import { type Redriven, redriveQueue } from '../redrive-queue.ts';
import type { Verb } from '../verb.ts';
import { addWhoAndWhy, type WhoAndWhyOptions, whoAndWhy } from '../who-and-why.ts';

const EXAMPLES = `
A message that failed again and again is put aside for people to look at. No record depends on it: the next tick sends
anew what is still due, and a message that comes too late finds that its lane has moved on. What is not a message of the
sync stays where it is. Failed config checks are not redriven: touching the item again has it checked.

Examples:
  npm run ops -- redrive
  npm run ops -- redrive --by "J. Doe" --why "permissions of the worker were mended"`;

export const registerRedrive: Verb = (program, act) => {
  const command = program
    .command('redrive')
    .description('gives messages that were put aside (dead letters) another try');
  addWhoAndWhy(command)
    .addHelpText('after', EXAMPLES)
    .action(act((ops, options: WhoAndWhyOptions) => redrive(ops, options)));
};

async function redrive(ops: Ops, options: WhoAndWhyOptions): Promise<Report> {
  const who = await whoAndWhy(options, ops);
  const { page, settle, pageDeadLetters, settleDeadLetters } = ops.deployment.queues;
  const queues = [
    { name: 'page', ...(await redriveQueue(ops.sqs, pageDeadLetters, page)) },
    { name: 'settle', ...(await redriveQueue(ops.sqs, settleDeadLetters, settle)) },
  ];
  await remember(queues, who, ops);
  const rows = queues.map(({ name, moved, unreadable }) => ({ queue: name, moved, unreadable }));
  return {
    value: { queues: rows },
    draw: (paint) =>
      rows.map(({ queue, moved, unreadable }) => {
        const left = unreadable > 0 ? `; ${formatCount(unreadable)} left there, which are no messages of the sync` : '';
        return `${paint(unreadable > 0 ? 'yellow' : 'green', queue.padEnd(6))}  ${formatCount(moved)} moved${left}`;
      }),
  };
}

/** One line in the history of each tenant whose messages were moved. */
async function remember(
  queues: readonly Redriven[],
  who: { by: string; why: string },
  { stores, clock }: Ops,
): Promise<void> {
  const at = clock.now();
  const tenants = new Set(queues.flatMap(({ movedByTenant }) => [...movedByTenant.keys()]));
  for (const tenantId of tenants) {
    const moved = queues.reduce((sum, { movedByTenant }) => sum + (movedByTenant.get(tenantId) ?? 0), 0);
    await putRun(stores.state, {
      id: `${at}-redrive`,
      tenantId,
      stream: 'all streams',
      track: 'redrive',
      window: { to: at },
      reason: `${moved} ${moved === 1 ? 'message' : 'messages'} redriven`,
      ...who,
      openedAt: at,
      closedAt: at,
      seconds: 0,
      counts: noCounts(),
    });
  }
}
