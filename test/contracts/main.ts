/** Program: `npm run contracts -- DIRECTORY`. Exits 0 when all traffic is as described, 1 when not, 2 for wrong usage. */
import { writeFile } from 'node:fs/promises';
import { parseOptions } from './command-line.ts';
import { loadDescriptions } from './descriptions/load-descriptions.ts';
import { EXPECTED_CALLS } from './expected-calls.ts';
import { isFaultless, judgeTraffic } from './judging/verdict.ts';
import { KNOWN_DIFFERENCES } from './known-differences.ts';
import { renderReport } from './report/render-report.ts';
import { reportJson } from './report/report-json.ts';
import { recordTraffic } from './traffic/record-traffic.ts';
import { UsageError } from './usage-error.ts';

const WRONG_USAGE = 2;

try {
  const options = parseOptions(process.argv.slice(2), (text) => process.stdout.write(text));
  process.exitCode = options === undefined || (await run(options)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = error instanceof UsageError ? WRONG_USAGE : 1;
}

async function run({ directory, jsonFile }: { directory: string; jsonFile: string | undefined }): Promise<boolean> {
  const startedAt = performance.now();
  const descriptions = await loadDescriptions(directory);
  const exchanges = await recordTraffic();
  const verdict = judgeTraffic(descriptions, exchanges, { known: KNOWN_DIFFERENCES, calls: EXPECTED_CALLS });
  const seconds = (performance.now() - startedAt) / 1000;
  if (jsonFile !== undefined)
    await writeFile(jsonFile, `${JSON.stringify(reportJson(verdict, seconds), undefined, 2)}\n`);
  process.stdout.write(`${renderReport(verdict, seconds).join('\n')}\n`);
  return isFaultless(verdict);
}
