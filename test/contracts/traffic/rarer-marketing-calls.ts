import { randomUUID } from 'node:crypto';
import { deadlineAfter } from '../../../shared/adapters/http/deadline-after.ts';
import type { Transport } from '../../../shared/adapters/http/transport.ts';
import { createContactSink } from '../../../shared/adapters/marketing/contact-sink.ts';
import { createList } from '../../../shared/adapters/marketing/create-list.ts';
import { createHeldRecords } from '../../../shared/adapters/marketing/held-records.ts';
import { createInsightSink } from '../../../shared/adapters/marketing/insight-sink.ts';
import type { MarketingClient } from '../../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingReader } from '../../../shared/adapters/marketing/marketing-reader.ts';
import { prepareContacts } from '../../../shared/adapters/marketing/prepare-contacts.ts';
import { systemClock } from '../../../shared/adapters/system/clock.ts';
import type { Deadline, Sink, Submission } from '../../../shared/ports.ts';
import { attempt } from './attempt.ts';
import { openMarketing } from './marketing-access.ts';
import type { RecordedWorld } from './recorded-world.ts';

const DEADLINE_MS = 60_000;
const CATALOG = { collectionName: 'Catalog_main', scope: 'account', type: 'catalog' } as const;
const ORDERS = { collectionName: 'Orders', scope: 'contact', type: 'orders' } as const;

const EMAIL = 'rarer-calls@example.com';
const CONTACT: Submission = {
  id: 'rarer-calls',
  handle: EMAIL,
  json: JSON.stringify({ matchIdentifier: 'email', identifiers: { email: EMAIL }, dataFields: { FIRSTNAME: 'Rare' } }),
};
const recordOf = (key: string, email: string): Submission => ({
  id: key,
  handle: key,
  json: JSON.stringify({ contactIdentity: { identifier: 'email', value: email }, key, json: { id: key } }),
});

/** What a run of an untroubled tenant never asks, and refusals of every kind, by our own clients. */
export async function makeRarerMarketingCalls(world: RecordedWorld, transport: Transport): Promise<void> {
  const { marketing: access } = world.tenant;
  const client = openMarketing(access, transport);
  const within = deadlineAfter(DEADLINE_MS, systemClock);
  const sinks: Sinks = {
    contacts: createContactSink({ client, listId: access.listId, fields: [] }),
    orders: createInsightSink({ client, ...ORDERS }),
  };
  await readAccount(client, within);
  await prepareAccount(client, access.listId);
  await followImports(world, sinks, within);
  await meetStrangers(world, transport);
  await meetLimits(world, client, sinks, within);
}

interface Sinks {
  readonly contacts: Sink;
  readonly orders: Sink;
}

async function readAccount(client: MarketingClient, within: Deadline): Promise<void> {
  const reader = createMarketingReader(client);
  const held = createHeldRecords(client);
  await reader.readAccountInfo(within);
  await reader.listCollections(within);
  await reader.listLists(within);
  await reader.listDataFields(within);
  await reader.readSchema(CATALOG.collectionName, within);
  await reader.readSchema(ORDERS.collectionName, within);
  await reader.readSchema('Nothing', within);
  const { records } = await held.listHeld(CATALOG.collectionName, undefined, within);
  await held.listHeld('Nothing', undefined, within);
  for (const key of [records[0]?.key ?? '', 'none']) {
    await reader.readRecord({ collectionName: CATALOG.collectionName, key }, within);
    await reader.readRecord({ collectionName: ORDERS.collectionName, key, email: EMAIL }, within);
  }
  await held.findHeld(CATALOG.collectionName, [...records.slice(0, 3).map(({ key }) => key), 'none'], within);
  // Small pages, to see the links between them.
  const path = `/insightData/v3/account/${CATALOG.collectionName}?limit=10`;
  await client.call({ method: 'GET', path }, within);
}

async function prepareAccount(client: MarketingClient, listId: number): Promise<void> {
  const field = { name: 'RARELY_USED', type: 'Boolean' } as const;
  await prepareContacts(client, listId, [field]);
  await attempt(() => prepareContacts(client, listId + 1_000, []));
  for (const _ of ['created', 'taken']) {
    await attempt(() => createList(client, 'Rarely used', deadlineAfter(DEADLINE_MS, systemClock)));
  }
  const body = Buffer.from(JSON.stringify(field));
  await client.call({ method: 'POST', path: '/v2/data-fields', body }, deadlineAfter(DEADLINE_MS, systemClock));
}

/** Imports that go well and ill, looked at on the way and afterwards; and one that nobody has ever heard of. */
async function followImports({ simulators, tenant }: RecordedWorld, sinks: Sinks, within: Deadline): Promise<void> {
  const control = (path: string, body: unknown) =>
    simulators.marketing.control('POST', `accounts/${tenant.marketing.user}/${path}`, body);
  const ends = ['Finished', 'Failed', 'RejectedByWatchdog', 'ExceedsAllowedContactLimit'];
  await control(
    'imports/contacts',
    ends.map((outcome) => ({ outcome, omitSummary: outcome === 'Failed' })),
  );
  await control('imports/insightData', [{ outcome: 'Finished' }, { outcome: 'Failed' }]);
  const started: [Sink, string][] = [];
  const submit = async (sink: Sink, submissions: readonly Submission[]) => {
    const { importId } = await sink.submit(submissions, within);
    if (importId === undefined) throw new Error('Nothing was handed over.');
    await sink.readOutcome(importId, within);
    await sink.readOutcome(importId, within);
    started.push([sink, importId]);
  };
  for (const _ of ends) await submit(sinks.contacts, [CONTACT]);
  for (const key of ['rare-1', 'rare-2']) {
    await submit(sinks.orders, [recordOf(key, EMAIL), recordOf(`${key}-of-nobody`, 'nobody@example.com')]);
  }
  await simulators.marketing.control('POST', 'clock', { ms: 60_000 });
  for (const [sink, importId] of started) await sink.readOutcome(importId, within);
  for (const sink of Object.values(sinks)) {
    await sink.readOutcome(randomUUID(), within);
    await sink.readOutcome('no-import-id', within);
  }
}

/** Callers whom the account does not know, and one who asks in the wrong region. */
async function meetStrangers(world: RecordedWorld, transport: Transport): Promise<void> {
  const { marketing: access } = world.tenant;
  const guess = { ...access, password: 'a guess' };
  const astray = { ...access, apiUrl: await world.alsoAt('marketing', '/r2') };
  for (const stranger of [guess, astray]) {
    const client = openMarketing(stranger, transport);
    const within = deadlineAfter(DEADLINE_MS, systemClock);
    const reader = createMarketingReader(client);
    await attempt(() => reader.readAccountInfo(within));
    await attempt(() => reader.readContact(EMAIL, within));
    await attempt(() => reader.listCollections(within));
    await attempt(() => prepareContacts(client, access.listId, []));
    await attempt(() => createContactSink({ client, listId: access.listId, fields: [] }).submit([CONTACT], within));
    await attempt(() => createInsightSink({ client, ...ORDERS }).submit([recordOf('rare', EMAIL)], within));
  }
  const reader = createMarketingReader(openMarketing(access, transport));
  await reader.readContact(EMAIL, deadlineAfter(DEADLINE_MS, systemClock));
  await reader.readContact('nobody@example.com', deadlineAfter(DEADLINE_MS, systemClock));
}

/** An account that is full, busy, used up, or without Insight data. Leaves it so. */
async function meetLimits(
  world: RecordedWorld,
  client: MarketingClient,
  sinks: Sinks,
  within: Deadline,
): Promise<void> {
  const { simulators, tenant } = world;
  const change = (settings: unknown) =>
    simulators.marketing.control('PATCH', `accounts/${tenant.marketing.user}`, settings);
  const submitBoth = async () => {
    await attempt(() => sinks.contacts.submit([CONTACT], within));
    await attempt(() => sinks.orders.submit([recordOf('rare', EMAIL)], within));
  };
  await change({ limits: { importBytes: 10 } });
  await submitBoth();
  await change({ limits: { activeContactImports: 0, activeInsightImports: 0 } });
  await submitBoth();
  await change({ limits: { collections: 0 } });
  const anotherCatalog = { ...CATALOG, collectionName: 'Catalog_other' };
  await attempt(() => createInsightSink({ client, ...anotherCatalog }).prepare());
  const reader = createMarketingReader(client);
  await change({ insightDataEnabled: false });
  await attempt(() => reader.listCollections(within));
  await change({ rateScheme: { scheme: 'tiered', callsPerMinute: { low: 0, medium: 0, high: 0 } } });
  await submitBoth();
  await attempt(() => reader.readContact(EMAIL, within));
  await change({ rateScheme: { scheme: 'flat', callsPerHour: 0 } });
  await attempt(() => reader.readAccountInfo(within));
  await submitBoth();
}
