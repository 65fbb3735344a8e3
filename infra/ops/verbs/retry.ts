import type { StoredRejection } from '../../../shared/domain/rejection.ts';
import type { ReplayChoice } from '../../../shared/domain/run-request.ts';
import { streamsOf } from '../../../shared/streams/streams-of.ts';
import { formatCount } from '../../local/screen/format.ts';
import { type AskedFor, askForRun, describeAsked } from '../ask-for-run.ts';
import { findTenant } from '../find-tenant.ts';
import type { Ops } from '../ops.ts';
import { OpsError, usageError } from '../ops-error.ts';
import type { Report } from '../output/report.ts';
import type { Verb } from '../verb.ts';
import { addWhoAndWhy, type WhoAndWhyOptions, whoAndWhy } from '../who-and-why.ts';
import { chosenRejections } from './rejections.ts';

interface RetryOptions extends WhoAndWhyOptions {
  readonly stream?: string;
  readonly code?: string;
  readonly key?: readonly string[];
}

/** Keys travel in the run itself, and every step of its lane writes them. */
const MAX_KEYS = 100;

const EXAMPLES = `
Reads the rejected records again and sends them as they are now mapped. What Marketing takes leaves the list, and so does
what is gone or not sent any more; what is refused again stays.

Examples:
  npm run ops -- retry acme                                          all of them
  npm run ops -- retry acme --code ApiSchemaViolation                after the mapping was corrected
  npm run ops -- retry acme --stream orders --key 5f1c2d3e-... --key 6a2b3c4d-... --by "J. Doe" --why "orders corrected"`;

export const registerRetry: Verb = (program, act) => {
  const command = program
    .command('retry')
    .description('sends rejected records again: all, by reason, or by key')
    .argument('<tenant>')
    .option('--stream <stream>', 'of this stream only')
    .option('--code <code>', 'with this reason only')
    .option('--key <key...>', 'only these, as rejections lists them');
  addWhoAndWhy(command)
    .addHelpText('after', EXAMPLES)
    .action(act((ops, tenant: string, options: RetryOptions) => retry(ops, tenant, options)));
};

async function retry(ops: Ops, tenantId: string, options: RetryOptions): Promise<Report> {
  const tenant = await findTenant(tenantId, ops);
  const chosen = pickKeys(await chosenRejections(ops, tenantId, options), options.key);
  const streams = new Set(streamsOf(tenant).map(({ name }) => name));
  const byStream = Map.groupBy(chosen, ({ stream }) => stream);
  const off = [...byStream.keys()].filter((name) => !streams.has(name));
  const due = [...byStream].filter(([name]) => streams.has(name));
  if (off.length > 0) ops.out.say(`Not retried, because the tenant does not sync them any more: ${off.join(', ')}.`);
  if (due.length === 0) return nothingToDo(tenantId);
  const who = await whoAndWhy(options, ops);
  const asked: (AskedFor & { rejections: number })[] = [];
  for (const [stream, rejections] of due) {
    const request = { reason: 'retry', at: ops.clock.now(), ...who, replay: choiceOf(rejections, options) };
    asked.push({ ...(await askForRun(tenant, stream, 'replay', request, ops)), rejections: rejections.length });
  }
  return {
    value: { tenantId, asked },
    draw: (paint) => [
      ...asked.map((one) => {
        const many = `${formatCount(one.rejections)} ${one.rejections === 1 ? 'rejection' : 'rejections'}`;
        return `${paint('green', 'asked for')} ${describeAsked(one)} (${many})`;
      }),
      `What is left of them afterwards: npm run ops -- rejections ${tenantId}`,
    ],
  };
}

/** @throws OpsError for a key that nobody has refused */
function pickKeys(rejections: StoredRejection[], keys: readonly string[] | undefined): StoredRejection[] {
  if (keys === undefined) return rejections;
  if (keys.length > MAX_KEYS) throw usageError(`At most ${MAX_KEYS} keys at once.`, 'Use --code, or leave --key out.');
  const listed = new Set(rejections.map(({ id }) => id));
  const unknown = keys.filter((key) => !listed.has(key));
  if (unknown.length > 0) {
    throw new OpsError(`There is no such rejection: ${unknown.join(', ')}.`, {
      remedy: 'Give keys as rejections lists them.',
    });
  }
  return rejections.filter(({ id }) => keys.includes(id));
}

const choiceOf = (rejections: readonly StoredRejection[], { code, key }: RetryOptions): ReplayChoice => ({
  // As it is stored: what was typed may be in another casing.
  ...(code !== undefined && { code: rejections[0]?.code ?? code }),
  ...(key !== undefined && { ids: rejections.map(({ id }) => id) }),
});

const nothingToDo = (tenantId: string): Report => ({
  value: { tenantId, asked: [] },
  draw: () => ['There is no such rejection, so there is nothing to retry.'],
});
