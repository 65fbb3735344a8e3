import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entry, startTrial, type Trial } from '../trial.ts';

let trial: Trial;
beforeAll(async () => {
  trial = await startTrial();
});
afterAll(() => trial.simulator.close());

const good = entry('ada@example.com');
const withChannel = (channelProperties: unknown) => entry('ada@example.com', { channelProperties });
const consent = {
  text: 'a',
  dateTimeConsented: '2026-01-01T00:00:00Z',
  url: 'https://a.example',
  ipAddress: '::1',
  userAgent: 'x',
};

describe('a contact import whose shape is broken', () => {
  it.each<[string, unknown, string]>([
    ['no contacts', {}, 'contacts'],
    ['contacts that are not an array', { contacts: {} }, 'contacts'],
    ['an empty import', { contacts: [] }, 'contacts'],
    ['an array instead of an object', [good], 'body'],
    ['an unknown merge option', { mergeOption: 'overwrite-if-empty', contacts: [good] }, 'mergeOption'],
    ['a key of no meaning', { contacts: [good], listId: 1 }, 'listId'],
    ['an entry that is no object', { contacts: ['ada@example.com'] }, 'contacts[0].contact'],
    ['a key of no meaning in an entry', { contacts: [{ ...good, email: 'x' }] }, 'contacts[0].email'],
    ['no match identifier', { contacts: [{ identifiers: { email: 'a@example.com' } }] }, 'contacts[0].matchIdentifier'],
    [
      'a malformed match identifier',
      { contacts: [{ ...good, matchIdentifier: 'e mail' }] },
      'contacts[0].matchIdentifier',
    ],
    ['no identifiers', { contacts: [{ matchIdentifier: 'email' }] }, 'contacts[0].identifiers'],
    ['null identifiers', { contacts: [{ ...good, identifiers: null }] }, 'contacts[0].identifiers'],
    ['a null email', { contacts: [good, entry(null as unknown as string)] }, 'contacts[1].identifiers.email'],
    [
      'a contactId that is text',
      { contacts: [{ ...good, identifiers: { contactId: '5' } }] },
      'contacts[0].identifiers.contactId',
    ],
    ['null data fields', { contacts: [{ ...good, dataFields: null }] }, 'contacts[0].dataFields'],
    ['null channel properties', { contacts: [withChannel(null)] }, 'contacts[0].channelProperties'],
    ['an unknown channel', { contacts: [withChannel({ fax: {} })] }, 'contacts[0].channelProperties.fax'],
    [
      'an unknown email property',
      { contacts: [withChannel({ email: { opt: 1 } })] },
      'contacts[0].channelProperties.email.opt',
    ],
    [
      'a read value of the opt-in type',
      { contacts: [withChannel({ email: { optInType: 'Unknown' } })] },
      'contacts[0].channelProperties.email.optInType',
    ],
    [
      'an unwritable email status',
      { contacts: [withChannel({ email: { status: 'noSubscription' } })] },
      'contacts[0].channelProperties.email.status',
    ],
    [
      'a null status',
      { contacts: [withChannel({ email: { status: null } })] },
      'contacts[0].channelProperties.email.status',
    ],
    [
      'an unknown sms status',
      { contacts: [withChannel({ sms: { status: 'on' } })] },
      'contacts[0].channelProperties.sms.status',
    ],
    ['no list at all', { contacts: [{ ...good, lists: [] }] }, 'contacts[0].lists'],
    ['101 lists', { contacts: [{ ...good, lists: Array.from({ length: 101 }, (_, id) => id) }] }, 'contacts[0].lists'],
    ['a list id that is text', { contacts: [{ ...good, lists: ['5'] }] }, 'contacts[0].lists'],
    [
      'a preference without its state',
      { contacts: [{ ...good, preferences: [{ id: 1 }] }] },
      'contacts[0].preferences[0].isOptedIn',
    ],
    [
      'six consent records',
      { contacts: [{ ...good, consentRecords: Array(6).fill(consent) }] },
      'contacts[0].consentRecords',
    ],
    [
      'consent without its text',
      { contacts: [{ ...good, consentRecords: [{ ...consent, text: '' }] }] },
      'contacts[0].consentRecords[0].text',
    ],
  ])('%s refuses all of it and says where to the simulator', async (_what, body, path) => {
    const { status, body: answer } = await trial.call('PUT', '/contacts/v3/import', body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({
      errorCode: 'contacts:badRequest',
      description: expect.stringMatching(/^The .+ field .+\.$/),
    });
    expect(trial.account.refusals().at(-1)).toMatchObject({ endpoint: 'PUT /contacts/v3/import', path });
  });

  it('says which field is missing, as the platform does', async () => {
    const { body } = await trial.call('PUT', '/contacts/v3/import', { contacts: [{ matchIdentifier: 'email' }] });
    expect(body.description).toBe('The Identifiers field is required.');
  });

  it('is told from a body that is not JSON', async () => {
    const { status, body } = await trial.call('PUT', '/contacts/v3/import', '{"contacts":');
    expect([status, body.errorCode]).toEqual([400, 'contacts:badJson']);
  });

  it('is told from a body that does not claim to be JSON', async () => {
    const { status } = await trial.call(
      'PUT',
      '/contacts/v3/import',
      { contacts: [good] },
      { contentType: 'text/plain' },
    );
    expect(status).toBe(415);
  });

  it('accepts nothing', () => {
    expect(trial.account.importLog()).toEqual([]);
  });
});
