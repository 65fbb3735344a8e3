import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forgetStack, listRunningStacks, registerStack } from '../../../infra/local/running-stacks.ts';
import type { StackFile } from '../../../infra/local/work-directory.ts';

let directory: string;
let server: Server;
let url: string;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'running-'));
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(directory, { recursive: true });
});

const stack = (pid: number, startedAt: string, dynamodb = url): StackFile => ({
  version: 1,
  pid,
  startedAt,
  region: 'eu-central-1',
  endpoints: { dynamodb, sqs: dynamodb, secretsManager: dynamodb },
  tables: { config: 'config', state: 'state' },
  secretPrefix: 'sync',
  queues: {},
  outputs: {},
  simulators: {},
  logFile: 'handlers.log',
});
const pids = async () => (await listRunningStacks(directory)).map(({ pid }) => pid);

describe('the register of running stacks', () => {
  it('lists those that run, the first to start first', async () => {
    await registerStack(stack(process.pid, '2026-01-02T00:00:00.000Z'), directory);
    await registerStack(stack(process.ppid, '2026-01-01T00:00:00.000Z'), directory);
    expect(await pids()).toEqual([process.ppid, process.pid]);
  });

  it('forgets the one that ends, and those that were killed', async () => {
    await registerStack(stack(process.pid, '2026-01-01T00:00:00.000Z'), directory);
    await registerStack(stack(4_194_305, '2026-01-01T00:00:00.000Z'), directory);
    await registerStack(stack(process.ppid, '2026-01-01T00:00:00.000Z', 'http://127.0.0.1:9'), directory);
    writeFileSync(join(directory, '1.json'), 'half a fi');
    expect(await pids()).toEqual([process.pid]);
    expect(readdirSync(directory)).toEqual([`${process.pid}.json`]);
    await forgetStack(process.pid, directory);
    expect(await pids()).toEqual([]);
  });

  it('is empty where nothing ever ran', async () => {
    expect(await listRunningStacks(join(directory, 'nothing'))).toEqual([]);
  });
});
