/** Program: `npm start`. The whole sync on one machine, without an AWS account, Docker or a JVM. */
import { parseOptions } from './command-line/options.ts';
import { UsageError } from './command-line/usage-error.ts';
import { run } from './run.ts';

const WRONG_USAGE = 2;

try {
  const options = parseOptions(process.argv.slice(2));
  process.exitCode = options ? await run(options) : 0;
} catch (error) {
  const isUsage = error instanceof UsageError;
  // What commander has to say it has said already.
  if (!(isUsage && error.cause)) process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = isUsage ? WRONG_USAGE : 1;
}
