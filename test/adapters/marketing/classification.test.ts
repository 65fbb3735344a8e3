import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigurationError, NoImportSlotError, TooMuchError, TransientError } from '../../../shared/domain/errors.ts';
import { openStage, type ScriptedAnswer, type Stage, unhurried } from './stage.ts';

const PERSON = 'ada@example.com';

const v3 = (status: number, errorCode: string): ScriptedAnswer => ({
  status,
  body: { errorCode, description: `Something about ${PERSON}`, details: [{ item: PERSON, description: PERSON }] },
});
const v2 = (status: number, code: string): ScriptedAnswer => ({
  status,
  body: { message: `Error: the value ${PERSON} is wrong. ${code}` },
});
const empty = (status: number): ScriptedAnswer => ({ status });
const html = (status: number): ScriptedAnswer => ({
  status,
  body: `<html><body>No, ${PERSON}</body></html>`,
  headers: { 'content-type': 'text/html' },
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const importCall = { method: 'PUT', path: '/contacts/v3/import', body: Buffer.from('{}'), isImport: true } as const;
const readCall = { method: 'GET', path: '/v2/account-info' } as const;

async function caught(work: Promise<unknown>): Promise<Error & { code?: string; remedy?: string }> {
  return work.then(
    () => {
      throw new Error('nothing was thrown');
    },
    (error) => error,
  );
}

describe('an answer that is an error wherever it is met', () => {
  it.each([
    ['400 hourly cap', v2(400, 'ERROR_APIUSAGE_EXCEEDED'), TransientError, 'marketing.rateLimited'],
    [
      '400 v2 too many imports',
      v2(400, 'ERROR_IMPORT_TOOMANYACTIVEIMPORTS'),
      NoImportSlotError,
      'marketing.noImportSlot',
    ],
    ['401 empty', empty(401), ConfigurationError, 'marketing.credentialsRefused'],
    ['401 v2', v2(401, 'ERROR_UNAUTHORIZED'), ConfigurationError, 'marketing.credentialsRefused'],
    ['403 empty', empty(403), ConfigurationError, 'marketing.accessDenied'],
    ['403 HTML', html(403), ConfigurationError, 'marketing.accessDenied'],
    ['403 feature', v2(403, 'ERROR_FEATURENOTACTIVE'), ConfigurationError, 'marketing.featureOff'],
    [
      '400 storage',
      v2(400, 'ERROR_TRANSACTIONAL_DATA_STORAGE_ALLOWANCE_EXCEEDED'),
      ConfigurationError,
      'marketing.storageFull',
    ],
    ['413 empty', empty(413), TooMuchError, 'marketing.bodyTooLarge'],
    ['429 contact imports', v3(429, 'contacts:tooManyActiveImports'), NoImportSlotError, 'marketing.noImportSlot'],
    ['429 Insight imports', v3(429, 'insightData:TooManyActiveImports'), NoImportSlotError, 'marketing.noImportSlot'],
    ['429 bulk deletes', v3(429, 'contacts:tooManyBulkDeleteJobs'), TransientError, 'marketing.rateLimited'],
    ['408 empty', empty(408), TransientError, 'marketing.unavailable'],
    ['500 empty', empty(500), TransientError, 'marketing.unavailable'],
    ['502 HTML', html(502), TransientError, 'marketing.unavailable'],
    [
      '503 restoring',
      v2(503, 'ERROR_TRANSACTIONAL_DATA_COLLECTION_IS_RESTORING'),
      TransientError,
      'marketing.unavailable',
    ],
    ['400 busy', v2(400, 'ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE'), TransientError, 'marketing.unavailable'],
    ['302', empty(302), ConfigurationError, 'marketing.refused'],
  ])('%s', async (_, answer, type, code) => {
    stage.play(answer);
    const error = await caught(stage.client.call(importCall, unhurried));
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ code });
    expect(`${error.message} ${error.remedy} ${JSON.stringify(error)} ${error.stack}`).not.toContain(PERSON);
  });

  it('names the secret and what belongs into it when credentials are refused', async () => {
    stage.play(empty(401));
    const error = await caught(stage.client.call(readCall, unhurried));
    expect(error.remedy).toMatch(/API user.*sync\/acme/);
  });

  it('names the region setting when access is denied', async () => {
    stage.play(empty(403));
    const error = await caught(stage.client.call(readCall, unhurried));
    expect(error.remedy).toContain('marketing.apiUrl');
  });
});

describe('a refusal that only the caller understands', () => {
  it.each([
    ['contacts:badJson', v3(400, 'contacts:badJson')],
    ['contacts:badRequest', v3(400, 'contacts:badRequest')],
    ['contacts:invalidId', v3(400, 'contacts:invalidId')],
    ['insightData:noRecordsSpecified', v3(400, 'insightData:noRecordsSpecified')],
    ['ERROR_NON_UNIQUE_DATAFIELD', v2(400, 'ERROR_NON_UNIQUE_DATAFIELD')],
    ['ERROR_DATAFIELD_LIMITEXCEEDED', v2(400, 'ERROR_DATAFIELD_LIMITEXCEEDED')],
    ['contacts:importNotFound', v3(404, 'contacts:importNotFound')],
    ['ERROR_ADDRESSBOOK_NOT_FOUND', v2(404, 'ERROR_ADDRESSBOOK_NOT_FOUND')],
    ['contacts:idAlreadyExists', v3(409, 'contacts:idAlreadyExists')],
    [undefined, empty(412)],
    [undefined, html(404)],
  ])('%s is handed back with its status', async (code, answer) => {
    stage.play(answer);
    const { refusal, calls } = await stage.client.call(importCall, unhurried);
    expect(refusal).toMatchObject({ status: answer.status, code });
    expect(calls).toBe(1);
  });

  it('takes the last code of a v2 message, where the platform puts it', async () => {
    stage.play({ status: 400, body: { message: 'ERROR_ONE happened in ERROR_DATAFIELD_INVALID' } });
    expect((await stage.client.call(readCall, unhurried)).refusal?.code).toBe('ERROR_DATAFIELD_INVALID');
  });

  it('does not take a sentence for a code', async () => {
    stage.play({ status: 400, body: { errorCode: `${PERSON} is unknown`, description: '' } });
    expect((await stage.client.call(readCall, unhurried)).refusal?.code).toBeUndefined();
  });
});

describe('the two meanings of 429', () => {
  const date = 'Mon, 01 Jun 2026 12:00:00 GMT';
  const reset = String(Date.parse(date) / 1000 + 42);
  const tier = (remaining: string, casing: (name: string) => string = (name) => name): Record<string, string> => ({
    date,
    [casing('X-RateLimit-Limit')]: '35',
    [casing('X-RateLimit-Remaining')]: remaining,
    [casing('X-RateLimit-Reset')]: reset,
    [casing('X-RateLimit-Scope')]: 'lowCallRate',
  });

  it.each([
    ['as documented', (name: string) => name],
    ['lower case', (name: string) => name.toLowerCase()],
    ['upper case', (name: string) => name.toUpperCase()],
  ])("an empty tier waits until its reset on Marketing's clock, headers %s", async (_, casing) => {
    stage.play({ status: 429, headers: tier('0', casing) });
    const error = await caught(stage.client.call(importCall, unhurried));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ code: 'marketing.rateLimited', retryAfterMs: 42_000 });
  });

  it('an import refused without a word about tiers lacks a place', async () => {
    stage.play({ status: 429 });
    expect(await caught(stage.client.call(importCall, unhurried))).toBeInstanceOf(NoImportSlotError);
  });

  it('an import refused while its tier has calls left lacks a place', async () => {
    stage.play({ status: 429, headers: tier('12') });
    expect(await caught(stage.client.call(importCall, unhurried))).toBeInstanceOf(NoImportSlotError);
  });

  it('the code outweighs the headers', async () => {
    stage.play({ ...v3(429, 'contacts:tooManyActiveImports'), headers: tier('0') });
    expect(await caught(stage.client.call(importCall, unhurried))).toBeInstanceOf(NoImportSlotError);
  });

  it('a call that is no import is never short of a place', async () => {
    stage.play({ status: 429 });
    expect(await caught(stage.client.call(readCall, unhurried))).toMatchObject({ code: 'marketing.rateLimited' });
  });
});
