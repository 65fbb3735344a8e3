import { type ExplainedCode, explainCode, listCodes } from '../../../shared/codes/explain-code.ts';
import { OpsError } from '../ops-error.ts';
import type { Report } from '../output/report.ts';
import { drawTable } from '../output/table.ts';
import type { Verb } from '../verb.ts';

const EXAMPLES = `
Needs no deployment.

Examples:
  npm run ops -- explain InvalidEmail            why records are rejected with this code
  npm run ops -- explain marketing.listMissing   what holds a stream up
  npm run ops -- explain noEmail                 why records are skipped
  npm run ops -- explain                         all of them`;

export const registerExplain: Verb = (program, _, alone) => {
  program
    .command('explain')
    .description('what a code means and what to do about it: errors, rejections, skipped and flagged records')
    .argument('[code]', 'as status, rejections, doctor or a log line show it')
    .addHelpText('after', EXAMPLES)
    .action(alone((code: string | undefined) => (code === undefined ? explainAll() : explainOne(code))));
};

const KINDS: Readonly<Record<ExplainedCode['kind'], string>> = {
  problem: 'holds up a stream',
  rejection: 'a record was refused',
  skip: 'a record was deliberately not sent',
  flag: 'sent, and worth a look',
};

function explainOne(word: string): Report {
  const found = explainCode(word);
  if (!found) throw new OpsError(`There is no code ${word}.`, { remedy: hintFor(word) });
  return {
    value: found,
    draw: (paint) => [
      `${paint('bold', found.code)}  ${paint('dim', KINDS[found.kind])}`,
      found.cause,
      `${paint('cyan', 'What to do:')} ${found.remedy}`,
    ],
  };
}

function hintFor(word: string): string {
  const near = listCodes().filter(({ code }) => code.toLowerCase().includes(word.trim().toLowerCase()));
  return word.trim() !== '' && near.length > 0 && near.length <= 10
    ? `Did you mean ${near.map(({ code }) => code).join(', ')}?`
    : 'A code that Marketing sends and its documentation does not list is kept as it came. All that are known: explain.';
}

function explainAll(): Report {
  const codes = listCodes();
  return {
    value: codes,
    draw: (paint) =>
      drawTable<ExplainedCode>(
        [
          { title: 'code', read: ({ code }) => code },
          { title: 'kind', read: ({ kind }) => kind },
          { title: 'cause', read: ({ cause }) => cause },
        ],
        codes,
        paint,
      ),
  };
}
