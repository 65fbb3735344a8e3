import { streamsOf } from '../../../shared/streams/streams-of.ts';
import { EXIT } from '../exit-code.ts';
import type { Ops } from '../ops.ts';
import type { Paint, Style } from '../output/paint.ts';
import { printable } from '../output/paint.ts';
import type { Report } from '../output/report.ts';
import type { Verb } from '../verb.ts';
import { examineCommercetools } from './doctor/examine-commercetools.ts';
import { examineMarketing } from './doctor/examine-marketing.ts';
import { examineSettings } from './doctor/examine-settings.ts';
import { examineSync } from './doctor/examine-sync.ts';
import { Examination, type Finding, type State } from './doctor/finding.ts';

const EXAMPLES = `
Reads only, on both sides. Exit code 1 when something is a problem; warnings alone are no problem.

Examples:
  npm run ops -- doctor acme
  npm run -s ops -- doctor acme --json | jq '.findings[] | select(.state == "problem")'`;

export const registerDoctor: Verb = (program, act) => {
  program
    .command('doctor')
    .description('looks at everything that must be true for a tenant, and says what to do where it is not')
    .argument('<tenant>')
    .addHelpText('after', EXAMPLES)
    .action(act(examine));
};

async function examine(ops: Ops, tenantId: string): Promise<Report> {
  const exam = new Examination();
  const tenant = await examineSettings(tenantId, exam, ops);
  if (tenant) {
    const streams = streamsOf(tenant);
    const { secretName } = tenant;
    const credentials = await exam.look('settings', 'secret', async () => ({
      message: `${secretName} holds both sides' credentials`,
      found: await ops.credentials.commercetools(secretName).read(),
    }));
    if (credentials) {
      await examineCommercetools(tenant, streams, credentials, exam, ops);
      await examineMarketing(tenant, streams, exam, ops);
    } else {
      exam.skip('commercetools', 'everything', 'cannot be looked at without the secret');
      exam.skip('Marketing', 'everything', 'cannot be looked at without the secret');
    }
    await examineSync(tenant, streams, exam, ops);
  }
  const { findings, isWell } = exam;
  return {
    value: { tenantId, deployment: ops.deployment.name, isWell, findings },
    exitCode: isWell ? EXIT.ok : EXIT.problem,
    draw: (paint) => [...findings.flatMap((finding) => drawFinding(finding, paint)), '', conclude(findings, paint)],
  };
}

const STYLES: Readonly<Record<State, Style>> = { ok: 'green', warning: 'yellow', problem: 'red', skipped: 'dim' };
const INDENT = ' '.repeat(9);

function drawFinding({ area, check, state, message, remedy }: Finding, paint: Paint): string[] {
  const line = `${paint(STYLES[state], state.padEnd(7))}  ${area}: ${check}: ${printable(message)}`;
  return remedy === undefined ? [line] : [line, `${INDENT}${paint('bold', 'to do:')} ${printable(remedy)}`];
}

function conclude(findings: readonly Finding[], paint: Paint): string {
  const count = (state: State): number => findings.filter((finding) => finding.state === state).length;
  const problems = count('problem');
  const said = `${findings.length} things looked at: ${problems} problems, ${count('warning')} warnings`;
  return paint(problems > 0 ? 'red' : 'green', said);
}
