import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { openTestClient } from './test-client.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const run = (...args: string[]) => spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
const textOf = async (stream: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
};

describe('the simulator as a process', () => {
  it('says when it is ready, serves, and ends on SIGTERM', async () => {
    const child = run('--project', 'acme', '--customers', '50');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const { ready, url } = JSON.parse(String(line)) as { ready: boolean; url: string };
    expect(ready).toBe(true);
    const credentials = {
      clientId: 'demo-client',
      clientSecret: 'demo-secret',
      scopes: [],
      accessTokenValiditySeconds: 0,
    };
    const client = await openTestClient(url, credentials);
    expect((await client.page('/acme/customers')).total).toBe(50);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('explains itself and its bad options', async () => {
    const help = run('--help');
    expect(await textOf(help.stdout)).toContain('--latency <ms>');
    for (const [option, value] of [
      ['--port', '99999'],
      ['--latency', 'slow'],
      ['--customers', '1.5'],
    ] as const) {
      const child = run(option, value);
      const [error, [code]] = await Promise.all([textOf(child.stderr), once(child, 'exit')]);
      expect(error).toMatch(new RegExp(`'${option} .*number from 0 to`));
      expect(code).toBe(1);
    }
  });

  it('says so when the port is taken', async () => {
    const first = run();
    const [line] = (await once(first.stdout, 'data')) as [Buffer];
    const port = new URL((JSON.parse(String(line)) as { url: string }).url).port;
    const second = run('--port', port);
    const [error, [code]] = await Promise.all([textOf(second.stderr), once(second, 'exit')]);
    expect([error.includes('EADDRINUSE'), code]).toEqual([true, 1]);
    first.kill('SIGINT');
    expect(await once(first, 'exit')).toEqual([0, null]);
  });
});
