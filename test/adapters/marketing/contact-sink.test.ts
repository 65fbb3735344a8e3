import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createContactSink } from '../../../shared/adapters/marketing/contact-sink.ts';
import type { Sink } from '../../../shared/ports.ts';
import { type Act, openStage, type Stage, unhurried } from './stage.ts';

let stage: Stage;
let sink: Sink;
beforeEach(async () => {
  stage = await openStage();
  sink = createContactSink({ client: stage.client, listId: 7, fields: [] });
});
afterEach(() => stage.close());

const submissionOf = (email: string, firstName = 'Ada') => ({
  id: `id of ${email}`,
  handle: email,
  json: JSON.stringify({ matchIdentifier: 'email', identifiers: { email }, dataFields: { FIRSTNAME: firstName } }),
});

const saved = (...emails: string[]) => emails.map((email, n) => ({ contactId: n, identifiers: { email } }));
const failed = (email: string, ...codes: unknown[]) => ({
  matchIdentifier: 'email',
  identifiers: { email },
  failures: codes.map((failureCode) => ({ failureCode, description: `Something about ${email}` })),
});
const report = (body: Record<string, unknown>): Act => ({ status: 200, body: { importId: 'i-1', ...body } });

describe('handing over', () => {
  it('sends every contact in one import that overwrites', async () => {
    stage.play({ status: 202, body: { importId: 'i-1' } });
    const submitted = await sink.submit(
      [submissionOf('ada@example.com'), submissionOf('bo@example.com', '🌍 „ü“')],
      unhurried,
    );
    expect(submitted).toEqual({ importId: 'i-1', isUncertain: false, calls: 1 });
    expect(stage.server.requests).toHaveLength(1);
    const [request] = stage.server.requests;
    expect([request?.method, request?.path]).toEqual(['PUT', '/contacts/v3/import']);
    expect(JSON.parse(request?.body ?? '')).toEqual({
      mergeOption: 'overwrite',
      contacts: [
        { matchIdentifier: 'email', identifiers: { email: 'ada@example.com' }, dataFields: { FIRSTNAME: 'Ada' } },
        { matchIdentifier: 'email', identifiers: { email: 'bo@example.com' }, dataFields: { FIRSTNAME: '🌍 „ü“' } },
      ],
    });
  });

  it('can be told to fill only what is empty', async () => {
    const guests = createContactSink({ client: stage.client, listId: 7, fields: [], mergeOption: 'overwriteIfEmpty' });
    stage.play({ status: 202, body: { importId: 'i-1' } });
    await guests.submit([submissionOf('ada@example.com')], unhurried);
    expect(JSON.parse(stage.server.requests[0]?.body ?? '')).toMatchObject({ mergeOption: 'overwriteIfEmpty' });
  });

  it('tells that an earlier attempt may have been taken as well', async () => {
    stage.play('cut', { status: 202, body: { importId: 'i-1' } });
    expect(await sink.submit([submissionOf('ada@example.com')], unhurried)).toMatchObject({
      isUncertain: true,
      calls: 2,
    });
  });

  it('without an import id in the answer may have happened and is worth another try', async () => {
    stage.play({ status: 202, body: {} });
    await expect(sink.submit([submissionOf('ada@example.com')], unhurried)).rejects.toMatchObject({
      name: 'TransientError',
      code: 'marketing.unreadableAnswer',
      isUncertain: true,
    });
  });

  it('to a path that does not exist is a matter of settings', async () => {
    stage.play({ status: 404, body: '<html>', headers: { 'content-type': 'text/html' } });
    const work = sink.submit([submissionOf('ada@example.com')], unhurried);
    await expect(work).rejects.toMatchObject({ name: 'ConfigurationError', code: 'marketing.refused' });
  });
});

describe('the outcome', () => {
  it.each([
    ['NotFinished', { state: 'pending' }],
    ['notfinished', { state: 'pending' }],
    ['Processing', { state: 'pending' }],
    ['Failed', { state: 'failed', code: 'Failed', needsPerson: false }],
    ['RejectedByWatchdog', { state: 'failed', code: 'RejectedByWatchdog', needsPerson: true }],
    ['exceedsAllowedContactLimit', { state: 'failed', code: 'ExceedsAllowedContactLimit', needsPerson: true }],
    ['PausedForReview', { state: 'failed', code: 'PausedForReview', needsPerson: false, isUncertain: true }],
  ])('%s', async (status, expected) => {
    stage.play(report({ status }));
    expect(await sink.readOutcome('i-1', unhurried)).toMatchObject(expected);
    expect(stage.server.requests[0]?.path).toBe('/contacts/v3/import/i-1');
  });

  it('that needs a person says what to do', async () => {
    stage.play(report({ status: 'RejectedByWatchdog' }));
    expect(await sink.readOutcome('i-1', unhurried)).toMatchObject({ remedy: expect.stringContaining('support') });
  });

  it.each([
    ['404', { status: 404, body: { errorCode: 'contacts:importNotFound' } }],
    ['404 without a body', { status: 404 }],
    ['400 for the id', { status: 400, body: { errorCode: 'contacts:invalidId' } }],
  ])('is gone after %s', async (_, answer) => {
    stage.play(answer);
    expect(await sink.readOutcome('i-1', unhurried)).toEqual({ state: 'gone', calls: 1 });
  });

  it('without a status word cannot be read', async () => {
    stage.play(report({}));
    await expect(sink.readOutcome('i-1', unhurried)).rejects.toMatchObject({ code: 'marketing.unreadableAnswer' });
  });

  it('keeps an odd import id inside its path', async () => {
    stage.play(report({ status: 'NotFinished' }));
    await sink.readOutcome('../x?y', unhurried);
    expect(stage.server.requests[0]?.path).toBe('/contacts/v3/import/..%2Fx%3Fy');
  });
});

describe('a report', () => {
  const outcomeOf = async (body: Record<string, unknown>) => {
    stage.play(report({ status: 'Finished', ...body }));
    const outcome = await sink.readOutcome('i-1', unhurried);
    if (outcome.state !== 'finished') throw new Error(outcome.state);
    return { saved: [...(outcome.saved ?? [])].sort(), refused: Object.fromEntries(outcome.refused) };
  };

  it('names created and updated contacts alike, by email in lower case', async () => {
    const created = saved('Bo@Example.com', 'ada@example.com');
    expect(await outcomeOf({ created, updated: saved(' CY@example.com ') })).toEqual({
      saved: ['ada@example.com', 'bo@example.com', 'cy@example.com'],
      refused: {},
    });
  });

  it.each([{}, { created: null, updated: null, failures: null }, { created: 'x', updated: 3, failures: {} }])(
    'without its arrays names nobody: %j',
    async (body) => {
      expect(await outcomeOf(body)).toEqual({ saved: [], refused: {} });
    },
  );

  it('skips rows it cannot attribute and reads the others', async () => {
    const created = [null, 7, {}, { identifiers: null }, { identifiers: { email: 5 } }, ...saved('ada@example.com')];
    const failures = [null, { failures: [] }, failed('bo@example.com', 'InvalidEmail')];
    expect(await outcomeOf({ created, failures })).toEqual({
      saved: ['ada@example.com'],
      refused: { 'bo@example.com': 'InvalidEmail' },
    });
  });

  it('counts a contact that was saved without its list as refused', async () => {
    const failures = [failed('ADA@example.com', 'invalidAddressBookIds')];
    expect(await outcomeOf({ updated: saved('ada@example.com'), failures })).toEqual({
      saved: [],
      refused: { 'ada@example.com': 'InvalidAddressBookIds' },
    });
  });

  it.each([
    ['spelt as documented', ['InvalidEmail'], 'InvalidEmail'],
    ['spelt as in the example', ['duplicateIdentifier'], 'DuplicateIdentifier'],
    ['new to us', ['SomethingNew'], 'SomethingNew'],
    ['no code but a sentence with data', ['bo@example.com is bad'], 'Unknown'],
    ['missing', [undefined], 'Unknown'],
    ['absent altogether', [], 'Unknown'],
    ['several, the first that can be explained', ['SomethingNew', 'invalidEmail', 'Blocker'], 'InvalidEmail'],
  ])('tells the code when it is %s', async (_, codes, expected) => {
    expect(await outcomeOf({ failures: [failed('bo@example.com', ...codes)] })).toMatchObject({
      refused: { 'bo@example.com': expected },
    });
  });
});
