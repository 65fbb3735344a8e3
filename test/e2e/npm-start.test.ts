import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from '../simulators/commercetools/simulator.ts';
import { type MarketingSimulator, startMarketingSimulator } from '../simulators/marketing/simulator.ts';
import { seedShop } from '../simulators/shop/seed-shop.ts';
import { eventually } from '../support/eventually.ts';
import { makeDirectory, type TestDirectory } from './world.ts';

const SECONDS = 1000;
const MAIN = join(import.meta.dirname, '../../infra/local/main.ts');
const USER = 'apiuser-given@apiconnector.com';

interface Written {
  balanced: boolean;
  seconds: number;
  runs: { tenant: string; stream: string; track: string; read: number; calls: { commercetools: number } }[];
  marketing: { contacts: number | null };
  problems: { tenant: string; remedy: string }[];
}

let directory: TestDirectory;
beforeAll(() => {
  directory = makeDirectory();
});
afterAll(() => directory.remove());

const fileFor = (name: string): string => join(directory.path, `${name}.json`);
const readWritten = (name: string): Written => JSON.parse(readFileSync(fileFor(name), 'utf8')) as Written;
const start = (name: string, ...options: string[]): ChildProcess =>
  spawn(process.execPath, [MAIN, '--json', fileFor(name), ...options], { stdio: ['ignore', 'pipe', 'pipe'] });

async function finish(child: ChildProcess): Promise<{ code: number; output: string }> {
  const [output, [code]] = await Promise.all([text(child.stdout ?? process.stdin), once(child, 'exit')]);
  return { code: Number(code), output };
}

describe('npm start, aimed at servers of your own', () => {
  let shops: CommercetoolsSimulator;
  let accounts: MarketingSimulator;
  beforeAll(async () => {
    shops = await startCommercetoolsSimulator();
    const project = shops.createProject({ key: 'given' });
    project.addClient({ clientId: 'client', clientSecret: 'secret' });
    seedShop(project, { customers: 120, orders: 20, products: 0 });
    accounts = await startMarketingSimulator({ accounts: [{ user: USER, password: 'secret', lists: ['Ours'] }] });
  });
  afterAll(async () => {
    await shops.close();
    await accounts.close();
  });

  const aimed = (name: string, clientSecret: string): ChildProcess => {
    const [list] = accounts.account(USER).lists();
    const commercetools = ['--commercetools-url', shops.url, '--commercetools-project', 'given'];
    const client = ['--commercetools-client-id', 'client', '--commercetools-client-secret', clientSecret];
    const marketing = ['--marketing-url', accounts.url, '--marketing-user', USER, '--marketing-password', 'secret'];
    return start(name, '--once', ...commercetools, ...client, ...marketing, '--marketing-list', String(list?.id));
  };

  it(
    'is level, says so in plain lines and in a file, and exits 0; or says who has to do what, and exits 1',
    async () => {
      const [level, heldUp] = await Promise.all([finish(aimed('level', 'secret')), finish(aimed('held-up', 'wrong'))]);
      expect(level.code).toBe(0);
      expect(level.output).toContain('Everything is level');
      expect(level.output).toMatch(/^[\n\x20-\x7e]*$/);
      expect(level.output).not.toContain('@example');
      const written = readWritten('level');
      expect(written).toMatchObject({ balanced: true, marketing: { contacts: null }, problems: [] });
      const walk = written.runs.find(({ stream, track }) => stream === 'customers' && track === 'history');
      expect(walk).toMatchObject({ tenant: 'demo', read: 120 });
      expect(walk?.calls.commercetools).toBeGreaterThan(0);
      expect(accounts.account(USER).contactCount).toBeGreaterThan(100);

      expect(heldUp.code).toBe(1);
      expect(heldUp.output).toContain('Held up: demo customers:');
      expect(heldUp.output).not.toContain('Everything is level');
      expect(readWritten('held-up').problems[0]).toMatchObject({ tenant: 'demo', remedy: expect.any(String) });
    },
    120 * SECONDS,
  );
});

describe('npm start without an end', () => {
  it(
    'shows what arrives and stops in good order at Ctrl-C, leaving no process behind',
    async () => {
      const child = start('stopped', '--customers', '60', '--every', '1');
      const ending = finish(child);
      let output = '';
      child.stdout?.on('data', (chunk) => {
        output += chunk;
      });
      await eventually(() => output.includes('demo customers history') || undefined);
      const urls = [...output.matchAll(/(http:\/\/127\.0\.0\.1:\d+) {2}simulator/g)].flatMap(([, url]) => url ?? []);
      expect(urls).toHaveLength(2);
      const [, page = ''] = /page +(http:\/\/127\.0\.0\.1:\d+)/.exec(output) ?? [];
      expect(await (await fetch(`${page}/api/dashboard`)).json()).toMatchObject({ widgets: expect.any(Array) });
      // Twice within a moment, as from a terminal and from npm.
      child.kill('SIGINT');
      child.kill('SIGINT');
      const { code } = await ending;
      expect(code).toBe(0);
      expect(output).toContain('Stopped.');
      expect(readWritten('stopped').balanced).toBe(true);
      await expect(fetch(page)).rejects.toThrow();
      for (const url of urls) await expect(fetch(`${url}/_simulator/clock`)).rejects.toThrow();
    },
    120 * SECONDS,
  );
});
