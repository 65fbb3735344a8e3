import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';

const directory = mkdtempSync(join(tmpdir(), 'marketing-simulator-'));
const running: ChildProcess[] = [];
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

const start = (...options: string[]) => {
  const child = spawn(process.execPath, ['test/simulators/marketing/main.ts', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
};
const readyUrl = async (child: ChildProcess): Promise<string> => {
  const [chunk] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  const line = JSON.parse(String(chunk)) as { ready: boolean; url: string };
  expect(line.ready).toBe(true);
  return line.url;
};
const get = (url: string, user: string, password: string) =>
  fetch(url, { headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } });

describe('the simulator as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('says when it is ready and ends cleanly on %s', async (signal) => {
    const child = start('--port', '0');
    const url = await readyUrl(child);
    expect((await get(`${url}/v2/account-info`, 'apiuser-demo@apiconnector.com', 'demo')).status).toBe(200);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('takes accounts from the command line and from a file', async () => {
    const file = join(directory, 'accounts.json');
    writeFileSync(file, JSON.stringify([{ user: 'apiuser-two@apiconnector.com', password: 'two', lists: ['L'] }]));
    const url = await readyUrl(
      start('--account', 'apiuser-one@apiconnector.com:o:ne:r2', '--accounts', file, '--latency', '1'),
    );
    expect((await get(`${url}/r2/contacts/v3`, 'apiuser-one@apiconnector.com', 'o:ne')).status).toBe(200);
    const lists = await get(`${url}/v2/address-books`, 'apiuser-two@apiconnector.com', 'two');
    expect(await lists.json()).toMatchObject([{ name: 'L' }]);
    expect((await get(`${url}/v2/account-info`, 'apiuser-demo@apiconnector.com', 'demo')).status).toBe(401);
  });

  it.each([
    [['--latency', 'fast'], 'whole number'],
    [['--account', 'someone:secret'], 'apiuser-<id>@apiconnector.com'],
    [['--accounts', join(directory, 'missing.json')], 'ENOENT'],
    [['--prot', '1'], '--port'],
  ])('refuses %j and says why', async (options, reason) => {
    const child = start(...options);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
    const [code] = await once(child, 'close');
    expect([code, said]).toEqual([1, expect.stringContaining(reason)]);
  });
});
