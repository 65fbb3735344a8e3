import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { entry, NOON, recordOf, startTrial } from './trial.ts';

const directory = mkdtempSync(join(tmpdir(), 'marketing-journal-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('a simulator with a journal', () => {
  it('goes on where its process ended: same ids, imports under way, records and jobs', async () => {
    const journalFile = join(directory, 'marketing.jsonl');
    const before = await startTrial({ journalFile });
    await before.call('PATCH', '/contacts/v3/email/bob@example.com', {});
    const importId = await before.sendImport([entry('ada@example.com'), entry('bad')]);
    const orders = { collectionName: 'Orders', collectionScope: 'contact', collectionType: 'orders' };
    await before.call('PUT', '/insightData/v3/import', { ...orders, records: [recordOf('ada@example.com', '1')] });
    const { contactId } = before.account.contact('email', 'bob@example.com') ?? {};
    await before.simulator.close();

    const after = await startTrial({ journalFile, frozenAtMs: NOON + 999 });
    expect((await after.call('GET', `/contacts/v3/import/${importId}`)).body).toEqual({
      importId,
      status: 'NotFinished',
    });
    expect(after.account.contact('email', 'bob@example.com')).toMatchObject({ contactId });
    after.simulator.clock.advance(1);
    expect((await after.call('GET', `/contacts/v3/import/${importId}`)).body).toMatchObject({
      status: 'Finished',
      summary: { newContacts: 1, invalidEntries: 1 },
    });
    expect([...after.account.records('Orders')].map(({ key }) => key)).toEqual(['1']);
    await after.simulator.close();
  });
});
