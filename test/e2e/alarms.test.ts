/**
 * Every alarm of the stack, made to fire by its fault and to end by its remedy. The faults and what the functions measure
 * are real. Time passes for metrics and alarms alone: a test says "a schedule later" instead of waiting for 15 minutes.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHOP_CATALOGS } from '../../infra/local/demo/simulated-shop.ts';
import { clientConfig } from '../../infra/local/emulators/aws-place.ts';
import type { FunctionPool } from '../../infra/local/lambda/function-pool.ts';
import type { AlarmState } from '../../infra/local/telemetry/alarms/evaluate-alarm.ts';
import { Table } from '../../shared/adapters/dynamodb/table.ts';
import { SETTINGS_ITEM } from '../../shared/contracts/settings.ts';
import { eventually } from '../support/eventually.ts';
import { synthesizeApp, type TestDirectory, World } from './world.ts';

const SECONDS = 1000;
const SCHEDULE_MS = 900 * SECONDS;
/** Longer than any alarm but that of rejections looks back. */
const ALL_PERIODS = 8;
/** Longer than live windows overlap. */
const QUIET_MS = 600 * SECONDS;
/** A live window ends a minute behind commercetools' clock. */
const SAFETY_MS = 61 * SECONDS;

let assembly: TestDirectory;
let world: World;
let dynamodb: DynamoDBClient;
let sqs: SQSClient;
let state: Table;
let passedMs = 0;
/** Alarms and the states that they have been in. */
const seen = new Set<string>();

const pass = (schedules: number): void => {
  passedMs += schedules * SCHEDULE_MS;
};
const passShopTime = (ms: number) => world.control('commercetools', 'POST', 'clock', { ms });
const tick = (input: Record<string, unknown> = {}) => world.session.stack.ticker.tick(input);

/** Ticks, a schedule apart, as often as said. */
async function ticks(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    pass(1);
    await tick();
  }
}

function stateOf(name: string): AlarmState | undefined {
  const { telemetry } = world.session.stack;
  return telemetry.alarms.evaluate(telemetry.now()).find((alarm) => alarm.name.endsWith(`-${name}`))?.state;
}

/** What a function has just measured comes with its next lines. */
async function becomes(name: string, wanted: AlarmState): Promise<void> {
  await eventually(() => stateOf(name) === wanted || undefined);
  seen.add(`${name} ${wanted}`);
}

interface Fault {
  readonly cause: () => Promise<unknown>;
  readonly mend: () => Promise<unknown>;
  /** What goes on while the fault lasts; one tick unless said otherwise. */
  readonly goOn?: () => Promise<unknown>;
  /** What goes on once it is mended; one tick unless said otherwise. */
  readonly after?: () => Promise<unknown>;
}

/** Off before, on with the fault, on for as long as the fault lasts, off when it is mended: by that and not by silence. */
async function firesAndClears(name: string, { cause, mend, goOn = () => ticks(1), after = goOn }: Fault) {
  pass(ALL_PERIODS);
  await ticks(1);
  await becomes(name, 'OK');
  await cause();
  await goOn();
  await becomes(name, 'ALARM');
  pass(ALL_PERIODS);
  await goOn();
  await becomes(name, 'ALARM');
  await mend();
  pass(ALL_PERIODS);
  await after();
  await becomes(name, 'OK');
  const { changes } = world.session.stack.telemetry.alarms;
  expect(changes.filter((change) => change.name.endsWith(`-${name}`)).at(-1)).toMatchObject({
    from: 'ALARM',
    to: 'OK',
  });
}

/** Nothing is left to do. A problem that was just mended is still told by the tick that finds it gone. */
const level = () => eventually(async () => (await world.tickUntilLevel()).length === 0 || undefined);

const trackItem = (stream: string, track: string) => ({ tenantId: 'demo', item: `track#${stream}#${track}` });
const streams = ['customers', 'products#main', 'inventory#main', 'prices#main'];

/** Writes one attribute of a track, as the passing of time or an accident would have it. */
const setTrack = (stream: string, track: string, path: string, value: unknown) => {
  const names = path.split('.');
  return state.update(trackItem(stream, track), {
    UpdateExpression: `SET ${names.map((_, i) => `#n${i}`).join('.')} = :value`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#n${i}`, name])),
    ExpressionAttributeValues: { ':value': value },
  });
};

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

const shopOf = () => world.session.demo.tenants[0]?.commercetools ?? { clientId: '' };
const accountOf = () => {
  const { user, password } = world.session.demo.tenants[0]?.marketing ?? { user: '', password: '' };
  return { user, password };
};

async function putSecret(secret: unknown): Promise<void> {
  const { place, names } = world.session.stack;
  const client = new SecretsManagerClient(clientConfig(place, 'secretsManager'));
  const SecretId = `${names.secretPrefix}/demo`;
  await client.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(secret) }));
  client.destroy();
}

/** Within a minute a secret is not read twice. A schedule later that is past; here new copies of the functions stand for it. */
async function forgetSecrets(): Promise<void> {
  for (const pid of [...world.session.stack.functions.values()].flatMap(({ pids }) => pids)) {
    if (!isAlive(pid)) continue;
    process.kill(pid, 'SIGKILL');
    await eventually(() => !isAlive(pid) || undefined);
  }
}
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const refuseShop = () =>
  world.control('commercetools', 'POST', 'faults', { path: '*', action: { type: 'status', status: 401 } });
const acceptShop = () => world.control('commercetools', 'DELETE', 'faults');

/** Contact imports end like this from now on. */
const importsEnd = (outcome: string) =>
  world.control('marketing', 'PUT', `accounts/${world.userOf()}/imports/contacts`, { outcome });
const isResting = async (track: 'live' | 'sweep', stream: string): Promise<boolean> =>
  (await world.track(track, stream))?.run?.lanes.some(({ resting }) => resting !== undefined) ?? false;

/** A changed customer meets an account that takes no more. */
async function fillAccount(): Promise<void> {
  await passShopTime(QUIET_MS);
  await level();
  await importsEnd('ExceedsAllowedContactLimit');
  await world.control('commercetools', 'POST', 'projects/demo/shop/changes', { renameCustomers: 3, seed: 3 });
  await passShopTime(SAFETY_MS);
  await tick();
  await eventually(async () => (await isResting('live', 'customers')) || undefined);
}
/** By the next tick Marketing has been asked again, and has refused again. */
async function tickFull(): Promise<void> {
  await eventually(async () => (await isResting('live', 'customers')) || undefined);
  await ticks(1);
}
async function emptyAccount(): Promise<void> {
  await importsEnd('Finished');
  await level();
}

const queueUrl = (part: string, isDeadLetter: boolean): string => {
  const { queueUrls } = world.session.stack;
  const found = [...queueUrls].find(([name]) => name.includes(part) && name.includes('DeadLetter') === isDeadLetter);
  return found?.[1] ?? '';
};

const poolOf = (part: string): FunctionPool => {
  const found = [...world.session.stack.functions].find(([id]) => id.includes(part));
  if (!found) throw new Error(`There is no function ${part}.`);
  return found[1];
};

beforeAll(async () => {
  assembly = await synthesizeApp();
  world = await World.open({
    assembly,
    customers: 150,
    shop: { orders: 0, products: 30 },
    settings: { streams: { guests: false, orders: false }, catalogs: SHOP_CATALOGS },
    metricTime: (ms) => ms + passedMs,
  });
  const { place, names } = world.session.stack;
  dynamodb = new DynamoDBClient(clientConfig(place, 'dynamodb'));
  sqs = new SQSClient(clientConfig(place, 'sqs'));
  state = new Table(dynamodb, names.stateTable);
}, 120 * SECONDS);

afterAll(async () => {
  await world?.close();
  dynamodb?.destroy();
  sqs?.destroy();
  assembly?.remove();
});

describe('alarms', () => {
  it('RejectionShare: a tenth of the customers are refused; the next hours are better', async () => {
    const customers = await world.customers();
    for (const { email } of customers.filter((_, i) => i % 10 === 0)) {
      const planned = { identifier: 'email', value: email?.trim(), failureCode: 'GloballySuppressed' };
      await world.control('marketing', 'POST', `accounts/${world.userOf()}/rejections`, planned);
    }
    await level();
    await becomes('RejectionShare', 'ALARM');
    await world.control('marketing', 'DELETE', `accounts/${world.userOf()}/rejections`);
    pass(4 * 4);
    await tick();
    await becomes('RejectionShare', 'OK');
  }, 120_000);

  it('after a first load no other is on', async () => {
    await passShopTime(QUIET_MS);
    await level();
    pass(ALL_PERIODS);
    await ticks(1);
    await becomes('TickMissing', 'OK');
    const { telemetry } = world.session.stack;
    expect(telemetry.alarms.evaluate(telemetry.now()).filter((alarm) => alarm.state !== 'OK')).toEqual([]);
  }, 60_000);

  it(
    'TickMissing: the schedule stands still',
    () =>
      firesAndClears('TickMissing', {
        cause: async () => undefined,
        goOn: async () => pass(5),
        mend: () => ticks(1),
        after: () => ticks(3),
      }),
    60_000,
  );

  it(
    'CredentialsRefused: the API client is deleted; another one is put into the secret',
    () =>
      firesAndClears('CredentialsRefused', {
        cause: async () => {
          await world.control('commercetools', 'DELETE', `projects/demo/clients/${shopOf().clientId}`);
          await world.control('commercetools', 'DELETE', 'projects/demo/tokens');
        },
        mend: async () => {
          const commercetools = { clientId: 'second', clientSecret: 'second-secret' };
          await world.control('commercetools', 'POST', 'projects/demo/clients', commercetools);
          await putSecret({ commercetools, marketing: accountOf() });
          await forgetSecrets();
        },
        after: () => ticks(2),
      }),
    60_000,
  );

  it(
    'StreamHeldUp: for more than an hour',
    () => firesAndClears('StreamHeldUp', { cause: refuseShop, mend: acceptShop, goOn: () => ticks(4) }),
    120_000,
  );

  it(
    'LagOverTarget: two ticks in a row find a stream two hours behind',
    () =>
      firesAndClears('LagOverTarget', {
        cause: async () => {
          await refuseShop();
          await setTrack('customers', 'live', 'watermark', hoursAgo(2));
        },
        goOn: () => ticks(2),
        mend: async () => {
          await acceptShop();
          await level();
        },
      }),
    120_000,
  );

  it(
    'AccountBlocked: Marketing takes no more contacts',
    () =>
      firesAndClears('AccountBlocked', {
        cause: fillAccount,
        mend: emptyAccount,
        goOn: tickFull,
        after: () => ticks(1),
      }),
    120_000,
  );

  it(
    'RunTooOld: a live run has been open for three hours',
    () =>
      firesAndClears('RunTooOld', {
        cause: async () => {
          await fillAccount();
          await setTrack('customers', 'live', 'run.startedAt', hoursAgo(3));
        },
        mend: emptyAccount,
      }),
    120_000,
  );

  it(
    'RefreshHeldBack: half the catalog is gone at once, until somebody says that it is meant so',
    () =>
      firesAndClears('RefreshHeldBack', {
        cause: async () => {
          const products = (await world.control('commercetools', 'GET', 'projects/demo/records/products')) as {
            id: string;
          }[];
          for (const { id } of products.slice(0, Math.ceil(products.length / 2))) {
            await world.control('commercetools', 'DELETE', `projects/demo/records/products/${id}`);
          }
          await tick({ refreshNow: true });
          await eventually(async () => (await isResting('sweep', 'products#main')) || undefined);
        },
        mend: async () => {
          const [catalog] = SHOP_CATALOGS;
          await world.session.stack.stores.configTable.update(
            { tenantId: 'demo', item: SETTINGS_ITEM },
            {
              UpdateExpression: 'SET #catalogs = :catalogs',
              ExpressionAttributeNames: { '#catalogs': 'catalogs' },
              ExpressionAttributeValues: { ':catalogs': [{ ...catalog, disableLimitShare: 1 }] },
            },
          );
          await eventually(async () => {
            await tick();
            return (await world.track('sweep', 'products#main'))?.run === undefined || undefined;
          });
        },
      }),
    180_000,
  );

  it(
    'ConfigProblem: the settings of a tenant cannot be used',
    () =>
      firesAndClears('ConfigProblem', {
        cause: () =>
          world.session.stack.stores.configTable.put({ tenantId: 'new', item: SETTINGS_ITEM }, { enabled: true }),
        mend: () => world.session.stack.stores.configTable.delete({ tenantId: 'new', item: SETTINGS_ITEM }),
        goOn: () => ticks(4),
      }),
    120_000,
  );

  it(
    'TenantFailed: the state of a stream is damaged',
    () =>
      firesAndClears('TenantFailed', {
        cause: () => setTrack('customers', 'live', 'run', { id: 'damaged' }),
        mend: () =>
          state.update(trackItem('customers', 'live'), {
            UpdateExpression: 'REMOVE #run',
            ExpressionAttributeNames: { '#run': 'run' },
          }),
      }),
    60_000,
  );

  it(
    'TenantQuiet: no changes for three days where ten minutes are usual',
    () =>
      firesAndClears('TenantQuiet', {
        cause: async () => {
          await passShopTime(QUIET_MS);
          await level();
          for (const stream of streams) {
            await setTrack(stream, 'live', 'rhythm', { lastAt: hoursAgo(72), usualGapSeconds: 600 });
          }
        },
        mend: async () => {
          await world.control('commercetools', 'POST', 'projects/demo/shop/changes', { renameCustomers: 1, seed: 5 });
          await passShopTime(SAFETY_MS);
          await level();
        },
      }),
    120_000,
  );

  it('DeadLetters: a message that is none of ours', async () => {
    const QueueUrl = queueUrl('PageQueue', false);
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    const { VisibilityTimeout = '' } = Attributes ?? {};
    // Five attempts follow each other at once instead of minutes apart.
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: '0' } }));
    await firesAndClears('DeadLetters', {
      cause: () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"none":"of ours"}' })),
      mend: () => sqs.send(new PurgeQueueCommand({ QueueUrl: queueUrl('PageQueue', true) })),
    });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout } }));
  }, 120_000);

  it('FunctionErrors: the fan-out dies in the middle of its work', () => {
    const dies = async () => {
      const ticking = tick();
      const [pid] = await eventually(() => (poolOf('FanOut').pids.length > 0 ? poolOf('FanOut').pids : undefined));
      process.kill(pid ?? 0, 'SIGKILL');
      expect(await ticking).toMatchObject({ ok: false });
    };
    return firesAndClears('FunctionErrors', {
      cause: async () => undefined,
      goOn: dies,
      mend: async () => undefined,
      after: () => ticks(1),
    });
  }, 60_000);

  it('FunctionThrottles: more ticks at once than Lambda runs', () => {
    const crowd = async () => {
      for (let period = 0; period < 2; period += 1) {
        passedMs += 300 * SECONDS;
        await Promise.all(Array.from({ length: poolOf('FanOut').concurrency + 1 }, () => tick()));
      }
    };
    return firesAndClears('FunctionThrottles', {
      cause: async () => undefined,
      goOn: crowd,
      mend: async () => undefined,
      after: () => ticks(1),
    });
  }, 120_000);

  it('are all in this file', () => {
    const { telemetry } = world.session.stack;
    const names = telemetry.alarms.evaluate(telemetry.now()).map(({ name }) => name.split('-').at(-1));
    expect(names).toHaveLength(14);
    for (const name of names) expect([...seen]).toEqual(expect.arrayContaining([`${name} ALARM`, `${name} OK`]));
  });
});
