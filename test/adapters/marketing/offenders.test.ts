import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createContactSink } from '../../../shared/adapters/marketing/contact-sink.ts';
import type { Sink, Submission } from '../../../shared/ports.ts';
import type { SeenRequest } from '../http/loopback-server.ts';
import { type Act, openStage, type Stage, unhurried, within } from './stage.ts';

/**
 * A platform that refuses an import as a whole when one of these is in it. `tells` is how much its answer says, `polls`
 * how often an import is asked about before it is done.
 */
interface Platform {
  bad: Set<string>;
  tells: 'nothing' | 'place' | 'pointer' | 'handle';
  polls: number;
  code: string;
}

let stage: Stage;
let sink: Sink;
let platform: Platform;
let imports: { emails: string[]; polled: number }[];
let mostAtWork: number;

const emailsIn = ({ body }: SeenRequest): string[] =>
  JSON.parse(body).contacts.map((entry: { identifiers?: { email?: string } }) => entry.identifiers?.email ?? '');

function take(request: SeenRequest): Act {
  const emails = emailsIn(request);
  const place = emails.findIndex((email) => platform.bad.has(email));
  if (place >= 0) {
    const items = {
      nothing: '',
      place: `contacts[${place}].lists[0]`,
      pointer: `#/Contacts/${place}`,
      handle: emails[place],
    };
    const details =
      platform.tells === 'nothing' ? undefined : [{ item: items[platform.tells], description: 'is wrong' }];
    return { status: 400, body: { errorCode: platform.code, description: 'No.', details } };
  }
  imports.push({ emails, polled: 0 });
  mostAtWork = Math.max(mostAtWork, imports.filter(({ polled }) => polled < platform.polls).length);
  return { status: 202, body: { importId: String(imports.length - 1) } };
}

function tell({ path }: SeenRequest): Act {
  const found = imports[Number(path.split('/').at(-1))];
  if (!found) return { status: 404 };
  found.polled += 1;
  return { status: 200, body: { status: found.polled >= platform.polls ? 'Finished' : 'NotFinished' } };
}

beforeEach(async () => {
  stage = await openStage();
  sink = createContactSink({ client: stage.client, listId: 7, fields: [] });
  platform = { bad: new Set(), tells: 'nothing', polls: 1, code: 'contacts:badRequest' };
  imports = [];
  mostAtWork = 0;
  stage.answer((request) => (request.method === 'PUT' ? take(request) : tell(request)));
});
afterEach(() => stage.close());

const contact = (n: number, entry: Record<string, unknown> = {}): Submission => {
  const email = `c${n}@example.com`;
  return {
    id: `id-${n}`,
    handle: email,
    json: JSON.stringify({ matchIdentifier: 'email', identifiers: { email }, dataFields: {}, ...entry }),
  };
};
const page = (size: number): Submission[] => Array.from({ length: size }, (_, n) => contact(n));
const mark = (...places: number[]): void => {
  platform.bad = new Set(places.map((n) => `c${n}@example.com`));
};
const refusedOf = (submitted: { refused?: ReadonlyMap<string, string> }) => Object.fromEntries(submitted.refused ?? []);
const without = (submissions: readonly Submission[], ...places: number[]) =>
  submissions.filter((_, n) => !places.includes(n)).map(({ handle }) => handle);
const puts = () => stage.server.requests.filter(({ method }) => method === 'PUT').length;

describe('a page refused as a whole', () => {
  it('is sent again without the one that breaks the published rules, at the price of two calls', async () => {
    const submissions = page(100);
    submissions[3] = contact(3, { identifiers: { email: 'c3@example.com' }, lists: [] });
    mark(3);
    const submitted = await sink.submit(submissions, unhurried);
    expect(refusedOf(submitted)).toEqual({ 'c3@example.com': 'ApiSchemaViolation' });
    expect(submitted).toMatchObject({ importId: '0', isUncertain: false, calls: 3 });
    expect(imports.map(({ emails }) => emails)).toEqual([without(submissions, 3)]);
  });

  it.each(['place', 'pointer', 'handle'] as const)(
    'is sent again without the ones its answer names by %s',
    async (tells) => {
      platform.tells = tells;
      mark(5, 60);
      const submissions = page(100);
      const submitted = await sink.submit(submissions, unhurried);
      expect(Object.keys(refusedOf(submitted))).toEqual(['c5@example.com', 'c60@example.com']);
      expect(imports.map(({ emails }) => emails)).toEqual([without(submissions, 5, 60)]);
      expect(submitted.calls).toBe(5);
    },
  );

  it('does not believe our own copy of the rules when Marketing has other ones', async () => {
    const submissions = page(20).map((_, n) =>
      n < 4 ? contact(n, { channelProperties: { email: { emailType: 'Html' } } }) : contact(n),
    );
    mark(5);
    expect(refusedOf(await sink.submit(submissions, unhurried))).toEqual({ 'c5@example.com': 'ApiSchemaViolation' });
  });

  it('does not believe an answer that names the wrong ones', async () => {
    mark(5);
    stage.answer((request) => {
      if (request.method !== 'PUT') return tell(request);
      const answer = take(request);
      if (typeof answer === 'string' || answer.status === 202) return answer;
      return { status: 400, body: { errorCode: 'contacts:badRequest', details: [{ item: 'contacts[0].lists[9]' }] } };
    });
    expect(refusedOf(await sink.submit(page(20), unhurried))).toEqual({ 'c5@example.com': 'ApiSchemaViolation' });
  });

  it.each([0, 1, 500, 998, 999])('and no word about why is halved until number %i stands alone', async (place) => {
    mark(place);
    const submissions = page(1000);
    const submitted = await sink.submit(submissions, unhurried);
    expect(refusedOf(submitted)).toEqual({ [`c${place}@example.com`]: 'ApiSchemaViolation' });
    expect(imports.at(Number(submitted.importId))?.emails).toEqual(without(submissions, place));
    expect(puts()).toBeLessThanOrEqual(14);
    expect(submitted.calls).toBe(stage.server.requests.length);
  });

  it('never has more than one import at work, because the search waits for what it causes', async () => {
    platform.polls = 3;
    mark(999);
    const submitted = await sink.submit(page(1000), unhurried);
    expect(imports.length).toBeGreaterThan(5);
    expect(mostAtWork).toBe(1);
    expect(submitted.isUncertain).toBe(false);
  });

  it('is uncertain when an import of the search does not end in time', async () => {
    platform.polls = 1000;
    mark(3);
    expect(await sink.submit(page(4), unhurried)).toMatchObject({ isUncertain: true });
  });

  it('finds two that nothing points at', async () => {
    mark(10, 900);
    const submissions = page(1000);
    const submitted = await sink.submit(submissions, unhurried);
    expect(Object.keys(refusedOf(submitted)).sort()).toEqual(['c10@example.com', 'c900@example.com']);
    expect(imports.at(Number(submitted.importId))?.emails).toEqual(without(submissions, 10, 900));
  });

  it('with only one record in it is settled without an import', async () => {
    mark(0);
    const submitted = await sink.submit(page(1), unhurried);
    expect(refusedOf(submitted)).toEqual({ 'c0@example.com': 'ApiSchemaViolation' });
    expect(submitted).not.toHaveProperty('importId');
    expect(submitted.calls).toBe(2);
  });

  it('whose every record is at fault is settled without an import', async () => {
    mark(0, 1, 2);
    const submitted = await sink.submit(page(3), unhurried);
    expect(Object.keys(refusedOf(submitted))).toHaveLength(3);
    expect(submitted).not.toHaveProperty('importId');
  });

  it('as JSON that cannot be read is searched like any other', async () => {
    platform.code = 'contacts:badJson';
    const submissions = page(50);
    submissions[7] = contact(7, { dataFields: { FIRSTNAME: '\ud83d' } });
    mark(7);
    const submitted = await sink.submit(submissions, unhurried);
    expect(refusedOf(submitted)).toEqual({ 'c7@example.com': 'ApiSchemaViolation' });
    expect(submitted.calls).toBe(3);
  });
});

it('is about the account and no record when the code is an older one', async () => {
  stage.play({ status: 400, body: { message: 'No. ERROR_PARAMETER_INVALID' } });
  await expect(sink.submit(page(4), unhurried)).rejects.toMatchObject({
    name: 'ConfigurationError',
    code: 'marketing.refused',
    message: expect.stringContaining('ERROR_PARAMETER_INVALID'),
  });
  expect(puts()).toBe(1);
});

describe('a refusal that does not last', () => {
  it.each([1, 100])('blames none of %i records', async (size) => {
    stage.play({ status: 400, body: '<html>' }, { status: 202, body: { importId: 'i-1' } });
    expect(await sink.submit(page(size), unhurried)).toEqual({ importId: 'i-1', isUncertain: false, calls: 2 });
  });

  it('blames none when it ends in the middle of the search', async () => {
    let refusals = 4;
    stage.answer((request) => {
      if (request.method !== 'PUT') return tell(request);
      refusals -= 1;
      return refusals >= 0 ? { status: 400, body: { errorCode: 'contacts:badRequest' } } : take(request);
    });
    const submitted = await sink.submit(page(100), unhurried);
    expect(submitted.refused).toBeUndefined();
    expect(imports.at(Number(submitted.importId))?.emails).toHaveLength(100);
  });

  it('of the whole but never of a part is a matter for a person', async () => {
    stage.answer((request) => {
      if (request.method !== 'PUT') return tell(request);
      return emailsIn(request).length === 8
        ? { status: 400, body: { errorCode: 'contacts:badRequest' } }
        : take(request);
    });
    await expect(sink.submit(page(8), unhurried)).rejects.toMatchObject({ code: 'marketing.pageRefused' });
  });
});

describe('a search that does not come to an end', () => {
  it('gives up on what it could not decide, under a code of its own, and sends the rest', async () => {
    mark(...Array.from({ length: 40 }, (_, n) => 500 + n * 12));
    const submissions = page(1000);
    const submitted = await sink.submit(submissions, unhurried);
    const codes = new Set(submitted.refused?.values());
    expect(codes).toContain('NotSingledOut');
    const sent = imports.at(Number(submitted.importId))?.emails ?? [];
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length + (submitted.refused?.size ?? 0)).toBe(1000);
    expect(sent.some((email) => platform.bad.has(email))).toBe(false);
    expect(puts()).toBeLessThanOrEqual(34);
  });

  it('and never saw anything taken blames no record', async () => {
    const submissions = page(1000);
    platform.bad = new Set(submissions.map(({ handle }) => handle));
    await expect(sink.submit(submissions, unhurried)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'marketing.pageRefused',
      message: expect.stringContaining('contacts:badRequest'),
    });
    expect(puts()).toBeLessThanOrEqual(34);
  });

  it('for want of time is worth another try', async () => {
    mark(3);
    await expect(sink.submit(page(1000), within(5_000))).rejects.toMatchObject({
      name: 'TransientError',
      code: 'marketing.searchCutShort',
    });
  });

  it('because of trouble, with an import left at work, says so', async () => {
    mark(3);
    stage.answer((request) => (request.method === 'PUT' ? take(request) : { status: 403 }));
    await expect(sink.submit(page(4), unhurried)).rejects.toMatchObject({
      name: 'TransientError',
      code: 'marketing.accessDenied',
      isUncertain: true,
    });
  });

  it('because no place is free passes that on as it is', async () => {
    stage.play({ status: 400, body: { errorCode: 'contacts:badRequest' } }, { status: 429 });
    await expect(sink.submit(page(4), unhurried)).rejects.toMatchObject({
      name: 'NoImportSlotError',
      isUncertain: false,
    });
  });
});

it('never puts an email address into an error', async () => {
  platform.tells = 'handle';
  const submissions = page(60);
  platform.bad = new Set(submissions.map(({ handle }) => handle));
  const error: Error = await sink.submit(submissions, unhurried).then(
    () => new Error('nothing was thrown'),
    (thrown) => thrown,
  );
  expect(`${error.message} ${JSON.stringify(error)}`).not.toContain('@');
});
