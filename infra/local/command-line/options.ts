import { type Command, CommanderError } from 'commander';
import type { CommercetoolsServer, MarketingServer } from '../demo/servers.ts';
import type { ShopSize } from '../demo/simulated-shop.ts';
import type { Setup } from '../work-directory.ts';
import { createProgram, type Given } from './program.ts';
import { readCommercetools, readMarketing } from './server-options.ts';
import { UsageError } from './usage-error.ts';

/** What `npm start` was asked to do, checked, with every default filled in. */
export interface Options {
  /** Stop when everything is level. */
  readonly once: boolean;
  readonly jsonFile: string | undefined;
  readonly everySeconds: number;
  readonly keepDirectory: string | undefined;
  readonly verbose: boolean;
  /** Port of the page, 0 for any that is free; absent: no page. */
  readonly pagePort: number | undefined;
  readonly demo: {
    readonly commercetools: CommercetoolsServer;
    readonly marketing: MarketingServer;
    readonly tenants: number;
    readonly customers: number;
    /** How many of the others there are in each shop; absent: as the simulator thinks fit. */
    readonly shop?: ShopSize | undefined;
    readonly seed: number;
    readonly latencyMs: number;
  };
  /** What was asked for in so many words, and has to agree with what a kept directory was made with. */
  readonly setup: Setup;
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
      pagePort: given.page === false ? undefined : given.page,
      demo: {
        commercetools,
        marketing,
        tenants: given.tenants,
        customers: given.customers,
        ...(given.orders !== undefined && { shop: { orders: given.orders } }),
        seed: given.seed,
        latencyMs: given.latency,
      },
      setup: {
        commercetools: commercetools === 'simulator' ? commercetools : commercetools.apiUrl,
        marketing: marketing === 'simulator' ? marketing : marketing.apiUrl,
        ...pickGiven(program, {
          customers: given.customers,
          tenants: given.tenants,
          seed: given.seed,
          ...(given.orders !== undefined && { orders: given.orders }),
        }),
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
    for (const name of ['customers', 'orders', 'seed']) {
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
