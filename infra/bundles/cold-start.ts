import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { ENV } from '../../shared/names.ts';

/** Milliseconds over several runs. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return { median: at(0.5), lowerQuartile: at(0.25), upperQuartile: at(0.75) };
}

/** Enough for a bundle to believe it runs in Lambda. Nothing is called, so any address does for any variable. */
const LAMBDA_ENVIRONMENT = {
  ...Object.fromEntries(Object.values(ENV).map((name) => [name, 'https://localhost/'])),
  [ENV.logLevel]: 'info',
  AWS_REGION: 'eu-central-1',
  AWS_LAMBDA_FUNCTION_NAME: 'cold-start',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
};

/** Wall-clock milliseconds from starting a fresh Node process until it has run `code` and is gone. */
function timeProcess(code: string): number {
  const startedAt = performance.now();
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    env: LAMBDA_ENVIRONMENT,
    encoding: 'utf8',
  });
  const elapsedMs = performance.now() - startedAt;
  if (child.status !== 0) {
    throw new Error(`A bundle does not load in a process of its own. Mend what it says:\n${shorten(child.stderr)}`);
  }
  return elapsedMs;
}

/** Node shows the line that failed, and a line of a minified bundle runs to hundreds of thousands of characters. */
const shorten = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && line.length < 300)
    .join('\n');

export interface ColdStarts {
  readonly emptyNode: Spread;
  /** In the order of the files. */
  readonly bundles: readonly Spread[];
}

/**
 * Times how long a fresh Node process takes to load each bundle, and to do nothing at all. All take turns, so that
 * whatever else the machine is busy with falls on all of them; the first turn, with cold file caches, is not counted.
 */
export function measureColdStarts(files: readonly string[], runs: number): ColdStarts {
  const codes = ['', ...files.map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)});`)];
  const samples = codes.map((): number[] => []);
  for (let run = 0; run <= runs; run += 1) {
    codes.forEach((code, index) => {
      const elapsedMs = timeProcess(`${code} process.exit(0);`);
      if (run > 0) samples[index]?.push(elapsedMs);
    });
  }
  const [emptyNode = spreadOf([]), ...bundles] = samples.map(spreadOf);
  return { emptyNode, bundles };
}
