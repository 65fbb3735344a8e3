import { Command, CommanderError } from 'commander';
import { UsageError } from './usage-error.ts';

export interface Options {
  /** Holds the published descriptions. */
  readonly directory: string;
  readonly jsonFile: string | undefined;
}

/**
 * @returns undefined when help was asked for and given
 * @throws UsageError
 */
export function parseOptions(words: readonly string[], write: (text: string) => void): Options | undefined {
  const program = new Command('npm run contracts --')
    .description(
      'Records all traffic of a whole run on the simulators, and holds every request and every answer against the ' +
        "providers' published OpenAPI descriptions.",
    )
    .argument('<directory>', 'holds the OpenAPI descriptions of commercetools and Marketing, JSON or YAML')
    .option('--json <file>', 'write the verdict to a file')
    .allowExcessArguments(false)
    .configureOutput({ writeOut: write, writeErr: () => undefined })
    .exitOverride();
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new UsageError(`${error.message}\nSay: npm run contracts -- DIRECTORY [--json FILE]`, { cause: error });
  }
  const [directory = ''] = program.args;
  return { directory, jsonFile: program.opts<{ json?: string }>().json };
}
