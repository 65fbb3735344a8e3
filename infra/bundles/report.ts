import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FUNCTION_NAMES, type FunctionName } from '../../shared/names.ts';
import { BUNDLE_FILE, buildBundle } from './build-bundle.ts';
import { type BundleSize, measureSize } from './bundle-size.ts';
import { measureColdStarts, type Spread } from './cold-start.ts';

export interface FunctionReport extends BundleSize {
  readonly functionName: FunctionName;
  readonly coldStartMs: Spread;
  readonly coldStartToEmptyNode: number;
}

export interface BundlesReport {
  readonly node: string;
  readonly machine: string;
  readonly runs: number;
  readonly emptyNodeMs: Spread;
  readonly functions: readonly FunctionReport[];
}

/** Bundles every function and measures its size and its cold start. */
export async function reportBundles(functionsDirectory: string, runs: number): Promise<BundlesReport> {
  const directory = await mkdtemp(join(tmpdir(), 'bundles-'));
  const fileOf = (functionName: FunctionName) => join(directory, functionName, BUNDLE_FILE);
  try {
    const sizes = await Promise.all(
      FUNCTION_NAMES.map(async (functionName) => {
        const outputDirectory = join(directory, functionName);
        const metafile = await buildBundle({ functionName, functionsDirectory, outputDirectory });
        return { functionName, ...(await measureSize(fileOf(functionName), metafile)) };
      }),
    );
    const { emptyNode, bundles } = measureColdStarts(FUNCTION_NAMES.map(fileOf), runs);
    const functions = sizes.map((size, index) => {
      const coldStartMs = bundles[index] ?? emptyNode;
      return { ...size, coldStartMs, coldStartToEmptyNode: coldStartMs.median / emptyNode.median };
    });
    const machine = `${process.platform} ${process.arch}`;
    return { node: process.version, machine, runs, emptyNodeMs: emptyNode, functions };
  } finally {
    await rm(directory, { recursive: true });
  }
}

const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const inMilliseconds = ({ median, lowerQuartile, upperQuartile }: Spread) =>
  `${median.toFixed(0)} ms (${lowerQuartile.toFixed(0)}-${upperQuartile.toFixed(0)})`;

/** The report as a table for a terminal. */
export function renderReport(report: BundlesReport): string {
  const rows = [
    ['function', 'bundle', 'gzip', 'cold start', 'to empty Node', 'heaviest in it'],
    ...report.functions.map((row) => [
      row.functionName,
      inKilobytes(row.bytes),
      inKilobytes(row.gzipBytes),
      inMilliseconds(row.coldStartMs),
      `${row.coldStartToEmptyNode.toFixed(2)} x`,
      row.heaviest.map(({ name, bytes }) => `${name} ${inKilobytes(bytes)}`).join(', '),
    ]),
    ['(empty Node)', '', '', inMilliseconds(report.emptyNodeMs), '1.00 x', ''],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const caption = `Node ${report.node}, ${report.machine}; cold start: median of ${report.runs} processes (quartiles)`;
  return [...lines, '', caption].join('\n');
}
