import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openKeptDirectory, openPassingDirectory, type StackFile } from '../../../infra/local/work-directory.ts';

const DEFAULTS = { customers: 5000, tenants: 1, seed: 1 };
const SIMULATED = { commercetools: 'simulator', marketing: 'simulator' };
const stackFile = (pid: number, dynamodb: string): StackFile => ({
  version: 1,
  pid,
  startedAt: '2026-01-01T00:00:00.000Z',
  region: 'eu-central-1',
  endpoints: { dynamodb, sqs: dynamodb, secretsManager: dynamodb },
  tables: { config: 'config', state: 'state' },
  secretPrefix: 'sync/prod',
  queues: {},
  outputs: {},
  simulators: { commercetools: 'http://127.0.0.1:4711' },
  logFile: 'handlers.log',
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'work-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a kept directory', () => {
  it('remembers what it was made with, and what ran in it', async () => {
    const made = await openKeptDirectory(join(directory, 'shop'), { ...SIMULATED, customers: 70 }, DEFAULTS);
    expect(made.before).toBeUndefined();
    await made.announce(stackFile(process.pid, 'http://127.0.0.1:9'));
    const again = await openKeptDirectory(join(directory, 'shop'), SIMULATED, DEFAULTS);
    expect(again.setup).toEqual({ ...SIMULATED, customers: 70, tenants: 1, seed: 1 });
    expect(again.before?.simulators).toEqual({ commercetools: 'http://127.0.0.1:4711' });
    expect(statSync(join(directory, 'shop', 'stack.json')).mode & 0o777).toBe(0o600);
  });

  it('refuses other options than it was made with', async () => {
    await openKeptDirectory(directory, { ...SIMULATED, customers: 70 }, DEFAULTS);
    const asked = { ...SIMULATED, marketing: 'https://r1-api.dotdigital.com', customers: 80 };
    await expect(openKeptDirectory(directory, asked, DEFAULTS)).rejects.toThrow(
      'was made with marketing simulator, customers 70',
    );
  });

  it('is not made of somebody else’s files', async () => {
    writeFileSync(join(directory, 'thesis.txt'), 'precious');
    await expect(openKeptDirectory(directory, SIMULATED, DEFAULTS)).rejects.toThrow('not of an earlier run');
    await expect(openKeptDirectory(join(directory, 'thesis.txt'), SIMULATED, DEFAULTS)).rejects.toThrow(
      'is not a directory',
    );
    expect(readFileSync(join(directory, 'thesis.txt'), 'utf8')).toBe('precious');
  });

  describe('while another process says that it is in use', () => {
    let server: Server;
    let url: string;
    beforeEach(async () => {
      server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    const announce = async (pid: number, dynamodb: string): Promise<void> => {
      const made = await openKeptDirectory(directory, SIMULATED, DEFAULTS);
      await made.announce(stackFile(pid, dynamodb));
    };

    it('is refused if that one is there and listens', async () => {
      await announce(process.ppid, url);
      await expect(openKeptDirectory(directory, SIMULATED, DEFAULTS)).rejects.toThrow(
        `is in use by process ${process.ppid}`,
      );
    });

    it('is opened if its process id has passed to somebody who does not listen', async () => {
      await announce(process.ppid, 'http://127.0.0.1:9');
      expect((await openKeptDirectory(directory, SIMULATED, DEFAULTS)).before?.pid).toBe(process.ppid);
    });
  });
});

describe('a passing directory', () => {
  it('begins empty, and spares what is running and the latest three that are over', async () => {
    const make = (name: string, age: number) => {
      mkdirSync(join(directory, name));
      utimesSync(join(directory, name), 1_000_000 - age, 1_000_000 - age);
    };
    const gone = 4_194_305; // one more than the highest process id there can be
    for (let age = 0; age < 5; age++) make(`run-${gone + age}`, age);
    make(`run-${process.ppid}`, 100);
    make(`run-${process.pid}`, 0);
    writeFileSync(join(directory, `run-${process.pid}`, 'handlers.log'), 'of an earlier process with our id');

    const { path } = await openPassingDirectory(directory);
    expect(path).toBe(join(directory, `run-${process.pid}`));
    expect(readdirSync(path)).toEqual([]);
    expect(readdirSync(directory).sort()).toEqual(
      [process.pid, process.ppid, gone, gone + 1, gone + 2].map((pid) => `run-${pid}`).sort(),
    );
  });
});
