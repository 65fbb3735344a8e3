import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport, type Transport } from '../../../shared/adapters/http/transport.ts';
import { createContactSink } from '../../../shared/adapters/marketing/contact-sink.ts';
import { createMarketingClient } from '../../../shared/adapters/marketing/marketing-client.ts';
import { createMarketingReader } from '../../../shared/adapters/marketing/marketing-reader.ts';
import type { DataField } from '../../../shared/domain/destination.ts';
import type { ImportOutcome, Sink, Submission } from '../../../shared/ports.ts';
import type { AccountControl } from '../../simulators/marketing/control/account-control.ts';
import { type MarketingSimulator, startMarketingSimulator } from '../../simulators/marketing/simulator.ts';
import { JumpingClock, ScriptedCredentials, unhurried } from './stage.ts';

const FIELDS: DataField[] = [
  { name: 'FIRSTNAME', type: 'String' },
  { name: 'CUSTOMER_ID', type: 'String' },
  { name: 'DOB', type: 'Date' },
];

let simulator: MarketingSimulator;
let transport: Transport;
let account: AccountControl;
let credentials: ScriptedCredentials;
let listId: number;
let accounts = 0;

beforeAll(async () => {
  simulator = await startMarketingSimulator({ imports: { durationMs: 0, polls: 1 } });
  transport = createTransport();
});
afterAll(async () => {
  await transport.close();
  await simulator.close();
});
beforeEach(() => {
  accounts += 1;
  credentials = new ScriptedCredentials();
  credentials.cached = { user: `apiuser-${accounts}@apiconnector.com`, password: 'first' };
  credentials.stored = credentials.cached;
  account = simulator.addAccount(credentials.cached);
  listId = account.createList('Shop').id;
});
afterEach(() => simulator.faults.clear());

const clientAt = (apiUrl: string) =>
  createMarketingClient({
    tenant: { tenantId: 'acme', secretName: 'sync/acme', marketing: { apiUrl } },
    credentials,
    transport,
    clock: new JumpingClock(),
    random: () => 0,
  });
const sinkAt = (apiUrl = simulator.url): Sink =>
  createContactSink({ client: clientAt(apiUrl), listId, fields: FIELDS });

const contact = (email: string, dataFields: Record<string, unknown> = {}): Submission => ({
  id: `id of ${email}`,
  handle: email,
  json: JSON.stringify({
    matchIdentifier: 'email',
    identifiers: { email },
    dataFields: { FIRSTNAME: 'Ada', CUSTOMER_ID: '0c1f', DOB: '1990-12-10T12:00:00Z', ...dataFields },
    lists: [listId],
  }),
});

async function outcomeOf(sink: Sink, importId: string | undefined): Promise<ImportOutcome> {
  for (let poll = 0; poll < 20; poll += 1) {
    const outcome = await sink.readOutcome(importId ?? '', unhurried);
    if (outcome.state !== 'pending') return outcome;
  }
  throw new Error('the import never ended');
}

const settle = async (sink: Sink, ...submissions: Submission[]) =>
  outcomeOf(sink, (await sink.submit(submissions, unhurried)).importId);

describe('an account of the simulator', () => {
  it('is made ready once and is ready from then on', async () => {
    expect((await sinkAt().prepare()).calls).toBe(4);
    expect((await sinkAt().prepare()).calls).toBe(2);
    expect(account.dataFields()).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'DOB', type: 'Date', visibility: 'Private' })]),
    );
  });

  it('that once belonged to another connector is refused before anything is sent', async () => {
    account.createDataField({ name: 'CUSTOMER_ID', type: 'Numeric' });
    await expect(sinkAt().prepare()).rejects.toMatchObject({ code: 'marketing.fieldTypeClash' });
  });

  it('takes contacts into its list and leaves consent alone', async () => {
    account.putContact({ email: 'bo@example.com', optInType: 'Double', status: 'unsubscribed' });
    const sink = sinkAt();
    await sink.prepare();
    expect(await settle(sink, contact('ada@example.com'), contact('bo@example.com'))).toEqual({
      state: 'finished',
      saved: new Set(['ada@example.com', 'bo@example.com']),
      refused: new Map(),
      calls: 1,
    });
    const { contact: ada } = await createMarketingReader(clientAt(simulator.url)).readContact(
      'ada@example.com',
      unhurried,
    );
    expect(ada).toMatchObject({
      dataFields: expect.objectContaining({ CUSTOMER_ID: '0c1f' }),
      channelProperties: { email: { optInType: 'Unknown' } },
      lists: [{ id: listId }],
    });
    expect(account.contact('email', 'bo@example.com')?.channelProperties?.email).toMatchObject({
      optInType: 'Double',
      status: 'unsubscribed',
    });
  });

  it('reports each contact it refuses, in shuffled order, by its code', async () => {
    account.setImportBehaviour('contacts', { shuffleReport: true });
    account.rejectContact({ identifier: 'email', value: 'cy@example.com', failureCode: 'globallySuppressed' });
    const sink = sinkAt();
    await sink.prepare();
    const outcome = await settle(
      sink,
      contact('ada@example.com'),
      contact('not an address'),
      contact('cy@example.com'),
      contact('di@example.com', { DOB: 'no date' }),
      contact('ed@example.com', { NOBODY_MADE_THIS: 'x' }),
    );
    expect(outcome).toMatchObject({
      saved: new Set(['ada@example.com']),
      refused: new Map([
        ['not an address', 'InvalidEmail'],
        ['cy@example.com', 'GloballySuppressed'],
        ['di@example.com', 'ApiSchemaViolation'],
        ['ed@example.com', 'ApiSchemaViolation'],
      ]),
    });
  });

  it('names only the contacts its report has kept', async () => {
    account.setImportBehaviour('contacts', { recordsMissingFromReport: 1, omitSummary: true });
    const sink = sinkAt();
    await sink.prepare();
    const outcome = await settle(sink, contact('ada@example.com'), contact('bo@example.com'));
    expect(outcome.state === 'finished' && outcome.saved?.size).toBe(1);
  });

  it.each(['Failed', 'RejectedByWatchdog', 'ExceedsAllowedContactLimit'] as const)(
    'ends an import as %s',
    async (ending) => {
      account.planImports('contacts', { outcome: ending });
      const sink = sinkAt();
      expect(await settle(sink, contact('ada@example.com'))).toMatchObject({
        state: 'failed',
        code: ending,
        needsPerson: ending !== 'Failed',
      });
    },
  );

  it('forgets a report after a while', async () => {
    account.planImports('contacts', { forgetReportAfterMs: 0 });
    const sink = sinkAt();
    const { importId } = await sink.submit([contact('ada@example.com')], unhurried);
    let outcome = await sink.readOutcome(importId ?? '', unhurried);
    simulator.clock.advance(1_000);
    outcome = await outcomeOf(sink, importId);
    simulator.clock.advance(1_000);
    outcome = await sink.readOutcome(importId ?? '', unhurried);
    expect(outcome).toMatchObject({ state: 'gone' });
  });

  it('refuses a page for one malformed contact and takes the rest in one import', async () => {
    const sink = sinkAt();
    await sink.prepare();
    const malformed = {
      ...contact('bo@example.com'),
      json: '{"matchIdentifier":"email","identifiers":{"email":"bo@example.com"},"lists":[]}',
    };
    const submitted = await sink.submit([contact('ada@example.com'), malformed, contact('cy@example.com')], unhurried);
    expect(submitted.refused).toEqual(new Map([['bo@example.com', 'ApiSchemaViolation']]));
    expect(await outcomeOf(sink, submitted.importId)).toMatchObject({
      saved: new Set(['ada@example.com', 'cy@example.com']),
    });
    expect(account.importLog()).toHaveLength(1);
  });

  it('has no place for one import more than it may work on', async () => {
    account.change({ limits: { activeContactImports: 1 } });
    account.setImportBehaviour('contacts', { polls: null, durationMs: 60_000 });
    const sink = sinkAt();
    await sink.submit([contact('ada@example.com')], unhurried);
    await expect(sink.submit([contact('bo@example.com')], unhurried)).rejects.toMatchObject({
      name: 'NoImportSlotError',
    });
  });

  it.each(['documented', 'lower', 'upper'] as const)(
    'says when its tier is filled again, headers %s',
    async (headerCasing) => {
      account.change({ rateScheme: { scheme: 'tiered', callsPerMinute: { low: 0 }, headerCasing } });
      const error = await sinkAt()
        .submit([contact('ada@example.com')], unhurried)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'marketing.rateLimited' });
      const { retryAfterMs } = error as { retryAfterMs: number };
      expect(retryAfterMs).toBeGreaterThanOrEqual(0);
      expect(retryAfterMs).toBeLessThanOrEqual(61_000);
    },
  );

  it('has used up its hour', async () => {
    account.change({ rateScheme: { scheme: 'flat', callsPerHour: 0 } });
    await expect(sinkAt().prepare()).rejects.toMatchObject({ name: 'TransientError', code: 'marketing.rateLimited' });
  });

  it('finds a body too large', async () => {
    account.change({ limits: { importBytes: 100 } });
    const work = sinkAt().submit([contact('ada@example.com')], unhurried);
    await expect(work).rejects.toMatchObject({ name: 'TooMuchError' });
  });

  it('is not to be found in another region', async () => {
    await expect(sinkAt(simulator.urlOf('r2')).prepare()).rejects.toMatchObject({ code: 'marketing.accessDenied' });
  });

  it('rotates its password without anybody noticing', async () => {
    account.change({ password: 'second' });
    credentials.stored = { ...credentials.cached, password: 'second' };
    await expect(sinkAt().prepare()).resolves.toBeDefined();
    expect(credentials.refreshes).toBe(1);
  });

  it('takes an import whose answer is lost, and the repetition says so', async () => {
    simulator.faults.add({ method: 'PUT', times: 1, action: { type: 'reset', handled: true } });
    const submitted = await sinkAt().submit([contact('ada@example.com')], unhurried);
    expect(submitted).toMatchObject({ isUncertain: true, calls: 2 });
    expect(account.importLog()).toHaveLength(2);
  });

  it('tells about itself', async () => {
    const info = await createMarketingReader(clientAt(simulator.url)).readAccountInfo(unhurried);
    expect(info).toMatchObject({ apiUrl: simulator.url, calls: 1 });
    expect(info.properties.get('CurrencyCode')).toBe('GBP');
  });
});
