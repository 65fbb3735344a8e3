import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entry, startTrial, type Trial } from '../trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial();
});
afterEach(() => trial.simulator.close());

const person = (number: number) => entry(`person-${number}@example.com`);
const statusOf = async (importId: string) => (await trial.call('GET', `/contacts/v3/import/${importId}`)).body;

describe('an import on its way', () => {
  it('shows nothing of itself before its time has come, and all of it from then on', async () => {
    const importId = await trial.sendImport([person(1)]);
    trial.simulator.clock.advance(999);
    expect(await statusOf(importId)).toEqual({ importId, status: 'NotFinished' });
    expect((await trial.call('GET', '/contacts/v3/email/person-1@example.com')).status).toBe(404);
    trial.simulator.clock.advance(1);
    expect(await trial.readContact('person-1@example.com')).toMatchObject({
      created: '2026-03-01T12:00:01.000Z',
      updated: '2026-03-01T12:00:01.000Z',
    });
    expect(await statusOf(importId)).toMatchObject({ importId, status: 'Finished', summary: { newContacts: 1 } });
  });

  it('can take a number of status calls instead of time', async () => {
    trial.account.setImportBehaviour('contacts', { polls: 2 });
    const importId = await trial.sendImport([person(1)]);
    trial.simulator.clock.advance(3_600_000);
    const statuses = [await statusOf(importId), await statusOf(importId), await statusOf(importId)];
    expect(statuses.map(({ status }) => status)).toEqual(['NotFinished', 'NotFinished', 'Finished']);
    expect(trial.account.importLog()).toMatchObject([{ polls: 3, status: 'Finished' }]);
  });

  it('is logged with its size and its times', async () => {
    const body = { contacts: [person(1), person(2)] };
    const { body: accepted } = await trial.call('PUT', '/contacts/v3/import', body);
    trial.simulator.clock.advance(1_000);
    expect(trial.account.importLog()).toEqual([
      {
        importId: accepted.importId,
        kind: 'contacts',
        collectionName: null,
        records: 2,
        bytes: JSON.stringify(body).length,
        acceptedAt: '2026-03-01T12:00:00.000Z',
        finishedAt: '2026-03-01T12:00:01.000Z',
        status: 'Finished',
        polls: 0,
      },
    ]);
  });

  it.each(['not-an-id', '123'])('is not found by the malformed id %s', async (importId) => {
    const { status, body } = await trial.call('GET', `/contacts/v3/import/${importId}`);
    expect([status, body.errorCode]).toEqual([400, 'contacts:invalidId']);
  });

  it('is found by no other account and by no other id', async () => {
    const other = { user: 'apiuser-other@apiconnector.com', password: 'other' };
    trial.simulator.addAccount(other);
    const importId = await trial.sendImport([person(1)]);
    for (const [id, init] of [
      [importId, other],
      ['00000000-0000-4000-8000-000000000000', {}],
    ] as const) {
      const { status, body } = await trial.call('GET', `/contacts/v3/import/${id}`, undefined, init);
      expect([status, body.errorCode]).toEqual([404, 'contacts:importNotFound']);
    }
  });
});

describe('the order in which imports end', () => {
  const finishedFirst = (firstName: string, secondName: string) => {
    const log = trial.account.importLog();
    return log.map(({ finishedAt }) => (finishedAt === null ? '' : firstName + secondName)).join('|');
  };

  it('is the order of acceptance, even when a later one is quicker', async () => {
    trial.account.planImports('contacts', { durationMs: 5_000 }, { durationMs: 10 });
    await trial.sendImport([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Older' } })]);
    await trial.sendImport([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Newer' } })]);
    trial.simulator.clock.advance(4_999);
    expect(trial.account.importActivity().contacts.active).toHaveLength(2);
    trial.simulator.clock.advance(1);
    expect(await trial.readContact('ada@example.com')).toMatchObject({ dataFields: { FIRSTNAME: 'Newer' } });
  });

  it('can be that every second one overtakes, so that an older body lands last', async () => {
    trial.account.setImportBehaviour('contacts', { finishOrder: 'outOfOrder' });
    await trial.sendImport([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Older' } })]);
    await trial.sendImport([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Newer' } })]);
    trial.simulator.clock.advance(500);
    expect(finishedFirst('second', ' ended')).toBe('|second ended');
    trial.simulator.clock.advance(1_000);
    expect(await trial.readContact('ada@example.com')).toMatchObject({ dataFields: { FIRSTNAME: 'Older' } });
  });

  it('is the order in which they were due, even when nobody asked for a long time', async () => {
    trial.account.setImportBehaviour('contacts', { finishOrder: 'outOfOrder' });
    await trial.sendImport([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Older' } })]);
    await trial.sendImport([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Newer' } })]);
    trial.simulator.clock.advance(3_600_000);
    expect(await trial.readContact('ada@example.com')).toMatchObject({ dataFields: { FIRSTNAME: 'Older' } });
  });

  it('can be by each one’s own duration', async () => {
    trial.account.setImportBehaviour('contacts', { finishOrder: 'independent' });
    trial.account.planImports('contacts', { durationMs: 3_000 }, { durationMs: 1_000 });
    await trial.sendImport([person(1)]);
    await trial.sendImport([person(2)]);
    trial.simulator.clock.advance(1_000);
    expect(trial.account.importLog().map(({ status }) => status)).toEqual(['NotFinished', 'Finished']);
  });
});

describe('the limit of active imports', () => {
  it('refuses the 26th, counts the most there ever were, and has room again when one has ended', async () => {
    const accepted = await Promise.all(Array.from({ length: 25 }, (_, number) => trial.sendImport([person(number)])));
    expect(new Set(accepted).size).toBe(25);
    const refused = await trial.call('PUT', '/contacts/v3/import', { contacts: [person(26)] });
    expect([refused.status, refused.body.errorCode]).toEqual([429, 'contacts:tooManyActiveImports']);
    expect(trial.account.importActivity().contacts).toMatchObject({ peak: 25 });
    trial.simulator.clock.advance(1_000);
    expect((await trial.call('PUT', '/contacts/v3/import', { contacts: [person(26)] })).status).toBe(202);
    expect(trial.account.importActivity().contacts).toMatchObject({ active: [expect.any(String)], peak: 25 });
    trial.account.resetImportPeaks();
    expect(trial.account.importActivity().contacts.peak).toBe(1);
  });
});

describe('the size of an import', () => {
  it('may be what the limit says and not a byte more', async () => {
    const body = { contacts: [person(1)] };
    const size = JSON.stringify(body).length;
    trial.account.change({ limits: { importBytes: size } });
    expect((await trial.call('PUT', '/contacts/v3/import', body)).status).toBe(202);
    trial.account.change({ limits: { importBytes: size - 1 } });
    const { status, body: answer } = await trial.call('PUT', '/contacts/v3/import', body);
    expect([status, answer]).toEqual([413, undefined]);
  });
});

describe('imports that end badly', () => {
  it.each(['Failed', 'RejectedByWatchdog', 'ExceedsAllowedContactLimit'] as const)('%s', async (outcome) => {
    trial.account.planImports('contacts', { outcome, recordsAppliedBeforeFailure: 1 });
    const importId = await trial.sendImport([person(1), person(2)]);
    trial.simulator.clock.advance(1_000);
    expect(await statusOf(importId)).toEqual({ importId, status: outcome });
    expect(trial.account.contactCount).toBe(1);
    expect((await trial.importContacts([person(2)])).status).toBe('Finished');
  });

  it('because the account is full of contacts, while those it has can still be changed', async () => {
    trial.account.change({ limits: { contacts: 1 } });
    await trial.importContacts([person(1)]);
    expect((await trial.importContacts([person(1), person(2)])).status).toBe('ExceedsAllowedContactLimit');
    expect((await trial.importContacts([person(1), person(1)])).status).toBe('Finished');
    expect(trial.account.contactCount).toBe(1);
  });
});

describe('reports', () => {
  const people = Array.from({ length: 50 }, (_, number) => person(number));
  const emailsOf = (report: { created: readonly { identifiers: Record<string, string> }[] }) =>
    report.created.map(({ identifiers }) => identifiers.email);

  it('come in the order of the body, or shuffled on demand', async () => {
    trial.account.planImports('contacts', {}, { shuffleReport: true });
    const emails = people.map(({ identifiers }) => identifiers.email);
    expect(emailsOf(await trial.importContacts(people))).toEqual(emails);
    const updated = (await trial.importContacts(people)).updated.map(({ identifiers }) => identifiers.email);
    expect(updated).not.toEqual(emails);
    expect([...updated].sort()).toEqual([...emails].sort());
  });

  it('lack contacts and summary on demand', async () => {
    trial.account.planImports('contacts', { recordsMissingFromReport: 2, omitSummary: true });
    const report = await trial.importContacts([person(1), person(2), person(3), entry('bad')]);
    expect(report).not.toHaveProperty('summary');
    expect(report.created.length + report.failures.length).toBe(2);
    expect(trial.account.contactCount).toBe(3);
  });

  it('are forgotten on demand', async () => {
    trial.account.setImportBehaviour('contacts', { forgetReportAfterMs: 60_000 });
    const { importId } = await trial.importContacts([person(1)]);
    trial.simulator.clock.advance(59_999);
    expect((await trial.call('GET', `/contacts/v3/import/${importId}`)).status).toBe(200);
    trial.simulator.clock.advance(1);
    expect((await trial.call('GET', `/contacts/v3/import/${importId}`)).status).toBe(404);
  });

  it.each([
    ['camelCase', ['invalidEmail', 'apiSchemaViolation']],
    ['PascalCase', ['InvalidEmail', 'ApiSchemaViolation']],
  ] as const)('spell codes in %s on demand', async (failureSpelling, codes) => {
    const other = await startTrial({ failureSpelling });
    const report = await other.importContacts([entry('bad'), entry('a@example.com', { dataFields: { NONE: 1 } })]);
    expect(report.failures.map(({ failures }) => failures[0]?.failureCode)).toEqual(codes);
    await other.simulator.close();
  });
});
