import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import { jsonOf } from '../ops/run-ops.ts';
import { eventually } from '../support/eventually.ts';
import { type Operator, operatorOf, scripted } from './ops-world.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const NEEDED = ['view_customers', 'view_orders', 'view_products', 'view_standalone_prices', 'view_project_settings'];

let assembly: TestDirectory;
let world: World;
let operator: Operator;
let secrets: SecretsManagerClient;

beforeAll(async () => {
  assembly = await synthesizeApp();
  world = await World.open({ assembly, customers: 5 });
  operator = operatorOf(world);
  secrets = new SecretsManagerClient(clientConfig(world.session.stack.place, 'secretsManager'));
}, 120 * SECONDS);
afterAll(async () => {
  secrets.destroy();
  await world.close();
  operator.done();
  assembly.remove();
});

const secretName = (tenantId: string) => `${world.session.stack.names.secretPrefix}/${tenantId}`;
const readSecret = async (tenantId: string): Promise<unknown> => {
  try {
    const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: secretName(tenantId) }));
    return JSON.parse(SecretString);
  } catch {
    return undefined;
  }
};
const readSettings = (tenantId: string) => world.session.stack.stores.configTable.get({ tenantId, item: 'settings' });
const contactsOf = async (user: string): Promise<number> =>
  ((await world.control('marketing', 'GET', `accounts/${user}`)) as { contacts: number }).contacts;

/** A project and an account as a merchant would have them, and the two sets of credentials. */
async function openAccounts(name: string, scopes = NEEDED, fields: object[] = [], region = 'r1') {
  const client = { clientId: `client-of-${name}`, clientSecret: `client-secret-of-${name}`, scopes };
  await world.control('commercetools', 'POST', 'projects', { key: name, clients: [client] });
  await world.control('commercetools', 'POST', `projects/${name}/shop`, {
    customers: 30,
    orders: 30,
    products: 10,
    seed: 9,
  });
  const user = `apiuser-${name}@apiconnector.com`;
  const password = `password-of-${name}`;
  await world.control('marketing', 'POST', 'accounts', {
    user,
    password,
    lists: ['Newsletter'],
    dataFields: fields,
    region,
  });
  const url = world.session.demo.simulators.commercetools?.url;
  const block = [
    '# Environment Variables',
    `CTP_PROJECT_KEY=${name}`,
    `CTP_CLIENT_SECRET=${client.clientSecret}`,
    `CTP_CLIENT_ID=${client.clientId}`,
    `CTP_AUTH_URL=${url}`,
    `CTP_API_URL=${url}`,
    `CTP_SCOPES=${scopes.map((scope) => `${scope}:${name}`).join(' ')}`,
  ].join('\n');
  const file = join(operator.directory, `${name}.env`);
  writeFileSync(file, block);
  return {
    client,
    user,
    password,
    file,
    flags: ['--credentials', file, '--marketing-user', user, '--marketing-password', password],
  };
}

describe('from a running local stack to a second, own tenant', () => {
  it(
    'takes tenant add alone, and its data arrives',
    async () => {
      const { code, stdout, stderr } = await operator.run(
        'tenant',
        'add',
        'mine',
        '--simulated',
        '--customers',
        '40',
        '--yes',
      );
      expect(stderr).not.toContain('error');
      expect(code).toBe(0);
      expect(stdout).toContain('added tenant mine');
      await world.session.stack.ticker.tick();
      expect(await world.untilLevel()).toEqual([]);
      expect(await contactsOf('apiuser-shop-mine@apiconnector.com')).toBeGreaterThan(30);
      const collections = await world.control(
        'marketing',
        'GET',
        'accounts/apiuser-shop-mine@apiconnector.com/collections',
      );
      expect(collections).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ collectionName: 'Orders', recordCount: expect.any(Number) }),
          expect.objectContaining({ collectionName: 'Catalog_main' }),
        ]),
      );
      const listed = jsonOf(await operator.run('tenant', 'list', '--json'));
      expect(listed.tenants).toMatchObject([
        { tenantId: 'demo', state: 'active' },
        { tenantId: 'mine', state: 'active', projectKey: 'mine', catalogs: ['main'], problems: [] },
      ]);
      const doctor = await operator.run('doctor', 'mine');
      expect(doctor.stdout).toContain(' 0 problems');
      expect(doctor.code).toBe(0);
    },
    120 * SECONDS,
  );
});

describe('tenant add with accounts of one’s own', () => {
  it('by flags: reads the environment block, creates list and fields, stores the secret, and shows none of it', async () => {
    const { client, user, password, flags } = await openAccounts('flagged', [
      ...NEEDED,
      'view_stores',
      'manage_orders',
    ]);
    await world.control('commercetools', 'POST', 'projects/flagged/records/stores', { key: 'berlin' });
    const template = ['--url-template', 'https://shop.example.com/{locale}/{slug}', '--country', 'DE'];
    const outcome = await operator.run(
      'tenant',
      'add',
      'flagged',
      ...flags,
      '--new-list',
      'Customers',
      ...template,
      '--json',
    );
    expect(outcome.code).toBe(0);
    const { clientId, clientSecret } = client;
    expect(await readSecret('flagged')).toEqual({
      commercetools: { clientId, clientSecret },
      marketing: { user, password },
    });
    for (const secret of [clientSecret, password]) expect(outcome.stdout + outcome.stderr).not.toContain(secret);
    const added = jsonOf(outcome);
    expect(added).toMatchObject({
      tenantId: 'flagged',
      project: {
        key: 'flagged',
        languages: ['en', 'de'],
        currencies: ['EUR', 'USD'],
        stores: expect.arrayContaining(['berlin']),
      },
      scopes: { missing: [], excessive: ['manage_orders:flagged'] },
      marketing: { list: { name: 'Customers', isNew: true } },
      dataFieldsCreated: expect.arrayContaining(['CUSTOMER_ID', 'DOB']),
      verdict: { status: 'valid', problems: [] },
    });
    expect(await readSettings('flagged')).toMatchObject({
      enabled: true,
      commercetools: { projectKey: 'flagged' },
      catalogs: [{ name: 'main', locales: ['en', 'de'], currency: 'EUR', country: 'DE' }],
      status: 'valid',
    });
  });

  it('by prompts: asks for what is missing, proposes what the project has, and shows the plan before it acts', async () => {
    const { client, user, password } = await openAccounts('asked');
    const url = String(world.session.demo.simulators.commercetools?.url);
    const person = scripted({
      'Name of the new tenant': 'asked',
      'What is to be synced': 'A project and an account of your own',
      'project key': 'asked',
      'API url': url,
      'authorization url': url,
      'Client id': client.clientId,
      'Its secret': client.clientSecret,
      'Marketing API user': user,
      'Its password': password,
      'Where is this account': 'In the simulator of the local stack',
      'Sync the product catalog': true,
      Language: 'de',
      Currency: 'EUR',
      Country: 'AT',
      'Address of a product': 'https://shop.example.com/{slug}',
      'Which list': 'Newsletter',
      'Add tenant asked': true,
    });
    const outcome = await operator.answering(person)('tenant', 'add', '--paused');
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('currencies');
    expect(outcome.stdout).toContain('tenant resume asked');
    expect(await readSettings('asked')).toMatchObject({
      enabled: false,
      catalogs: [
        { locales: ['de', 'en'], currency: 'EUR', country: 'AT', urlTemplate: 'https://shop.example.com/{slug}' },
      ],
    });
  });

  it(
    'takes mappings from files: their fields are created, and the first run sends them',
    async () => {
      const { flags, user } = await openAccounts('mapped');
      const example = join(import.meta.dirname, '../../infra/ops/examples');
      const files = [
        '--mapping',
        join(example, 'mapping-customers.json'),
        '--settings',
        join(example, 'settings.json'),
      ];
      const argv = ['tenant', 'add', 'mapped', ...flags, '--marketing-list', 'Newsletter', '--yes', '--json', ...files];
      const added = jsonOf(await operator.run(...argv));
      expect(added).toMatchObject({
        dataFieldsCreated: expect.arrayContaining(['NEWSLETTER_SUBSCRIBE']),
        verdict: { status: 'valid' },
      });
      await world.session.stack.ticker.tick();
      await world.untilLevel();
      const path = `accounts/${user}/contacts?limit=1000`;
      const { items } = (await world.control('marketing', 'GET', path)) as {
        items: { dataFields: Record<string, unknown> }[];
      };
      const customers = items.filter(({ dataFields }) => dataFields.CUSTOMER_ID);
      expect(new Set(customers.map(({ dataFields }) => dataFields.NEWSLETTER_SUBSCRIBE))).toEqual(
        new Set(['YES', 'NO']),
      );
      expect((await operator.run('tenant', 'remove', 'mapped', '--yes')).stdout).toContain(
        'settings, mapping#customers',
      );
    },
    60 * SECONDS,
  );

  it('finds the region of the account by asking the account', async () => {
    const { flags } = await openAccounts('american', NEEDED, [], 'r2');
    const argv = ['tenant', 'add', 'american', ...flags, '--marketing-list', 'Newsletter', '--yes', '--json'];
    const { marketing } = jsonOf(await operator.run(...argv)) as { marketing: { apiUrl: string } };
    expect(marketing.apiUrl).toBe(`${world.session.demo.simulators.marketing?.url}/r2`);
    expect(await readSettings('american')).toMatchObject({ marketing: { apiUrl: marketing.apiUrl } });
    const settings = {
      ...(await readSettings('american')),
      marketing: { apiUrl: marketing.apiUrl.replace('/r2', ''), listId: 1 },
    };
    await world.session.stack.stores.configTable.put({ tenantId: 'american', item: 'settings' }, settings);
    const { code, stdout } = await operator.run('doctor', 'american');
    expect(code).toBe(1);
    expect(stdout).toContain(`lives at ${marketing.apiUrl}`);
    expect((await operator.run('tenant', 'remove', 'american', '--yes')).code).toBe(0);
  });

  it('changes nothing when the person says no', async () => {
    const { flags } = await openAccounts('declined');
    const person = scripted({
      'Where is this account': 'In the simulator of the local stack',
      'Sync the product catalog': false,
      'Add tenant declined': false,
    });
    const outcome = await operator.answering(person)('tenant', 'add', 'declined', ...flags, '--new-list', 'New');
    expect(outcome.code).toBe(130);
    expect(await readSettings('declined')).toBeUndefined();
    expect(await readSecret('declined')).toBeUndefined();
    expect(await world.control('marketing', 'GET', 'accounts/apiuser-declined@apiconnector.com/lists')).toHaveLength(1);
  });
});

describe('tenant add that cannot go on', () => {
  it('names missing scopes, and how to do without', async () => {
    const { flags } = await openAccounts('scopeless', ['view_customers']);
    const { code, stderr } = await operator.run(
      'tenant',
      'add',
      'scopeless',
      ...flags,
      '--marketing-list',
      'Newsletter',
      '--yes',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('lacks view_orders:scopeless');
    expect(stderr).toContain('--settings');
    expect(await readSecret('scopeless')).toBeUndefined();
    const settings = join(operator.directory, 'customers-only.json');
    writeFileSync(settings, JSON.stringify({ streams: { guests: false, orders: false } }));
    const again = await operator.run(
      'tenant',
      'add',
      'scopeless',
      ...flags,
      '--marketing-list',
      'Newsletter',
      '--yes',
      '--settings',
      settings,
    );
    expect(again.code).toBe(0);
  });

  it('leaves nothing behind but what it says, when the account turns out to be unfit', async () => {
    const { flags } = await openAccounts('clashing', NEEDED, [{ name: 'CUSTOMER_ID', type: 'Numeric' }]);
    const outcome = await operator.run(
      'tenant',
      'add',
      'clashing',
      ...flags,
      '--new-list',
      'Made for nothing',
      '--yes',
    );
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain('CUSTOMER_ID is Numeric and should be String');
    expect(outcome.stderr).toMatch(/The list \d+ "Made for nothing" was created in Marketing and stays/);
    expect(await readSettings('clashing')).toBeUndefined();
    expect(await readSecret('clashing')).toBeUndefined();
  });

  const wrong: [string, (flags: string[]) => string[], number, string[]][] = [
    [
      'another client secret',
      (f) => [...f, '--commercetools-client-secret', 'wrong'],
      1,
      ['commercetools refuses the API client', 'Merchant Center'],
    ],
    ['another password', (f) => [...f, '--marketing-password', 'wrong'], 1, ['Marketing refuses the API user']],
    [
      'a list that is not there',
      (f) => [...f, '--marketing-list', 'Nowhere'],
      1,
      ['has no list "Nowhere"', '"Newsletter"'],
    ],
    ['no list', (f) => f, 2, ['--marketing-list', '--new-list', '"Newsletter"']],
    [
      'a new list of a name that is taken',
      (f) => [...f, '--new-list', 'newsletter'],
      2,
      ['There is a list of this name already'],
    ],
    ['two lists', (f) => [...f, '--new-list', 'A', '--marketing-list', 'Newsletter'], 2, ['give one of them']],
    [
      'an address without a product',
      (f) => [...f, '--new-list', 'A', '--url-template', 'https://shop.example.com/'],
      2,
      ['catalogs.0.urlTemplate'],
    ],
    [
      'a currency that is none',
      (f) => [...f, '--new-list', 'A', '--url-template', 'https://s.example.com/{slug}', '--currency', 'Euro'],
      2,
      ['catalogs.0.currency', 'EUR'],
    ],
    [
      'a block that is none',
      (f) => [...f, '--credentials', join(operator.directory, 'stack.json')],
      2,
      ['holds none of CTP_PROJECT_KEY'],
    ],
    [
      'a block that is not there',
      (f) => [...f, '--credentials', '/nowhere/at.all'],
      2,
      ['cannot be read', '--credentials'],
    ],
    [
      'settings that are no JSON',
      (f) => [...f, '--settings', join(operator.directory, 'wrong.env')],
      2,
      ['is no JSON object'],
    ],
    [
      'settings that say too much',
      (f) => [...f, '--settings', join(operator.directory, 'much.json')],
      2,
      ['sets marketing'],
    ],
    [
      'a mapping that is no mapping',
      (f) => [...f, '--mapping', join(operator.directory, 'much.json')],
      2,
      ['with an "item"', 'examples'],
    ],
    [
      'a mapping of nothing',
      (f) => [...f, '--mapping', join(operator.directory, 'carts.json')],
      2,
      ['mapping#carts', 'mapping#orders'],
    ],
    [
      'settings that are none',
      (f) => [...f, '--new-list', 'A', '--settings', join(operator.directory, 'odd.json')],
      2,
      ['which is not a setting'],
    ],
    ['simulators and a project', (f) => [...f, '--simulated'], 2, ['--simulated']],
    [
      'a commercetools that is not there',
      (f) => [...f, '--commercetools-url', 'http://127.0.0.1:9', '--commercetools-auth-url', 'http://127.0.0.1:9'],
      1,
      ['got no answer', 'check the host http://127.0.0.1:9'],
    ],
    [
      'a Marketing that is not there',
      (f) => [...f, '--marketing-url', 'http://127.0.0.1:9'],
      1,
      ['No answer from Marketing'],
    ],
  ];
  let flags: string[];
  beforeAll(async () => {
    flags = (await openAccounts('wrong')).flags;
    writeFileSync(join(operator.directory, 'much.json'), '{ "marketing": { "listId": 1 } }');
    writeFileSync(join(operator.directory, 'carts.json'), '{ "item": "mapping#carts", "fields": [] }');
    writeFileSync(join(operator.directory, 'odd.json'), '{ "frequency": "hourly" }');
  });
  it.each(wrong)('%s: says what to do and changes nothing', async (_, argv, code, told) => {
    const outcome = await operator.run('tenant', 'add', 'wrong', ...argv(flags), '--yes');
    for (const words of told) expect(outcome.stderr).toContain(words);
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    expect(outcome.code).toBe(code);
    expect(await readSettings('wrong')).toBeUndefined();
    expect(await readSecret('wrong')).toBeUndefined();
  });

  it('does not write over a tenant unless asked, and never gives it another project', async () => {
    const { flags: own } = await openAccounts('twice');
    const argv = [...own, '--marketing-list', 'Newsletter', '--yes'];
    expect((await operator.run('tenant', 'add', 'twice', ...argv)).code).toBe(0);
    const again = await operator.run('tenant', 'add', 'twice', ...argv);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('--replace');
    const { flags: others } = await openAccounts('others');
    const other = await operator.run(
      'tenant',
      'add',
      'twice',
      ...others,
      '--marketing-list',
      'Newsletter',
      '--yes',
      '--replace',
    );
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('belongs to that project');
    const replaced = await operator.run('tenant', 'add', 'twice', ...argv, '--replace', '--paused');
    expect(replaced.code).toBe(0);
    expect(await readSettings('twice')).toMatchObject({ enabled: false });
  });
});

describe('a tenant that is paused, resumed and removed', () => {
  it('stands still, goes on, and takes everything with it but its history and what Marketing has', async () => {
    expect((await operator.run('tenant', 'pause', 'mine')).code).toBe(0);
    expect(await readSettings('mine')).toMatchObject({ enabled: false });
    expect((await operator.run('tenant', 'resume', 'mine')).stdout).toContain('active mine');
    const refused = await operator.run('tenant', 'remove', 'mine');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('--yes');
    const removed = jsonOf(await operator.run('tenant', 'remove', 'mine', '--yes', '--json'));
    expect(removed).toMatchObject({ tenantId: 'mine', items: ['settings'], secretRecoverableDays: 7 });
    expect(removed.stays).toEqual(
      expect.arrayContaining([expect.objectContaining({ what: 'the collection Orders', count: expect.any(Number) })]),
    );
    const { stores } = world.session.stack;
    expect(await stores.tracks.listTracks('mine')).toEqual([]);
    expect((await stores.runs.listRuns('mine', 10)).length).toBeGreaterThan(0);
    expect(await readSecret('mine')).toBeUndefined();
    expect((await operator.run('tenant', 'add', 'mine', '--simulated', '--yes')).code).toBe(0);
    expect(await readSecret('mine')).toMatchObject({ marketing: { user: 'apiuser-shop-mine@apiconnector.com' } });
    expect((await operator.run('tenant', 'remove', 'mine', '--yes', '--purge')).code).toBe(0);
    expect(await stores.runs.listRuns('mine', 10)).toEqual([]);
    expect((await operator.run('tenant', 'remove', 'mine', '--yes')).code).toBe(1);
  });

  it.each(['pause', 'resume'])('%s of nobody says who there is', async (verb) => {
    const { code, stderr } = await operator.run('tenant', verb, 'nobody');
    expect(code).toBe(1);
    expect(stderr).toContain('demo');
  });
});

describe('doctor', () => {
  const linesOf = async (tenantId: string) =>
    jsonOf(await operator.run('doctor', tenantId, '--json')).findings as {
      check: string;
      state: string;
      message: string;
      remedy?: string;
    }[];
  const edit = (path: string, value: unknown) =>
    world.session.stack.stores.configTable.update(
      { tenantId: 'flagged', item: 'settings' },
      { UpdateExpression: `SET ${path} = :value`, ExpressionAttributeValues: { ':value': value } },
    );
  const problems = async () => (await linesOf('flagged')).filter(({ state }) => state === 'problem');

  it('finds nothing wrong with a tenant that is well, and warns of scopes that it does not need', async () => {
    const lines = await linesOf('flagged');
    expect(lines.filter(({ state }) => state === 'problem')).toEqual([]);
    expect(lines.find(({ check }) => check === 'scopes')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining('manage_orders'),
    });
  });

  it('gives each thing that is wrong a line with a remedy, and exit code 1', async () => {
    const before = await readSettings('flagged');
    const secret = await readSecret('flagged');
    const put = (value: unknown) =>
      secrets.send(new PutSecretValueCommand({ SecretId: secretName('flagged'), SecretString: JSON.stringify(value) }));
    const { marketing, catalogs, commercetools } = before as {
      marketing: object;
      catalogs: object[];
      commercetools: object;
    };
    const faults: [() => Promise<unknown>, string][] = [
      [() => edit('marketing', { ...marketing, listId: 987_654 }), 'has no list 987654'],
      [() => edit('catalogs', [{ ...catalogs[0], currency: 'CHF' }]), 'no currency CHF'],
      [() => edit('catalogs', [{ ...catalogs[0], locales: ['fr'] }]), 'none of its languages fr'],
      [() => edit('commercetools', { ...commercetools, projectKey: 'nowhere' }), 'nowhere'],
      [() => edit('orders', { dialect: 'kebab-case' }), 'dialect'],
      [
        () => put({ ...(secret as object), marketing: { user: 'apiuser-flagged@apiconnector.com', password: 'old' } }),
        'Marketing refuses the API user',
      ],
      [
        () => put({ ...(secret as object), commercetools: { clientId: 'old', clientSecret: 'old' } }),
        'commercetools refuses the API client',
      ],
      [() => put({ note: 'emptied' }), 'lacks commercetools'],
    ];
    for (const [harm, message] of faults) {
      await harm();
      const found = await problems();
      expect(found.map((one) => one.message).join('\n')).toContain(message);
      expect(found.filter(({ remedy }) => !remedy)).toEqual([]);
      await world.session.stack.stores.configTable.put({ tenantId: 'flagged', item: 'settings' }, before ?? {});
      await put(secret);
    }
    expect(await problems()).toEqual([]);
  });

  it('sees mappings as the sync does: what is wrong with one, and what check-config found in the accounts', async () => {
    const { configTable } = world.session.stack.stores;
    const key = { tenantId: 'flagged', item: 'mapping#customers' };
    const verdict = async (fields: object[]) => {
      await configTable.put(key, { fields });
      await eventually(async () => ((await configTable.get(key))?.checkedAt === undefined ? undefined : true));
      return linesOf('flagged');
    };
    const of = (lines: Awaited<ReturnType<typeof linesOf>>) =>
      lines.filter(({ check }) => check === 'mapping#customers');
    const newsletter = {
      to: 'NEWS',
      from: 'custom.fields.newsletter',
      type: 'String',
      values: { true: 'YES', false: 'NO' },
    };
    expect(of(await verdict([newsletter]))).toEqual([expect.objectContaining({ state: 'ok' })]);
    const { stdout } = await operator.run('preview', 'flagged', 'customers', '--last', '20', '--show-personal-data');
    expect(stdout).toMatch(/dataFields[.]NEWS: "(YES|NO)"/);
    const broken = of(await verdict([{ ...newsletter, from: 'custom.fields.[' }]));
    expect(broken).toEqual([
      expect.objectContaining({ state: 'problem', message: expect.stringContaining('fields.0.from') }),
    ]);
    const clash = of(await verdict([{ to: 'DOB', from: 'customerNumber', type: 'String' }]));
    expect(clash).toEqual([expect.objectContaining({ state: 'problem', message: expect.stringContaining('DOB') })]);
    const listed = jsonOf(await operator.run('tenant', 'list', '--json')).tenants as {
      tenantId: string;
      state: string;
    }[];
    expect(listed.find(({ tenantId }) => tenantId === 'flagged')).toMatchObject({ state: 'invalid' });
    await configTable.delete(key);
  });

  it('shows what was given up, and what holds a stream up', async () => {
    const { queueUrls, place, stores } = world.session.stack;
    const [, url] = [...queueUrls].find(([name]) => name.includes('PageQueueDeadLetter')) ?? [];
    const sqs = new SQSClient(clientConfig(place, 'sqs'));
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'lost' }));
    sqs.destroy();
    const problem = {
      code: 'marketing.storageFull',
      message: 'Full.',
      remedy: 'Make room.',
      since: '2026-01-01T00:00:00.000Z',
    };
    await stores.tracks.putProblem({ tenantId: 'flagged', stream: 'orders', track: 'live' }, problem);
    const found = await eventually(async () => {
      const lines = await problems();
      return lines.length >= 2 ? lines : undefined;
    });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'given-up pages', message: '1 messages, of all tenants' }),
        expect.objectContaining({ check: 'stream orders, live', remedy: 'Make room.' }),
      ]),
    );
    expect((await operator.run('doctor', 'flagged')).code).toBe(1);
  });

  it('of nobody says so', async () => {
    expect(await operator.run('doctor', 'nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no tenant nobody'),
    });
  });
});
