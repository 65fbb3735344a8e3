import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

/** In a process of its own, as at a deployment: the rules of CloudFormation are WebAssembly that takes its time to go. */
function run(code: string, environment: Record<string, string> = {}): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

describe('checks at synthesis', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'checks-'));
  });
  afterEach(() => {
    rmSync(outdir, { recursive: true });
  });

  it('find nothing, neither cdk-nag nor the rules of CloudFormation, and nothing is said', () => {
    const { status, output } = run(`
      import { synthesize } from './infra/synthesize.ts';
      await synthesize({ outdir: ${JSON.stringify(outdir)} });
    `);
    expect({ status, output }).toEqual({ status: 0, output: '' });
    expect(JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')).pluginReports).toEqual([]);
  });

  it('find nothing either in a deployment that makes use of every option', () => {
    const context = {
      stage: 'test',
      region: 'eu-west-1',
      encryption: 'own',
      concurrency: 'reserved',
      subnetIds: 'subnet-0a1b2c3d,subnet-4e5f6a7b',
      securityGroupIds: 'sg-0a1b2c3d',
      alarmEmail: 'ops@example.com',
      runbookUrl: 'https://wiki.example.com/runbook',
    };
    const { status, output } = run(`
      import { Code } from 'aws-cdk-lib/aws-lambda';
      import { buildApp } from './infra/synthesize.ts';
      const codeOf = () => Code.fromAsset('functions');
      buildApp({ codeOf, outdir: ${JSON.stringify(outdir)}, context: ${JSON.stringify(context)} }).synth();
    `);
    expect({ status, output }).toEqual({ status: 0, output: '' });
  });

  it('end the synthesis when a resource breaks a rule', () => {
    const code = `
      import { Stack } from 'aws-cdk-lib';
      import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
      import { Code } from 'aws-cdk-lib/aws-lambda';
      import { buildApp } from './infra/synthesize.ts';
      const app = buildApp({ codeOf: () => Code.fromInline('//'), outdir: ${JSON.stringify(outdir)} });
      new CfnQueue(new Stack(app, 'Careless'), 'QueueInTheOpen');
      app.synth();
    `;
    const withoutRulesOfCloudFormation = { CDK_VALIDATION: 'false' };
    const { status, output } = run(code, withoutRulesOfCloudFormation);
    expect(status).toBe(1);
    expect(output).toContain('AwsSolutions-SQS4');
  });
});
