import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTrial, type Trial } from '../trial.ts';

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial({}, { customIdentifiers: ['crm-id'] });
});
afterEach(() => trial.simulator.close());

describe('one contact', () => {
  it('is read whole by any of its identifiers', async () => {
    const { contactId } = trial.account.putContact({
      email: 'ada@example.com',
      mobileNumber: '447123123123',
      customIdentifiers: { 'crm-id': 'A/1' },
      dataFields: { FIRSTNAME: 'Ada' },
      lists: ['Customers'],
    });
    for (const path of [
      `contactId/${contactId}`,
      'email/ADA%40example.com',
      'mobileNumber/447123123123',
      'crm-id/A%2F1',
    ]) {
      const { status, body } = await trial.call('GET', `/contacts/v3/${path}`);
      expect([status, body]).toEqual([
        200,
        {
          contactId,
          status: 'subscribed',
          created: '2026-03-01T12:00:00.000Z',
          updated: '2026-03-01T12:00:00.000Z',
          identifiers: { email: 'ada@example.com', mobileNumber: '447123123123', 'crm-id': 'A/1' },
          dataFields: { FIRSTNAME: 'Ada' },
          channelProperties: {
            email: { emailType: 'Html', optInType: 'Unknown', status: 'subscribed' },
            sms: { countryCode: 'GB', status: 'noSubscription' },
            whatsApp: { status: 'noSubscription' },
          },
          lists: [{ id: expect.any(Number), name: 'Customers', status: 'subscribed' }],
          consentRecords: [],
        },
      ]);
    }
  });

  it.each([
    ['email/none@example.com', 404, 'contacts:contactNotFound'],
    ['contactId/5', 404, 'contacts:contactNotFound'],
    ['email/12345', 400, 'contacts:invalidId'],
    ['contactId/ada', 400, 'contacts:invalidId'],
    ['shoe-size/42', 400, 'contacts:invalidId'],
  ])('is not read by %s', async (path, status, errorCode) => {
    const reply = await trial.call('GET', `/contacts/v3/${path}`);
    expect([reply.status, reply.body.errorCode]).toEqual([status, errorCode]);
    if (status === 404)
      expect(reply.body.details).toEqual([{ item: path.split('/')[1], description: expect.any(String) }]);
  });

  it('goes to the bin when deleted', async () => {
    const { contactId } = trial.account.putContact({ email: 'ada@example.com' });
    const deleted = await trial.call('DELETE', '/contacts/v3/email/ada@example.com');
    expect([deleted.status, deleted.body]).toEqual([200, { contactId }]);
    expect((await trial.call('DELETE', '/contacts/v3/email/ada@example.com')).status).toBe(404);
    expect(trial.account.contactCount).toBe(0);
  });
});

describe('a patched contact', () => {
  const patch = (path: string, body: unknown) => trial.call('PATCH', `/contacts/v3/${path}`, body);

  it('is created with the consent defaults, then updated', async () => {
    const created = await patch('email/ada@example.com', { dataFields: { FIRSTNAME: 'Ada' } });
    expect([created.status, created.body]).toMatchObject([
      201,
      {
        identifiers: { email: 'ada@example.com' },
        channelProperties: { email: { optInType: 'Unknown', status: 'subscribed' } },
      },
    ]);
    const updated = await patch('email/ada@example.com', { dataFields: { LASTNAME: 'Lovelace' } });
    expect([updated.status, updated.body.dataFields]).toEqual([200, { FIRSTNAME: 'Ada', LASTNAME: 'Lovelace' }]);
  });

  it('is merged by the kebab-case option', async () => {
    trial.account.putContact({ email: 'ada@example.com', dataFields: { FIRSTNAME: 'Ada' } });
    const kept = await patch('email/ada@example.com?merge-option=overwrite-if-empty', {
      dataFields: { FIRSTNAME: 'Eve' },
    });
    expect(kept.body.dataFields).toEqual({ FIRSTNAME: 'Ada' });
    expect((await patch('email/ada@example.com?merge-option=overwriteIfEmpty', {})).status).toBe(400);
  });

  it('changes its identifiers, unless they are someone else’s', async () => {
    trial.account.putContact({ email: 'ada@example.com' });
    trial.account.putContact({ email: 'bob@example.com' });
    const conflict = await patch('email/ada@example.com', { identifiers: { email: 'bob@example.com' } });
    expect([conflict.status, conflict.body.errorCode]).toEqual([409, 'contacts:idAlreadyExists']);
    expect((await patch('email/ada@example.com', { identifiers: { email: 'new@example.com' } })).status).toBe(200);
    expect(trial.account.contact('email', 'ada@example.com')).toBeUndefined();
  });

  it.each([
    [{ matchIdentifier: 'email' }],
    [{ identifiers: { contactId: 5 } }],
    [{ dataFields: { MISSING: 1 } }],
    [{ dataFields: { FIRSTNAME: 1 } }],
    [{ channelProperties: { email: { status: 'Subscribed' } } }],
    [[]],
  ])('is refused when its body is %j', async (body) => {
    const reply = await patch('email/ada@example.com', body);
    expect([reply.status, reply.body.errorCode]).toEqual([400, 'contacts:badRequest']);
    expect(trial.account.contactCount).toBe(0);
  });
});

describe('pages of contacts', () => {
  const emails = Array.from({ length: 7 }, (_, number) => `person-${number}@example.com`);
  const read = async (query: string) => {
    const { body } = await trial.call('GET', `/contacts/v3${query}`);
    const { _items, _links } = body as unknown as {
      _items: { identifiers: { email: string } }[];
      _links: Record<'self' | 'first' | 'next', { marker: string; link: string } | undefined>;
    };
    return { emails: _items.map(({ identifiers }) => identifiers.email), items: _items, links: _links };
  };
  beforeEach(() => {
    for (const email of emails) trial.account.putContact({ email, dataFields: { FIRSTNAME: 'Ada', LASTNAME: 'L' } });
  });

  it('follow one another by marker or by link until there is no next', async () => {
    const seen: string[] = [];
    let query: string | undefined = '?limit=3';
    let pages = 0;
    while (query !== undefined) {
      const page = await read(query);
      seen.push(...page.emails);
      pages++;
      const next = page.links.next;
      query =
        next === undefined
          ? undefined
          : pages === 1
            ? `?limit=3&marker=${encodeURIComponent(next.marker)}`
            : next.link.slice(12);
      expect(page.links).toMatchObject({ self: { marker: expect.any(String) }, first: { link: expect.any(String) } });
    }
    expect([pages, seen]).toEqual([3, emails]);
  });

  it('hold what is asked for and no more', async () => {
    expect((await read('?limit=1')).items[0]).toEqual({
      contactId: expect.any(Number),
      status: 'subscribed',
      created: expect.any(String),
      updated: expect.any(String),
      identifiers: { email: emails[0] },
    });
    expect((await read('?limit=1&data-fields=firstname&include=lists|channelProperties')).items[0]).toMatchObject({
      dataFields: { FIRSTNAME: 'Ada' },
      lists: [],
      channelProperties: { email: {} },
    });
    expect((await read('?limit=1&data-fields=[[ALL]]')).items[0]).toMatchObject({ dataFields: { LASTNAME: 'L' } });
  });

  it('are filtered by creation, change and list, binned contacts left out', async () => {
    trial.simulator.clock.advance(60_000);
    trial.account.putContact({ email: 'person-1@example.com', lists: ['Customers'] });
    trial.account.putContact({ email: 'late@example.com' });
    trial.account.putContact({ email: 'gone@example.com', isBinned: true });
    const since = 'gte::2026-03-01T12:00:30Z';
    expect((await read(`?~modified=${since}`)).emails).toEqual(['person-1@example.com', 'late@example.com']);
    expect((await read(`?~created=${since}`)).emails).toEqual(['late@example.com']);
    expect((await read(`?~listId=${trial.account.lists()[0]?.id}`)).emails).toEqual(['person-1@example.com']);
  });

  it.each([
    '?~modified=2026-03-01T12:00:00Z',
    '?~modified=gte::2026-13-01T12:00:00Z',
    '?~modified=gte::2026-03-01T12:00:00Z&~created=gte::2026-03-01T12:00:00Z',
    '?~listId=5',
    '?~segmentId=5',
    '?limit=5001',
    '?limit=0',
    '?marker=nonsense',
    '?include=everything',
    '?data-fields=MISSING',
    '?modified=gte::2026-03-01T12:00:00Z',
  ])('refuse %s', async (query) => {
    const { status, body } = await trial.call('GET', `/contacts/v3${query}`);
    expect([status, body.errorCode]).toEqual([400, 'contacts:invalidFilter']);
  });
});
