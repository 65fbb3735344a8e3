import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entry, startTrial, type Trial } from '../trial.ts';

let trial: Trial;
let listId: number;
beforeEach(async () => {
  trial = await startTrial(
    {},
    {
      dataFields: [
        { name: 'DOB', type: 'Date' },
        { name: 'POINTS', type: 'Numeric' },
        { name: 'VIP', type: 'Boolean' },
        { name: 'NEWSLETTER', type: 'String', defaultValue: 'NO' },
      ],
      customIdentifiers: ['crm-id'],
      preferences: [{ id: 7, publicName: 'Shoes' }],
      globallySuppressed: ['blocked@example.com'],
    },
  );
  listId = trial.account.lists()[0]?.id ?? 0;
});
afterEach(() => trial.simulator.close());

const failureCodes = (report: { failures: readonly { failures: readonly { failureCode: string }[] }[] }) =>
  report.failures.flatMap((failed) => failed.failures.map((failure) => failure.failureCode));

describe('consent in a contact import', () => {
  it('subscribes a new contact with opt-in type Unknown when nothing is said', async () => {
    await trial.importContacts([entry('ada@example.com')]);
    expect(await trial.readContact('ada@example.com')).toMatchObject({
      status: 'subscribed',
      channelProperties: { email: { emailType: 'Html', optInType: 'Unknown', status: 'subscribed' } },
    });
  });

  it.each(['unsubscribed', 'suppressed', 'hardBounced'] as const)(
    'leaves an existing %s contact as it is',
    async (status) => {
      trial.account.putContact({ email: 'ada@example.com', optInType: 'Double', status });
      const report = await trial.importContacts([entry('ada@example.com', { dataFields: { FIRSTNAME: 'Ada' } })]);
      expect(report.summary).toMatchObject({ newContacts: 0, updatedContacts: 1 });
      expect(await trial.readContact('ada@example.com')).toMatchObject({
        dataFields: { FIRSTNAME: 'Ada' },
        channelProperties: { email: { optInType: 'Double', status } },
      });
    },
  );

  it('overwrites the opt-in type and status of an existing contact when they are sent', async () => {
    trial.account.putContact({ email: 'ada@example.com', optInType: 'Double', status: 'subscribed' });
    const channelProperties = { email: { optInType: 'unknown', status: 'unsubscribed' } };
    await trial.importContacts([entry('ada@example.com', { channelProperties })]);
    expect(await trial.readContact('ada@example.com')).toMatchObject({
      status: 'unsubscribed',
      channelProperties: { email: { optInType: 'Unknown', status: 'unsubscribed' } },
    });
  });

  it('re-subscribes at once when told so, and asks first when the challenge is wanted', async () => {
    trial.account.putContact({ email: 'ada@example.com', status: 'unsubscribed' });
    trial.account.putContact({ email: 'bob@example.com', status: 'unsubscribed' });
    const asking = { status: 'subscribed', resubscribeOptions: { resubscribeWithNoChallenge: false } };
    await trial.importContacts([
      entry('ada@example.com', { channelProperties: { email: { status: 'subscribed' } } }),
      entry('bob@example.com', { channelProperties: { email: asking } }),
    ]);
    expect(await trial.readContact('ada@example.com')).toMatchObject({ status: 'subscribed' });
    expect(await trial.readContact('bob@example.com')).toMatchObject({ status: 'pendingOptIn' });
  });

  it('holds a verifiedDouble contact at pendingOptIn', async () => {
    const channelProperties = { email: { optInType: 'verifiedDouble' } };
    await trial.importContacts([entry('ada@example.com', { channelProperties })]);
    expect(await trial.readContact('ada@example.com')).toMatchObject({ status: 'pendingOptIn' });
  });

  it('holds every new contact at pendingOptIn where the account enforces double opt-in', async () => {
    const strict = await startTrial({}, { enforcesDoubleOptIn: true });
    await strict.importContacts([entry('ada@example.com')]);
    expect(await strict.readContact('ada@example.com')).toMatchObject({ status: 'pendingOptIn' });
    await strict.simulator.close();
  });
});

describe('matching', () => {
  it('finds an email whatever its case, and brings a contact back from the bin', async () => {
    trial.account.putContact({ email: 'Ada@Example.com', lists: ['Customers'], isBinned: true });
    expect(trial.account.lists()[0]?.contacts).toBe(0);
    expect((await trial.call('GET', '/contacts/v3/email/ada@example.com')).status).toBe(404);
    const report = await trial.importContacts([entry('ada@example.com')]);
    expect(report.summary).toMatchObject({ newContacts: 0, updatedContacts: 1 });
    expect(await trial.readContact('ADA@example.com')).toMatchObject({ status: 'subscribed' });
    expect(trial.account.lists()[0]?.contacts).toBe(1);
  });

  it('changes the email of a contact that is matched by its id', async () => {
    const { contactId } = trial.account.putContact({ email: 'old@example.com' });
    const report = await trial.importContacts([
      { matchIdentifier: 'contactId', identifiers: { contactId, email: 'new@example.com' } },
    ]);
    expect(report.updated).toEqual([{ contactId, identifiers: { email: 'new@example.com' } }]);
    expect(trial.account.contact('email', 'old@example.com')).toBeUndefined();
    expect(trial.account.contact('email', 'new@example.com')).toMatchObject({ contactId });
  });

  it('never assigns a contactId', async () => {
    const report = await trial.importContacts([{ matchIdentifier: 'contactId', identifiers: { contactId: 5 } }]);
    expect(failureCodes(report)).toEqual(['InvalidContactId']);
  });

  it('matches by custom identifiers that the account has, and by no others', async () => {
    const report = await trial.importContacts([
      { matchIdentifier: 'crm-id', identifiers: { 'crm-id': 'A1', email: 'ada@example.com' } },
      { matchIdentifier: 'shoe-size', identifiers: { 'shoe-size': '42' } },
      entry('bob@example.com', { identifiers: { email: 'bob@example.com', 'shoe-size': '42' } }),
    ]);
    expect(report.summary).toMatchObject({ newContacts: 1, invalidEntries: 2 });
    expect(failureCodes(report)).toEqual(['InvalidMatchIdentifier', 'ApiSchemaViolation']);
    expect(trial.account.contact('crm-id', 'A1')).toMatchObject({ identifiers: { email: 'ada@example.com' } });
  });

  it('fails an entry whose identifiers lack the match identifier', async () => {
    const report = await trial.importContacts([
      { matchIdentifier: 'email', identifiers: { mobileNumber: '447123123123' } },
    ]);
    expect(failureCodes(report)).toEqual(['NoValidIdentifiers']);
  });

  it('fails an entry that takes an identifier of someone else', async () => {
    trial.account.putContact({ email: 'bob@example.com', mobileNumber: '447123123123' });
    const report = await trial.importContacts([
      entry('ada@example.com', { identifiers: { email: 'ada@example.com', mobileNumber: '447123123123' } }),
    ]);
    expect(failureCodes(report)).toEqual(['identifierConflict']);
    expect(trial.account.contact('email', 'ada@example.com')).toBeUndefined();
  });

  it('takes a second identifier that is the contact’s own already', async () => {
    const identifiers = { email: 'bob@example.com', mobileNumber: '447123123123' };
    trial.account.putContact(identifiers);
    const report = await trial.importContacts([entry('bob@example.com', { identifiers })]);
    expect(report.summary).toMatchObject({ updatedContacts: 1, invalidEntries: 0 });
  });

  it('lets the first of several entries of one contact win', async () => {
    const report = await trial.importContacts([
      entry('ada@example.com', { dataFields: { FIRSTNAME: 'First' } }),
      entry('ADA@example.com', { dataFields: { FIRSTNAME: 'Second' } }),
    ]);
    expect(report.summary).toMatchObject({ newContacts: 1, invalidEntries: 0, duplicateIdentifiers: 1 });
    expect(failureCodes(report)).toEqual(['duplicateIdentifier']);
    expect(await trial.readContact('ada@example.com')).toMatchObject({ dataFields: { FIRSTNAME: 'First' } });
    expect((await trial.importContacts([entry('ada@example.com')])).summary).toMatchObject({ updatedContacts: 1 });
  });
});

describe('values', () => {
  it.each([
    'x@y@z',
    'plain',
    'a b@example.com',
    ' ada@example.com',
    'ada@example',
    'ada@-example.com',
    'a..b@example.com',
    '',
  ])('fails the email "%s"', async (email) => {
    const report = await trial.importContacts([entry(email), entry('good@example.com')]);
    expect(report.summary).toMatchObject({ newContacts: 1, invalidEntries: 1 });
    expect(['invalidEmail', 'NoValidIdentifiers']).toContain(failureCodes(report)[0]);
  });

  it.each(['ada+shop@mail.example.co.uk', "o'neil@example.com", 'x_1%a@xn--bcher-kva.example'])(
    'takes the email %s',
    async (email) => {
      expect((await trial.importContacts([entry(email)])).summary).toMatchObject({ newContacts: 1, invalidEntries: 0 });
    },
  );

  it('fails mobile numbers that are not E.164 digits', async () => {
    const report = await trial.importContacts([
      { matchIdentifier: 'mobileNumber', identifiers: { mobileNumber: '+44 7123' } },
      { matchIdentifier: 'mobileNumber', identifiers: { mobileNumber: '447123123123' } },
    ]);
    expect(report.summary).toMatchObject({ newContacts: 1, invalidEntries: 1 });
    expect(failureCodes(report)).toEqual(['InvalidPhoneNumber']);
  });

  it.each([
    ['FIRSTNAME', 5],
    ['FIRSTNAME', 'x'.repeat(1_001)],
    ['FIRSTNAME', { en: 'Ada' }],
    ['POINTS', '5'],
    ['POINTS', 1e18],
    ['POINTS', 0.1234567891],
    ['VIP', 'true'],
    ['DOB', '1990-12-10'],
    ['DOB', '1990-02-30T00:00:00Z'],
    ['DOB', 660787200],
    ['MISSING', 'x'],
  ])('fails a contact whose %s is %j, and imports the rest', async (name, value) => {
    const report = await trial.importContacts([
      entry('bad@example.com', { dataFields: { [name]: value } }),
      entry('good@example.com', { dataFields: { FIRSTNAME: 'Good' } }),
    ]);
    expect(report.summary).toMatchObject({ newContacts: 1, invalidEntries: 1 });
    expect(report.failures).toMatchObject([
      {
        matchIdentifier: 'email',
        identifiers: { email: 'bad@example.com' },
        failures: [{ failureCode: 'ApiSchemaViolation' }],
      },
    ]);
    expect(trial.account.contact('email', 'bad@example.com')).toBeUndefined();
  });

  it('names every field that is wrong', async () => {
    const report = await trial.importContacts([
      entry('a@example.com', { dataFields: { VIP: 1, POINTS: 'x', DOB: null } }),
    ]);
    expect(report.failures[0]?.failures.map(({ description }) => description)).toEqual([
      "The data field 'VIP' must be true or false",
      "The data field 'POINTS' must be a number",
    ]);
  });

  it('keeps values under the spelling of the account, whatever case they come in, and gives new contacts the defaults', async () => {
    const dataFields = { firstname: 'Ada', dob: '1990-12-10T00:00:00Z', Points: -1.5, vip: false };
    await trial.importContacts([entry('ada@example.com', { dataFields })]);
    expect((await trial.readContact('ada@example.com')).dataFields).toEqual({
      FIRSTNAME: 'Ada',
      DOB: '1990-12-10T00:00:00Z',
      POINTS: -1.5,
      VIP: false,
      NEWSLETTER: 'NO',
    });
  });
});

describe('merge options', () => {
  const held = { FIRSTNAME: 'Ada', POINTS: 0 };
  const incoming = { FIRSTNAME: '', LASTNAME: 'Lovelace', POINTS: null };
  it.each([
    ['overwrite', { FIRSTNAME: '', LASTNAME: 'Lovelace' }],
    ['overwriteIfNotEmpty', { FIRSTNAME: 'Ada', LASTNAME: 'Lovelace', POINTS: 0 }],
    ['overwriteIfEmpty', { FIRSTNAME: 'Ada', LASTNAME: 'Lovelace', POINTS: 0 }],
  ])('%s', async (mergeOption, expected) => {
    trial.account.putContact({ email: 'ada@example.com', dataFields: held });
    await trial.importContacts([entry('ada@example.com', { dataFields: incoming })], mergeOption);
    const { NEWSLETTER: _default, ...dataFields } = trial.account.contact('email', 'ada@example.com')?.dataFields ?? {};
    expect(dataFields).toEqual(expected);
  });

  it('overwriteIfEmpty leaves filled fields and the opt-in type, even for a different value', async () => {
    trial.account.putContact({ email: 'ada@example.com', dataFields: held, optInType: 'Double' });
    const channelProperties = { email: { optInType: 'single' } };
    await trial.importContacts(
      [entry('ada@example.com', { dataFields: { FIRSTNAME: 'Eve' }, channelProperties })],
      'overwriteIfEmpty',
    );
    expect(trial.account.contact('email', 'ada@example.com')).toMatchObject({
      dataFields: { FIRSTNAME: 'Ada' },
      channelProperties: { email: { optInType: 'Double' } },
    });
  });
});

describe('what belongs to a contact', () => {
  it('adds to lists and never removes', async () => {
    const second = trial.account.createList('Guests').id;
    await trial.importContacts([entry('ada@example.com', { lists: [listId] })]);
    await trial.importContacts([entry('ada@example.com', { lists: [second, second] })]);
    await trial.importContacts([entry('ada@example.com')]);
    expect((await trial.readContact('ada@example.com')).lists).toEqual([
      { id: listId, name: 'Customers', status: 'subscribed' },
      { id: second, name: 'Guests', status: 'subscribed' },
    ]);
    expect(trial.account.lists().map(({ contacts }) => contacts)).toEqual([1, 1]);
  });

  it('saves a contact and reports the lists, preferences and consent that were not', async () => {
    const report = await trial.importContacts([
      entry('ada@example.com', {
        lists: [listId, 999],
        preferences: [
          { id: 7, isOptedIn: true },
          { id: 8, isOptedIn: true },
        ],
        consentRecords: [
          {
            text: 'Yes',
            dateTimeConsented: '2026-02-01',
            url: 'https://a.example',
            ipAddress: '1.2.3.4',
            userAgent: 'x',
          },
        ],
      }),
    ]);
    expect(report.summary).toMatchObject({ newContacts: 1, invalidEntries: 0 });
    const [created] = report.created;
    expect(report.failures).toMatchObject([{ contactId: created?.contactId, matchIdentifier: 'email' }]);
    expect(failureCodes(report)).toEqual([
      'InvalidAddressBookIds',
      'preferencesNotApplied',
      'consentRecordsNotApplied',
    ]);
    expect(await trial.readContact('ada@example.com')).toMatchObject({
      lists: [{ id: listId }],
      preferences: [{ id: 7, isOptedIn: true, publicName: 'Shoes' }],
      consentRecords: [],
    });
  });

  it('keeps consent records with the moment they arrived', async () => {
    const record = {
      text: 'Yes',
      dateTimeConsented: '2026-02-01T10:00:00Z',
      url: 'https://a.example',
      ipAddress: '::1',
      userAgent: 'x',
    };
    await trial.importContacts([entry('ada@example.com', { consentRecords: [record] })]);
    expect((await trial.readContact('ada@example.com')).consentRecords).toEqual([
      { ...record, dateTimeCreated: '2026-03-01T12:00:01.000Z' },
    ]);
  });
});

describe('reasons that no data can cause', () => {
  it('refuses emails that are suppressed for the whole account', async () => {
    const report = await trial.importContacts([entry('Blocked@example.com'), entry('ada@example.com')]);
    expect(report.summary).toMatchObject({ newContacts: 1, globallySuppressed: 1, invalidEntries: 0 });
    expect(failureCodes(report)).toEqual(['GloballySuppressed']);
  });

  it('refuses planned contacts with the planned code, as often as planned', async () => {
    trial.account.rejectContact({
      identifier: 'email',
      value: 'ada@example.com',
      failureCode: 'SuppressedByDomain',
      times: 1,
    });
    expect(failureCodes(await trial.importContacts([entry('ada@example.com')]))).toEqual(['SuppressedByDomain']);
    expect(failureCodes(await trial.importContacts([entry('ada@example.com')]))).toEqual([]);
  });
});
