import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { packageOf } from '../../infra/bundles/bundle-size.ts';
import { spreadOf } from '../../infra/bundles/cold-start.ts';
import { renderReport, reportBundles } from '../../infra/bundles/report.ts';
import { FUNCTION_NAMES } from '../../shared/names.ts';
import { writeFunctions } from './function-fixtures.ts';

describe('report of the bundles', () => {
  const directories: string[] = [];
  afterEach(async () => {
    await Promise.all(directories.splice(0).map((directory) => rm(directory, { recursive: true })));
  });
  const functionsWith = async (...sources: Parameters<typeof writeFunctions>) => {
    const directory = await writeFunctions(...sources);
    directories.push(directory);
    return directory;
  };

  it('tells of each function its size, packed and unpacked, and its cold start beside that of an empty process', async () => {
    const weight = `export const handler = async () => '${'weight '.repeat(2000)}';`;
    const report = await reportBundles(await functionsWith({ 'sync-worker': weight }), 2);
    expect(report.functions.map(({ functionName }) => functionName)).toEqual(FUNCTION_NAMES);
    expect(report).toMatchObject({ node: process.version, runs: 2 });
    for (const { bytes, gzipBytes, coldStartMs, coldStartToEmptyNode } of report.functions) {
      expect(bytes).toBeGreaterThan(0);
      expect(gzipBytes).toBeGreaterThan(0);
      expect(coldStartToEmptyNode).toBeCloseTo(coldStartMs.median / report.emptyNodeMs.median);
    }
    const [fanOut, syncWorker] = report.functions;
    expect(syncWorker?.bytes).toBeGreaterThan(14_000);
    expect(syncWorker?.gzipBytes).toBeLessThan(1000);
    expect(fanOut?.bytes).toBeLessThan(1000);
    for (const { functionName } of report.functions) expect(renderReport(report)).toContain(functionName);
  });

  it('says which fault keeps a bundle from loading, without the bundle itself', async () => {
    const faulty = `${`const filler = '${'x'.repeat(5000)}';`} export const handler = filler; throw new Error('not today');`;
    const failure = reportBundles(await functionsWith({ 'check-config': faulty }), 1);
    await expect(failure).rejects.toThrow('Error: not today');
    await expect(failure).rejects.not.toThrow('xxxx');
  });

  it.each([
    ['node_modules/zod/v4/core/index.js', 'zod'],
    ['node_modules/@smithy/core/dist-es/index.js', '@smithy/core'],
    ['node_modules/a/node_modules/@b/c/index.js', '@b/c'],
    ['shared/workflows/fan-out.ts', 'shared'],
    ['functions/fan-out/handler.ts', 'functions'],
    ['environment-credentials:@aws-sdk/credential-provider-node', 'other'],
  ])('counts %s as %s', (path, name) => {
    expect(packageOf(path)).toBe(name);
  });

  it('gives the middle of the samples and where the middle half of them lies', () => {
    expect(spreadOf([50, 10, 40, 20, 30])).toEqual({ median: 30, lowerQuartile: 20, upperQuartile: 40 });
  });
});
