import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { FUNCTIONS_DIRECTORY } from './build-bundle.ts';
import { renderReport, reportBundles } from './report.ts';

function parseRuns(given: string): number {
  if (!/^[1-9]\d{0,2}$/.test(given)) throw new InvalidArgumentError('Give a whole number from 1 to 999.');
  return Number(given);
}

const options = new Command('npm run bundles --')
  .description("Reports each function's bundle: its size, what weighs most in it, and how long Node takes to load it.")
  .option('--runs <n>', 'processes to start for each bundle', parseRuns, 15)
  .option('--json <file>', 'also write the figures to a file')
  .parse()
  .opts<{ runs: number; json?: string }>();

const report = await reportBundles(FUNCTIONS_DIRECTORY, options.runs);
process.stdout.write(`${renderReport(report)}\n`);
if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`);
