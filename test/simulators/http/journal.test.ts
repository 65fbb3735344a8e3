import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CommercetoolsSimulator, startCommercetoolsSimulator } from '../commercetools/simulator.ts';
import { type MarketingSimulator, startMarketingSimulator } from '../marketing/simulator.ts';

const USER = 'apiuser-journal@apiconnector.com';
const AUTHORIZATION = `Basic ${Buffer.from(`${USER}:secret`).toString('base64')}`;

const order = async (url: string, method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${url}/_simulator/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as Record<string, never>;
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a commercetools simulator with a journal', () => {
  const open = (): Promise<CommercetoolsSimulator> =>
    startCommercetoolsSimulator({ journalFile: join(directory, 'journal') });

  it('holds the same shop after a restart, changes at random and moved clock included', async () => {
    const first = await open();
    await order(first.url, 'POST', 'projects', { key: 'acme' });
    await order(first.url, 'POST', 'projects/acme/shop', { customers: 50 });
    await order(first.url, 'POST', 'clock', { ms: 3_600_000 });
    await order(first.url, 'POST', 'projects/acme/shop/changes', { createCustomers: 3, renameCustomers: 5 });
    await order(first.url, 'POST', 'projects/acme/records/customers', { email: 'one@example.com' });
    const before = await order(first.url, 'GET', 'projects/acme/records/customers');
    const clients = [...first.project('acme').clients.values()];
    await first.close();

    const second = await open();
    expect(await order(second.url, 'GET', 'projects/acme/records/customers')).toEqual(before);
    expect([...second.project('acme').clients.values()]).toEqual(clients);
    expect(second.clock.offsetMs).toBe(3_600_000);
    await second.close();
  });

  it('drops a request that was half written when the process died, and goes on writing behind it', async () => {
    const first = await open();
    await order(first.url, 'POST', 'projects', { key: 'acme' });
    await first.close();
    appendFileSync(join(directory, 'journal'), '{"key":"half');

    const second = await open();
    await order(second.url, 'POST', 'projects', { key: 'other' });
    await second.close();
    const third = await open();
    expect([...third.projects.keys()]).toEqual(['acme', 'other']);
    await third.close();
  });

  it('leaves faults, latency and counted calls behind', async () => {
    const first = await open();
    await order(first.url, 'POST', 'faults', { action: { type: 'status', status: 500 } });
    await order(first.url, 'PUT', 'latency', { ms: 5 });
    await first.close();
    const second = await open();
    expect([second.faults.list(), second.latency.ms]).toEqual([[], 0]);
    await second.close();
  });
});

describe('a Marketing simulator with a journal', () => {
  const open = (): Promise<MarketingSimulator> =>
    startMarketingSimulator({ journalFile: join(directory, 'journal'), imports: { durationMs: 60_000 } });

  const importContacts = async (url: string, emails: readonly string[]): Promise<string> => {
    const contacts = emails.map((email) => ({ matchIdentifier: 'email', identifiers: { email } }));
    const answer = await fetch(`${url}/contacts/v3/import`, {
      method: 'PUT',
      headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
      body: JSON.stringify({ mergeOption: 'overwrite', contacts }),
    });
    return ((await answer.json()) as { importId: string }).importId;
  };
  const statusOf = async (url: string, importId: string): Promise<string> => {
    const answer = await fetch(`${url}/contacts/v3/import/${importId}`, { headers: { authorization: AUTHORIZATION } });
    return ((await answer.json()) as { status: string }).status;
  };

  it('finishes, under the same id, an import that was under way when the process died', async () => {
    const first = await open();
    await order(first.url, 'POST', 'accounts', { user: USER, password: 'secret', lists: ['Customers'] });
    const importId = await importContacts(first.url, ['one@example.com', 'two@example.com']);
    expect(await statusOf(first.url, importId)).toBe('NotFinished');
    await first.close();

    const second = await open();
    expect(await statusOf(second.url, importId)).toBe('NotFinished');
    await order(second.url, 'POST', 'clock', { ms: 60_000 });
    expect(await statusOf(second.url, importId)).toBe('Finished');
    expect(second.account(USER).contactCount).toBe(2);
    await second.close();
  });

  it('does not take an import the second time that it had no room for the first time', async () => {
    const first = await open();
    await order(first.url, 'POST', 'accounts', { user: USER, password: 'secret', limits: { activeContactImports: 1 } });
    await importContacts(first.url, ['one@example.com']);
    await importContacts(first.url, ['refused@example.com']);
    await order(first.url, 'PATCH', `accounts/${USER}`, { limits: { activeContactImports: 25 } });
    await first.close();

    const second = await open();
    expect(second.account(USER).importLog()).toHaveLength(1);
    await second.close();
  });
});
