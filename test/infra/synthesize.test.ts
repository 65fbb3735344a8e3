import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { synthesize } from '../../infra/synthesize.ts';
import { FUNCTION_NAMES } from '../../shared/names.ts';
import { writeFunctions } from './function-fixtures.ts';

interface FunctionResource {
  readonly Type: string;
  readonly Metadata?: { readonly 'aws:asset:path'?: string };
}

describe('synthesize', () => {
  const directories: string[] = [];
  let outdir: string;
  beforeEach(async () => {
    outdir = await mkdtemp(join(tmpdir(), 'assembly-'));
    directories.push(outdir);
  });
  afterEach(async () => {
    await Promise.all(directories.splice(0).map((directory) => rm(directory, { recursive: true })));
  });

  it("puts each function's bundle into the assembly, where the template says, ready to be run", async () => {
    const functionsDirectory = await writeFunctions();
    directories.push(functionsDirectory);
    const assembly = await synthesize({ outdir, functionsDirectory, skipsChecks: true });
    expect(assembly.directory).toBe(outdir);
    const resources: FunctionResource[] = Object.values(assembly.getStackArtifact('Sync').template.Resources);
    const functions = resources.filter(({ Type }) => Type === 'AWS::Lambda::Function');
    const answers = functions.map(async ({ Metadata }) => {
      const asset = join(outdir, Metadata?.['aws:asset:path'] ?? '');
      expect(await readdir(asset)).toEqual(['index.mjs']);
      return (await import(join(asset, 'index.mjs'))).handler();
    });
    expect(await Promise.all(answers)).toEqual(FUNCTION_NAMES);
  });

  it('gives a function that did not change the same asset again', async () => {
    const functionsDirectory = await writeFunctions();
    directories.push(functionsDirectory);
    const assetsOf = async () => {
      const { template } = (await synthesize({ functionsDirectory, outdir, skipsChecks: true })).getStackArtifact(
        'Sync',
      );
      const resources: FunctionResource[] = Object.values(template.Resources);
      return resources.flatMap(({ Metadata }) => Metadata?.['aws:asset:path'] ?? []);
    };
    expect(await assetsOf()).toEqual(await assetsOf());
  });

  it('says where a function does not compile', async () => {
    const functionsDirectory = await writeFunctions({
      'sync-worker': "export { handler } from './no-such-file.ts';\n",
    });
    directories.push(functionsDirectory);
    await expect(synthesize({ outdir, functionsDirectory })).rejects.toThrow(/sync-worker\/handler\.ts.*no-such-file/);
  });
});
