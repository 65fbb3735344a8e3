import { InvalidArgumentError } from 'commander';
import { addSeconds, type Instant, toInstant } from '../../../shared/domain/instant.ts';
import type { Window } from '../../../shared/domain/window.ts';
import { wholeNumber } from '../../local/command-line/option-values.ts';
import { formatWindow } from '../../local/screen/format.ts';
import { askForRun, describeAsked } from '../ask-for-run.ts';
import { findWalkedStream } from '../find-stream.ts';
import type { Ops } from '../ops.ts';
import { usageError } from '../ops-error.ts';
import type { Report } from '../output/report.ts';
import type { Verb } from '../verb.ts';
import { addWhoAndWhy, type WhoAndWhyOptions, whoAndWhy } from '../who-and-why.ts';

interface BackfillOptions extends WhoAndWhyOptions {
  readonly from?: Instant;
  readonly to?: Instant;
  readonly days?: number;
  readonly all?: boolean;
}

const EXAMPLES = `
Reads again what was last changed in a window of time, and sends it again. The watermark stays where it is, and what is
younger than it is left to the live track. One backfill a stream is open at a time; one more may wait.

Examples:
  npm run ops -- backfill acme orders --days 30
  npm run ops -- backfill acme customers --from 2026-01-01 --to 2026-02-01 --by "J. Doe" --why "wrong list until then"
  npm run ops -- backfill acme products#main --all`;

export const registerBackfill: Verb = (program, act) => {
  const command = program
    .command('backfill')
    .description('sends again what changed in a window of time')
    .argument('<tenant>')
    .argument('<stream>', 'customers, guests, orders, or products#<catalog>')
    .option('--from <instant>', 'first moment of the window: 2026-01-31 (UTC), or 2026-01-31T08:00:00Z', instant)
    .option('--to <instant>', 'first moment after it; without it, up to the watermark', instant)
    .option('--days <number>', 'the last days before now', wholeNumber(1, 36_500))
    .option('--all', 'everything there is');
  addWhoAndWhy(command)
    .addHelpText('after', EXAMPLES)
    .action(
      act((ops, tenant: string, stream: string, options: BackfillOptions) => backfill(ops, tenant, stream, options)),
    );
};

const FORMAT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function instant(text: string): Instant {
  const ms = FORMAT.test(text) ? Date.parse(text) : Number.NaN;
  // 31 February rolls over into March; a day that does not exist is a slip of the keyboard.
  const isReal =
    !Number.isNaN(ms) && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10));
  if (isReal) return toInstant(ms);
  throw new InvalidArgumentError('Give a day (2026-01-31) or a moment with its time zone (2026-01-31T08:00:00Z).');
}

async function backfill(ops: Ops, tenantId: string, name: string, options: BackfillOptions): Promise<Report> {
  const window = windowOf(options, ops.clock.now());
  const { tenant, stream } = await findWalkedStream(tenantId, name, ops);
  const who = await whoAndWhy(options, ops);
  const request = { reason: 'backfill', at: ops.clock.now(), ...who, window };
  const asked = await askForRun(tenant, stream.name, 'backfill', request, ops);
  return {
    value: { tenantId, ...asked },
    draw: (paint) => [
      `${paint('green', 'asked for')} ${describeAsked(asked)}`,
      `window ${describeWindow(window)}; see how far it is with status ${tenantId}`,
    ],
  };
}

const describeWindow = ({ from, to }: Partial<Window>): string => {
  if (to !== undefined) return formatWindow({ ...(from !== undefined && { from }), to });
  return from === undefined ? 'everything up to the watermark' : `from ${from} up to the watermark`;
};

function windowOf({ from, to, days, all }: BackfillOptions, now: Instant): Partial<Window> {
  const ways = [from !== undefined || to !== undefined, days !== undefined, all === true].filter(Boolean).length;
  if (ways !== 1) {
    throw usageError(
      ways === 0 ? 'Say what to send again.' : 'Only one way of saying what to send again can be given.',
      'Give --from and --to, or --days, or --all.',
    );
  }
  if (days !== undefined) return { from: addSeconds(now, -days * 24 * 60 * 60) };
  if (from !== undefined && to !== undefined && from >= to) throw usageError('--from must lie before --to.');
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
