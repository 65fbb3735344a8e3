import { askForRun, describeAsked } from '../ask-for-run.ts';
import { findWalkedStream } from '../find-stream.ts';
import type { Ops } from '../ops.ts';
import type { Report } from '../output/report.ts';
import type { Verb } from '../verb.ts';
import { addWhoAndWhy, type WhoAndWhyOptions, whoAndWhy } from '../who-and-why.ts';

const EXAMPLES = `
Sends every record of a stream again. Catalogs do this by the day, and a changed mapping starts it by itself; a sweep
that switches off what is gone follows the refresh of a catalog.

Examples:
  npm run ops -- refresh acme main                       the catalog of this name
  npm run ops -- refresh acme customers --by "J. Doe" --why "fields were cleared in Marketing"`;

export const registerRefresh: Verb = (program, act) => {
  const command = program
    .command('refresh')
    .description('sends everything of a stream or a catalog again')
    .argument('<tenant>')
    .argument('<stream>', 'customers, guests, orders, or the name of a catalog');
  addWhoAndWhy(command)
    .addHelpText('after', EXAMPLES)
    .action(
      act((ops, tenant: string, stream: string, options: WhoAndWhyOptions) => refresh(ops, tenant, stream, options)),
    );
};

async function refresh(ops: Ops, tenantId: string, name: string, options: WhoAndWhyOptions): Promise<Report> {
  const { tenant, stream } = await findWalkedStream(tenantId, name, ops);
  const who = await whoAndWhy(options, ops);
  const request = { reason: 'refresh asked for', at: ops.clock.now(), ...who };
  const asked = await askForRun(tenant, stream.name, 'refresh', request, ops);
  return {
    value: { tenantId, ...asked },
    draw: (paint) => [
      `${paint('green', 'asked for')} ${describeAsked(asked)}`,
      `see how far it is with status ${tenantId}`,
    ],
  };
}
