import { wholeNumber } from '../../local/command-line/option-values.ts';
import type { Verb } from '../verb.ts';
import { type PreviewOptions, preview } from './preview/preview-records.ts';

const EXAMPLES = `
Sends nothing: it reads from commercetools and from Marketing. Values are shown by their kind only, since they are
personal data; --show-personal-data shows them as they are. Those of products are no personal data.

Examples:
  npm run ops -- preview acme customers                        the customer that changed last
  npm run ops -- preview acme orders --id 5f1c2d3e-... --show-personal-data
  npm run ops -- preview acme guests --email ada@example.com
  npm run ops -- preview acme products#main --last 5
  npm run -s ops -- preview acme customers --last 100 --json | jq '.records[].problems'

Every preview ends with what it takes to send all records of the stream again, as after a change of its mapping.`;

export const registerPreview: Verb = (program, act) => {
  program
    .command('preview')
    .description('what a run would send: source beside mapped record, and the differences to what Marketing holds')
    .argument('<tenant>')
    .argument('<stream>', 'customers, guests, orders, or products#<catalog>, inventory#<catalog>, prices#<catalog>')
    .option('--id <id>', 'the record with this id in commercetools')
    .option('--email <address>', 'the records with this address')
    .option('--last <number>', 'the records that changed last (default: 1)', wholeNumber(1, 500))
    .option('--show-personal-data', 'shows values and not only their kinds')
    .addHelpText('after', EXAMPLES)
    .action(
      act((ops, tenant: string, stream: string, options: PreviewOptions) => preview(ops, tenant, stream, options)),
    );
};
