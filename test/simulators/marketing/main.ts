/**
 * The Marketing simulator as a process: `npm run simulate:marketing -- --help`. Prints `{"ready":true,"url":"..."}` on
 * one line once it listens and ends cleanly on SIGTERM and SIGINT. Accounts come from `--account`, from a file, or later
 * over `POST /_simulator/accounts`.
 */
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { journalIn, numberOption, runStandalone } from '../http/standalone.ts';
import { type AccountOptions, AccountSchema, REGIONS, type Region } from './account/account-options.ts';
import { startMarketingSimulator } from './simulator.ts';

const DAY_MS = 86_400_000;
const DEMO_ACCOUNT: AccountOptions = {
  user: 'apiuser-demo@apiconnector.com',
  password: 'demo',
  name: 'Demo',
  lists: ['Customers'],
};

interface MainOptions {
  readonly port: number;
  readonly latency: number;
  readonly region: Region;
  readonly importDuration: number;
  readonly seed: number;
  readonly account: readonly AccountOptions[];
  readonly accounts?: readonly AccountOptions[];
  readonly finishedWord: 'Finished' | 'Complete';
  readonly gzip?: true;
  readonly data?: string;
}

const program = new Command('simulate:marketing')
  .description('A Marketing platform on 127.0.0.1, for trying things out without an account.')
  .option('--port <number>', 'port to listen on, 0 takes a free one', numberOption(0, 65_535), 0)
  .option('--latency <ms>', 'delay before each answer', numberOption(0, DAY_MS), 0)
  .addOption(new Option('--region <region>', 'whose host the bare URL is').choices(REGIONS).default('r1'))
  .option('--import-duration <ms>', 'from the acceptance of an import to its end', numberOption(0, DAY_MS), 1_000)
  .option('--account <user:password[:region]>', 'an account; may be given several times', collectAccount, [])
  .option('--accounts <file>', 'JSON file with an array of accounts, with their lists and data fields', readAccounts)
  .addOption(
    new Option('--finished-word <word>', 'how a finished Insight import is called')
      .choices(['Finished', 'Complete'])
      .default('Finished'),
  )
  .option('--seed <number>', 'seeds shuffled reports and the share of faults', numberOption(0, 2 ** 32 - 1), 1)
  .option('--gzip', 'compress answers for callers that accept it')
  .option('--data <directory>', 'keep here what is changed, and go on with it at the next start')
  .addHelpText(
    'after',
    `\nWithout any account there is ${DEMO_ACCOUNT.user} with password ${DEMO_ACCOUNT.password} and one list.\n` +
      'Further accounts, faults, the clock and what arrived: see the endpoints under /_simulator.',
  )
  .allowExcessArguments(false)
  .parse();

const options = program.opts<MainOptions>();
const accounts = [...options.account, ...(options.accounts ?? [])];

await runStandalone(() =>
  startMarketingSimulator({
    accounts: accounts.length > 0 ? accounts : [DEMO_ACCOUNT],
    port: options.port,
    region: options.region,
    latencyMs: options.latency,
    imports: { durationMs: options.importDuration },
    insightFinishedWord: options.finishedWord,
    seed: options.seed,
    gzip: options.gzip === true,
    ...journalIn(options.data, 'marketing'),
  }),
).catch((error: unknown) => program.error(`error: ${error instanceof Error ? error.message : String(error)}`));

function collectAccount(text: string, before: readonly AccountOptions[]): readonly AccountOptions[] {
  // A password may hold colons, a region is one of three words.
  const [, user, password, region] = /^([^:]*):(.*?)(?::(r[123]))?$/.exec(text) ?? [];
  if (user === undefined) throw new InvalidArgumentError('Give user:password or user:password:region.');
  const account = AccountSchema.safeParse({ user, password, ...(region !== undefined && { region }) });
  if (!account.success) throw new InvalidArgumentError(z.prettifyError(account.error));
  return [...before, account.data];
}

function readAccounts(file: string): readonly AccountOptions[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
  const parsed = z.array(AccountSchema).min(1).safeParse(value);
  if (!parsed.success) throw new InvalidArgumentError(z.prettifyError(parsed.error));
  return parsed.data;
}
