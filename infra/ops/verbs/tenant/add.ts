import { Option } from 'commander';
import { baseUrl, wholeNumber } from '../../../local/command-line/option-values.ts';
import type { Verb } from '../../verb.ts';
import type { AddOptions } from './add/add-options.ts';
import { addTenant } from './add/add-tenant.ts';

const EXAMPLES = `
Asks for what is not given. Nothing is changed before everything has been looked at and you have agreed.

Examples:
  npm run ops -- tenant add                                    asks for everything
  npm run ops -- tenant add mine --local --simulated           a second shop and account on the local stack
  npm run ops -- tenant add acme --credentials acme.env \\
      --marketing-user apiuser-1@apiconnector.com --new-list "Shop customers" \\
      --url-template "https://shop.example.com/{locale}/{slug}" --yes
  pbpaste | npm run ops -- tenant add acme --credentials - ... the block straight from the Merchant Center

Secrets may stay out of the shell's history: CTP_PROJECT_KEY, CTP_CLIENT_ID, CTP_CLIENT_SECRET, CTP_AUTH_URL and
CTP_API_URL, MARKETING_USER and MARKETING_PASSWORD are read from the environment.`;

export const registerTenantAdd: Verb = (tenant, act) => {
  tenant
    .command('add')
    .description('pairs a commercetools project with a Marketing account and has it synced')
    .argument('[tenant]', 'a name of your choice: small letters, digits and dashes')
    .option('--credentials <file>', 'environment block of the commercetools API client; - reads standard input')
    .option('--commercetools-project <key>', 'project key')
    .option('--commercetools-url <url>', 'API of its region', baseUrl)
    .option('--commercetools-auth-url <url>', 'its authorization service; default: as the API url suggests', baseUrl)
    .option('--commercetools-client-id <id>', 'API client with view_* scopes only')
    .option('--commercetools-client-secret <secret>', 'its secret; better by --credentials or the environment')
    .option('--marketing-url <url>', 'API of the account; default: the account is asked for its region', baseUrl)
    .addOption(new Option('--marketing-user <user>', 'API user').env('MARKETING_USER'))
    .addOption(new Option('--marketing-password <password>', 'its password').env('MARKETING_PASSWORD'))
    .option('--marketing-list <id or name>', 'list that the contacts are added to')
    .option('--new-list <name>', 'creates that list')
    .option('--url-template <address>', 'syncs the catalog; address of a product with {slug}, {sku}, {key} or {id}')
    .option('--catalog-name <name>', 'name of the catalog (default: "main")')
    .option('--locales <languages>', "languages of the catalog, best first: en-GB,en (default: the project's)")
    .option('--currency <code>', "currency of the catalog (default: the project's first)")
    .option('--country <code>', "country whose prices count (default: the project's only one)")
    .option('--settings <file>', 'JSON file with further settings: streams, orders, catalogs')
    .option('--mapping <file...>', 'JSON files with mappings: "item" says of what; see infra/ops/examples')
    .option('--simulated', 'opens a shop and an account in the simulators of the local stack, and pairs those')
    .option('--customers <number>', 'how many customers that shop has', wholeNumber(0, 100_000), 200)
    .option('--paused', 'does not begin before tenant resume; preview works all the same')
    .option('--replace', 'writes over the settings and credentials of a tenant that is there')
    .option('--yes', 'does not ask whether to go ahead')
    .addHelpText('after', EXAMPLES)
    .action(act((ops, tenantId: string | undefined, options: AddOptions) => addTenant(ops, tenantId, options)));
};
