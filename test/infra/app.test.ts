import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

/** As the CDK's command line starts it: context comes in an environment variable. */
const runApp = (context: Readonly<Record<string, unknown>>) =>
  spawnSync(process.execPath, ['infra/app.ts'], {
    cwd: join(import.meta.dirname, '../..'),
    env: { CDK_CONTEXT_JSON: JSON.stringify(context) },
    encoding: 'utf8',
  });

describe('app', () => {
  it('answers a setting that cannot be used with what to do, and nothing else', () => {
    const { status, stdout, stderr } = runApp({ scheduleMinutes: 'soon' });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      'The deployment settings cannot be used:\n' +
        '  - scheduleMinutes is "soon". Use a whole number of minutes from 1 to 1440: -c scheduleMinutes=15\n',
    );
  });
});
