import { Command, Option } from 'commander';
import { baseUrl, wholeNumber, writableFile } from './option-values.ts';

/** As commander hands them over. */
export interface Given {
  readonly once: boolean;
  readonly json?: string;
  readonly every: number;
  readonly keep?: string;
  readonly verbose: boolean;
  /** A port, or `false` for no page. */
  readonly page: number | false;
  readonly customers: number;
  readonly orders?: number;
  readonly tenants: number;
  readonly seed: number;
  readonly latency: number;
  readonly commercetoolsUrl?: string;
  readonly commercetoolsAuthUrl?: string;
  readonly commercetoolsProject?: string;
  readonly commercetoolsClientId?: string;
  readonly commercetoolsClientSecret?: string;
  readonly marketingUrl?: string;
  readonly marketingUser?: string;
  readonly marketingPassword?: string;
  readonly marketingList?: number;
}

const EXAMPLES = `
Examples:
  npm start                                         a shop that keeps changing, until you stop it
  npm start -- --once --customers 20000 --json out.json
  npm start -- --keep my-shop                       goes on where it was stopped, or killed
  npm start -- --marketing-url https://r1-api.dotdigital.com --marketing-user apiuser-1@apiconnector.com \\
               --marketing-password ... --marketing-list 345579

Passwords and secrets may also come in the environment variables named above, so that they stay out of the
shell's history. AWS_ENDPOINT_URL, or AWS_ENDPOINT_URL_DYNAMODB, _SQS and _SECRETS_MANAGER, name other AWS
endpoints than the embedded emulators.`;

/** Says what there is to choose from. It throws instead of exiting. */
export function createProgram(): Command {
  return new Command('npm start --')
    .description(
      'Runs the whole sync on this machine: the deployed functions and queues on embedded emulators, between a ' +
        'simulated commercetools shop and a simulated Marketing account.',
    )
    .option('--once', 'stop when everything is level; exit 1 if books do not balance or a tenant is held up', false)
    .option('--json <file>', 'write what happened to a file', writableFile)
    .option('--customers <number>', 'customers in each simulated shop', wholeNumber(0, 5_000_000), 5_000)
    .option('--orders <number>', 'orders in each; default: as many as fit the customers', wholeNumber(0, 5_000_000))
    .option('--tenants <number>', 'simulated shops, each with an account of its own', wholeNumber(1, 100), 1)
    .option('--latency <ms>', 'delay of every answer of both simulators', wholeNumber(0, 60_000), 0)
    .option('--every <seconds>', 'time between ticks', wholeNumber(1, 86_400), 15)
    .option('--seed <number>', 'another shop for every number', wholeNumber(0, 4_000_000_000), 1)
    .option('--keep <directory>', 'keep everything here; what is there goes on')
    .option(
      '--page <port>',
      'port of the page that shows the dashboard; 0 takes any that is free',
      wholeNumber(0, 65_535),
      0,
    )
    .option('--no-page', 'serve no page')
    .option('--verbose', 'show what the functions log', false)
    .option('--commercetools-url <url>', 'read from this commercetools API, not from a simulator', baseUrl)
    .option('--commercetools-auth-url <url>', 'its authorization service; default: as its API url suggests', baseUrl)
    .option('--commercetools-project <key>', 'project key there')
    .addOption(new Option('--commercetools-client-id <id>', 'API client').env('COMMERCETOOLS_CLIENT_ID'))
    .addOption(new Option('--commercetools-client-secret <secret>', 'its secret').env('COMMERCETOOLS_CLIENT_SECRET'))
    .option('--marketing-url <url>', 'write to this Marketing API, not to a simulator', baseUrl)
    .addOption(new Option('--marketing-user <user>', 'API user').env('MARKETING_USER'))
    .addOption(new Option('--marketing-password <password>', 'its password').env('MARKETING_PASSWORD'))
    .option('--marketing-list <id>', 'list that the contacts are added to', wholeNumber(1, Number.MAX_SAFE_INTEGER))
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false)
    .showHelpAfterError('Add --help to see every option with examples.')
    .exitOverride();
}
