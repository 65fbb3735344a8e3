import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BUNDLE_FILE, buildBundle } from '../../infra/bundles/build-bundle.ts';
import { writeFunctions } from './function-fixtures.ts';

const AWS_CLIENT = join(import.meta.dirname, '../../node_modules/@aws-sdk/client-sqs');
const COMMONJS_PACKAGE = join(import.meta.dirname, '../../node_modules/undici/index.js');

describe('bundles', () => {
  const directories: string[] = [];
  let outputDirectory: string;
  beforeEach(async () => {
    outputDirectory = await mkdtemp(join(tmpdir(), 'bundle-'));
    directories.push(outputDirectory);
  });
  afterEach(async () => {
    await Promise.all(directories.splice(0).map((directory) => rm(directory, { recursive: true })));
  });

  /** Bundles a handler with the given source and runs it in a fresh process, far from any node_modules. */
  async function bundleAndRun(source: string, environment: Record<string, string> = {}): Promise<string> {
    const functionsDirectory = await writeFunctions({ 'fan-out': source });
    directories.push(functionsDirectory);
    await buildBundle({ functionName: 'fan-out', functionsDirectory, outputDirectory });
    const code = `import { handler } from './${BUNDLE_FILE}'; process.stdout.write(await handler());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: outputDirectory,
      env: environment,
    });
    return stdout;
  }

  it('run by themselves, CommonJS packages that require Node modules included', async () => {
    const source = `
      import { Agent } from '${COMMONJS_PACKAGE}';
      export const handler = async () => new Agent().constructor.name;
    `;
    expect(await bundleAndRun(source)).toBe('Agent');
  });

  it('find the credentials that Lambda puts into the environment, and look nowhere else', async () => {
    const source = `
      import { SQSClient } from '${AWS_CLIENT}';
      export const handler = async () =>
        (await new SQSClient({ region: 'eu-central-1' }).config.credentials()).accessKeyId;
    `;
    const credentials = { AWS_ACCESS_KEY_ID: 'key-of-the-role', AWS_SECRET_ACCESS_KEY: 'x' };
    expect(await bundleAndRun(source, credentials)).toBe('key-of-the-role');
    expect(await readFile(join(outputDirectory, BUNDLE_FILE), 'utf8')).not.toContain('sso_start_url');
    await expect(bundleAndRun(source)).rejects.toThrow('Unable to find environment variable credentials');
  });

  it('keep the names of functions for stack traces', async () => {
    const source = `
      function advanceWatermark() {}
      export const handler = async () => advanceWatermark.name;
    `;
    expect(await bundleAndRun(source)).toBe('advanceWatermark');
  });
});
