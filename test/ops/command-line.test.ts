import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runOps } from './run-ops.ts';

const directory = mkdtempSync(join(tmpdir(), 'ops-'));
const HERE = ['--local-stack', directory];
const remembered = { ...process.env };
beforeAll(() => {
  for (const name of Object.keys(process.env)) if (/^(AWS|CTP|MARKETING)_/.test(name)) delete process.env[name];
  // No instance metadata is asked, and no configuration of the machine is read.
  process.env.AWS_EC2_METADATA_DISABLED = 'true';
  process.env.AWS_CONFIG_FILE = join(directory, 'none');
  process.env.AWS_SHARED_CREDENTIALS_FILE = join(directory, 'none');
});
afterAll(() => {
  Object.assign(process.env, remembered);
  rmSync(directory, { recursive: true });
});

/** A command line, its exit code, and what the person must be told. */
const HOSTILE: readonly [string, string[], number, string[]][] = [
  ['nothing at all', [], 2, ['Usage: npm run ops']],
  ['a verb that is none', ['frobnicate'], 2, ["unknown command 'frobnicate'", '--help']],
  ['a verb that is nearly one', ['tenant', 'lst'], 2, ['Did you mean list?']],
  ['a verb of a verb left out', ['tenant'], 2, ['Usage: npm run ops -- tenant']],
  ['an option that is none', ['tenant', 'list', '--bogus'], 2, ["unknown option '--bogus'"]],
  ['an option without its value', ['tenant', 'list', '--stage'], 2, ['argument missing']],
  ['an argument too many', ['tenant', 'list', 'acme'], 2, ['too many arguments']],
  ['an argument too few', ['tenant', 'pause'], 2, ["missing required argument 'tenant'"]],
  ['a verb name out of the prototype', ['__proto__'], 2, ["unknown command '__proto__'"]],
  ['an empty verb', [''], 2, ["unknown command ''"]],
  ['no local stack there', ['tenant', 'list', ...HERE], 3, ['No local stack is running in', '--keep']],
  ['a local stack and a stage', ['tenant', 'list', '--local', '--stage', 'dev'], 2, ['--stage', '--local']],
  ['a local stack and a region', ['tenant', 'list', '--local', '--region', 'eu-west-1'], 2, ['--region', '--local']],
  ['no region', ['tenant', 'list'], 3, ['The AWS region is not set', '--region', '--local']],
  ['no credentials', ['tenant', 'list', '--region', 'eu-west-1'], 3, ['There are no AWS credentials', '--local']],
  ['a number that is none', ['tenant', 'add', 'x', '--customers', 'many'], 2, ['--customers', 'whole number']],
  ['a url that is none', ['tenant', 'add', 'x', '--commercetools-url', 'here'], 2, ['Give a web address']],
];

describe('a command line that cannot be carried out', () => {
  it.each(HOSTILE)('%s: says what to do and no more', async (_, argv, code, told) => {
    const outcome = await runOps(argv);
    const said = outcome.stdout + outcome.stderr;
    for (const words of told) expect(said).toContain(words);
    expect(said).not.toMatch(/^\s+at /m);
    expect(outcome.code).toBe(code);
  });

  it('says it as JSON where that was asked for, and in words beside it', async () => {
    const outcome = await runOps(['tenant', 'list', '--json', ...HERE]);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ error: { message: expect.stringContaining('No local stack') } });
    expect(outcome.stderr).toContain('No local stack');
  });

  it.each([[['tenant', 'list', '--bogus', '--json']], [['frobnicate', '--json']], [['--json']]])(
    '%j is told as JSON as well',
    async (argv) => {
      const outcome = await runOps(argv);
      expect(JSON.parse(outcome.stdout)).toEqual({ error: { message: expect.stringMatching(/^[A-Zu]/) } });
      expect(outcome.code).toBe(2);
    },
  );

  it('tells a stack that has ended from a directory that never held one', async () => {
    const stack = {
      version: 1,
      pid: 4_194_305,
      startedAt: '2026-01-01T00:00:00.000Z',
      region: 'eu-central-1',
      endpoints: { dynamodb: 'http://127.0.0.1:9', sqs: 'http://127.0.0.1:9', secretsManager: 'http://127.0.0.1:9' },
      tables: { config: 'config', state: 'state' },
      secretPrefix: 'sync',
      queues: {},
      simulators: {},
      logFile: 'handlers.log',
    };
    const ended = join(directory, 'stack.json');
    writeFileSync(ended, JSON.stringify(stack));
    const outcome = await runOps(['tenant', 'list', ...HERE]);
    rmSync(ended);
    expect(outcome.stderr).toContain('has ended');
    expect(outcome.code).toBe(3);
  });
});

describe('help', () => {
  it.each([[['--help']], [['tenant', '--help']], [['tenant', 'add', '--help']], [['help', 'tenant']]])(
    '%j is given with exit code 0 and without a deployment',
    async (argv) => {
      const { code, stdout } = await runOps(argv);
      expect(code).toBe(0);
      expect(stdout).toContain('Usage: npm run ops --');
      expect(stdout).toContain('--local');
    },
  );

  it('has no colours where nobody looks', async () => {
    expect((await runOps(['--help'])).stdout).not.toContain('\u001b');
  });
});
