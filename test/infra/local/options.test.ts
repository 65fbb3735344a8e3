import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parseOptions } from '../../../infra/local/command-line/options.ts';

const COMMERCETOOLS = [
  ['--commercetools-url', 'https://api.europe-west1.gcp.commercetools.com/'],
  ['--commercetools-project', 'acme'],
  ['--commercetools-client-id', 'id'],
  ['--commercetools-client-secret', 'secret'],
].flat();
const MARKETING = [
  ['--marketing-url', 'http://127.0.0.1:8989'],
  ['--marketing-user', 'apiuser-1@apiconnector.com'],
  ['--marketing-password', 'secret'],
  ['--marketing-list', '345579'],
].flat();

let said: string;
beforeEach(() => {
  said = '';
  const hear = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  jest.spyOn(process.stderr, 'write').mockImplementation(hear);
  jest.spyOn(process.stdout, 'write').mockImplementation(hear);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('the options of npm start', () => {
  it('have defaults for everything', () => {
    expect(parseOptions([])).toEqual({
      once: false,
      pagePort: 0,
      jsonFile: undefined,
      everySeconds: 15,
      keepDirectory: undefined,
      verbose: false,
      demo: {
        commercetools: 'simulator',
        marketing: 'simulator',
        tenants: 1,
        customers: 5000,
        seed: 1,
        latencyMs: 0,
      },
      setup: { commercetools: 'simulator', marketing: 'simulator' },
    });
  });

  it('say how many orders a shop has, apart from its customers', () => {
    const options = parseOptions(['--orders', '700']);
    expect(options?.demo.shop).toEqual({ orders: 700 });
    expect(options?.setup).toMatchObject({ orders: 700 });
  });

  it('aim at servers of your own', () => {
    const options = parseOptions([...COMMERCETOOLS, ...MARKETING]);
    expect(options?.demo.commercetools).toEqual({
      apiUrl: 'https://api.europe-west1.gcp.commercetools.com',
      authUrl: 'https://auth.europe-west1.gcp.commercetools.com',
      projectKey: 'acme',
      clientId: 'id',
      clientSecret: 'secret',
    });
    expect(options?.demo.marketing).toEqual({
      apiUrl: 'http://127.0.0.1:8989',
      user: 'apiuser-1@apiconnector.com',
      password: 'secret',
      listId: 345_579,
    });
  });

  it('take credentials from the environment, so that they stay out of the shell', () => {
    process.env.MARKETING_PASSWORD = 'from the environment';
    try {
      const [url, user, , list] = [0, 1, 2, 3].map((n) => MARKETING.slice(2 * n, 2 * n + 2));
      const options = parseOptions([...(url ?? []), ...(user ?? []), ...(list ?? [])]);
      expect(options?.demo.marketing).toMatchObject({ password: 'from the environment' });
      expect(parseOptions([])?.demo.marketing).toBe('simulator');
    } finally {
      delete process.env.MARKETING_PASSWORD;
    }
  });

  it('remember what was asked for in so many words', () => {
    expect(parseOptions(['--customers', '70'])?.setup).toEqual({
      commercetools: 'simulator',
      marketing: 'simulator',
      customers: 70,
    });
  });

  it('choose the port of the page, or none', () => {
    expect(parseOptions(['--page', '8080'])?.pagePort).toBe(8080);
    expect(parseOptions(['--no-page'])?.pagePort).toBeUndefined();
  });

  it('explain themselves', () => {
    expect(parseOptions(['--help'])).toBeUndefined();
    expect(said).toContain('npm start -- --once --customers 20000 --json out.json');
  });
});

describe('an option that cannot be used is refused with what to do:', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'options-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it.each([
    ['a number that is none', ['--customers', 'many'], 'Give a whole number from 0 to 5000000.'],
    ['a fraction', ['--every', '1.5'], 'Give a whole number from 1 to 86400.'],
    ['a number out of bounds', ['--tenants', '0'], 'Give a whole number from 1 to 100.'],
    ['a port that is none', ['--page', '70000'], 'Give a whole number from 0 to 65535.'],
    ['an empty number', ['--latency', ''], 'Give a whole number from 0 to 60000.'],
    ['an unknown option', ['--onec'], 'Did you mean --once?'],
    ['a stray word', ['once'], 'too many arguments'],
    ['a url that is none', ['--marketing-url', 'r1'], 'Give a web address such as'],
    ['a url without its credentials', MARKETING.slice(0, 6), '--marketing-url needs --marketing-list as well'],
    ['an empty secret', [...COMMERCETOOLS.slice(0, 7), ''], 'needs --commercetools-client-secret as well'],
    ['credentials without their url', MARKETING.slice(2), '--marketing-list has no meaning without --marketing-url'],
    [
      'a shop of a size where there is none',
      [...COMMERCETOOLS, '--customers', '5'],
      '--customers is for the simulated shop',
    ],
    ['tenants of a server of your own', [...MARKETING, '--tenants', '2'], '--tenants is for simulated shops'],
    [
      'latency without a simulator',
      [...COMMERCETOOLS, ...MARKETING, '--latency', '5'],
      '--latency is for the simulators',
    ],
  ])('%s', (_, argv, message) => {
    expect(() => parseOptions(argv)).toThrow(expect.objectContaining({ name: 'UsageError' }));
    expect(said).toContain(message);
    expect(said).toContain('--help');
  });

  it('a file that cannot be written', () => {
    expect(() => parseOptions(['--json', directory])).toThrow('is a directory');
    expect(() => parseOptions(['--json', join(directory, 'nowhere', 'out.json')])).toThrow('cannot be written');
    const file = join(directory, 'out.json');
    expect(parseOptions(['--json', file])?.jsonFile).toBe(file);
  });
});
