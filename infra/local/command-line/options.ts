import { Command, CommanderError, Option } from 'commander';
import type { CommercetoolsServer, MarketingServer } from '../demo/servers.ts';
import type { Setup } from '../work-directory.ts';
import { baseUrl, wholeNumber, writableFile } from './option-values.ts';
import { UsageError } from './usage-error.ts';

/** What `npm start` was asked to do, checked, with every default filled in. */
export interface Options {
  /** Stop when everything is level. */
  readonly once: boolean;
  readonly jsonFile: string | undefined;
  readonly everySeconds: number;
  readonly keepDirectory: string | undefined;
  readonly verbose: boolean;
  readonly demo: {
    readonly commercetools: CommercetoolsServer;
    readonly marketing: MarketingServer;
    readonly tenants: number;
    readonly customers: number;
    readonly seed: number;
    readonly latencyMs: number;
  };
  /** What was asked for in so many words, and has to agree with what a kept directory was made with. */
  readonly setup: Setup;
}

/** As commander hands them over. */
interface Given {
  readonly once: boolean;
  readonly json?: string;
  readonly every: number;
  readonly keep?: string;
  readonly verbose: boolean;
  readonly customers: number;
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

function createProgram(): Command {
  return new Command('npm start --')
    .description(
      'Runs the whole sync on this machine: the deployed functions and queues on embedded emulators, between a ' +
        'simulated commercetools shop and a simulated Marketing account.',
    )
    .option('--once', 'stop when everything is level; exit 1 if books do not balance or a tenant is held up', false)
    .option('--json <file>', 'write what happened to a file', writableFile)
    .option('--customers <number>', 'customers in each simulated shop', wholeNumber(0, 5_000_000), 5_000)
    .option('--tenants <number>', 'simulated shops, each with an account of its own', wholeNumber(1, 100), 1)
    .option('--latency <ms>', 'delay of every answer of both simulators', wholeNumber(0, 60_000), 0)
    .option('--every <seconds>', 'time between ticks', wholeNumber(1, 86_400), 15)
    .option('--seed <number>', 'another shop for every number', wholeNumber(0, 4_000_000_000), 1)
    .option('--keep <directory>', 'keep everything here; what is there goes on')
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

/**
 * Reads the command line.
 * @returns `undefined` when help was asked for and has been printed
 * @throws UsageError for an option that cannot be used; commander has then printed why
 */
export function parseOptions(argv: readonly string[]): Options | undefined {
  const program = createProgram();
  try {
    program.parse(argv, { from: 'user' });
    const given = program.opts<Given>();
    assertFit(program, given);
    const commercetools = readCommercetools(program, given);
    const marketing = readMarketing(program, given);
    return {
      once: given.once,
      jsonFile: given.json,
      everySeconds: given.every,
      keepDirectory: given.keep,
      verbose: given.verbose,
      demo: {
        commercetools,
        marketing,
        tenants: given.tenants,
        customers: given.customers,
        seed: given.seed,
        latencyMs: given.latency,
      },
      setup: {
        commercetools: commercetools === 'simulator' ? commercetools : commercetools.apiUrl,
        marketing: marketing === 'simulator' ? marketing : marketing.apiUrl,
        ...pickGiven(program, { customers: given.customers, tenants: given.tenants, seed: given.seed }),
      },
    };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new UsageError(error.message, { cause: error });
  }
}

const pickGiven = (program: Command, values: Readonly<Record<string, number>>): Setup =>
  Object.fromEntries(Object.entries(values).filter(([name]) => program.getOptionValueSource(name) === 'cli'));

/** Options of a simulator mean nothing where a real server takes its place; better said than silently dropped. */
function assertFit(program: Command, { commercetoolsUrl, marketingUrl, tenants }: Given): void {
  const isGiven = (name: string) => program.getOptionValueSource(name) === 'cli';
  if (commercetoolsUrl !== undefined) {
    for (const name of ['customers', 'seed']) {
      if (isGiven(name))
        program.error(`error: --${name} is for the simulated shop; leave it out with --commercetools-url`);
    }
  }
  if (commercetoolsUrl !== undefined && marketingUrl !== undefined && isGiven('latency')) {
    program.error('error: --latency is for the simulators, and with both urls given there is none; leave it out');
  }
  if (tenants > 1 && (commercetoolsUrl !== undefined || marketingUrl !== undefined)) {
    program.error('error: --tenants is for simulated shops and accounts; leave it out with a url of your own');
  }
}

function readCommercetools(program: Command, given: Given): CommercetoolsServer {
  const { commercetoolsUrl: apiUrl, commercetoolsProject, commercetoolsClientId, commercetoolsClientSecret } = given;
  if (apiUrl === undefined) {
    refuseStray(program, 'commercetools', ['commercetoolsProject', 'commercetoolsAuthUrl']);
    return 'simulator';
  }
  return {
    apiUrl,
    authUrl: given.commercetoolsAuthUrl ?? apiUrl.replace('://api.', '://auth.'),
    projectKey: need(program, commercetoolsProject, '--commercetools-project'),
    clientId: need(program, commercetoolsClientId, '--commercetools-client-id'),
    clientSecret: need(program, commercetoolsClientSecret, '--commercetools-client-secret'),
  };
}

function readMarketing(program: Command, given: Given): MarketingServer {
  const { marketingUrl: apiUrl, marketingUser, marketingPassword, marketingList } = given;
  if (apiUrl === undefined) {
    refuseStray(program, 'marketing', ['marketingList']);
    return 'simulator';
  }
  return {
    apiUrl,
    user: need(program, marketingUser, '--marketing-user'),
    password: need(program, marketingPassword, '--marketing-password'),
    listId: need(program, marketingList, '--marketing-list'),
  };
}

/** Credentials in the environment may lie there for other programs; on the command line they were meant for us. */
function refuseStray(program: Command, side: 'commercetools' | 'marketing', names: readonly string[]): void {
  const credentials =
    side === 'commercetools'
      ? ['commercetoolsClientId', 'commercetoolsClientSecret']
      : ['marketingUser', 'marketingPassword'];
  const stray = [...names, ...credentials].find((name) => program.getOptionValueSource(name) === 'cli');
  if (stray === undefined) return;
  const flag = program.options.find((option) => option.attributeName() === stray)?.long;
  program.error(`error: ${flag} has no meaning without --${side}-url; give both, or neither`);
}

function need<T>(program: Command, value: T | undefined, flag: string): T {
  if (value !== undefined && value !== '') return value;
  const side = flag.startsWith('--c') ? '--commercetools-url' : '--marketing-url';
  return program.error(`error: ${side} needs ${flag} as well`);
}
