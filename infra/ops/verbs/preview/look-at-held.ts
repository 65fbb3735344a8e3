import { z } from 'zod';
import { breaksRules } from '../../../../shared/adapters/marketing/breaks-rules.ts';
import type { MarketingClient } from '../../../../shared/adapters/marketing/marketing-call.ts';
import { createMarketingReader } from '../../../../shared/adapters/marketing/marketing-reader.ts';
import {
  accountRecordEntry,
  contactEntry,
  contactRecordEntry,
} from '../../../../shared/contracts/marketing-entries.ts';
import type { Destination } from '../../../../shared/domain/destination.ts';
import type { Deadline, Submission } from '../../../../shared/ports.ts';
import { compareFields, compareRecords, type Difference } from './differences.ts';

/** One element of the import that a run would send. */
export interface Sending {
  readonly id: string;
  /** The element as it would be sent: one of `contacts`, or one of `records`. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Marketing holds nothing under this key or address. */
  readonly isNew: boolean;
  readonly differences: readonly Difference[];
  /** What Marketing would refuse at once. */
  readonly problems: readonly string[];
}

const entrySchema = z.object({
  identifiers: z.object({ email: z.string() }).optional(),
  dataFields: z.record(z.string(), z.unknown()).default({}),
  lists: z.array(z.number()).default([]),
  contactIdentity: z.object({ value: z.string() }).optional(),
  json: z.unknown().optional(),
});

/** Compares what would be sent with what Marketing holds now. Reads only. */
export async function lookAtHeld(
  { id, handle, json }: Submission,
  writes: Destination,
  client: MarketingClient,
  deadline: Deadline,
): Promise<Sending> {
  const entry: Record<string, unknown> = JSON.parse(json);
  const sent = entrySchema.parse(entry);
  const reader = createMarketingReader(client);
  const problems = breaksRules(rulesOf(writes), json)
    ? ['Marketing would refuse it: it breaks the published shape.']
    : [];
  if (writes.kind === 'contact') {
    const { contact } = await reader.readContact(handle, deadline);
    const held = contact?.dataFields ?? {};
    const lists = (contact?.lists ?? []).map((list) => list.id);
    const joins = sent.lists.filter((list) => !lists.includes(list));
    const differences = [
      ...compareFields(held, sent.dataFields, writes.mergeOption === 'overwriteIfEmpty'),
      ...joins.map((list) => ({ path: 'lists', next: list })),
    ];
    return { id, entry, isNew: contact === undefined, differences, problems };
  }
  const key = { collectionName: writes.name, key: handle, email: sent.contactIdentity?.value };
  const { json: held } = await reader.readRecord(key, deadline);
  return { id, entry, isNew: held === undefined, differences: compareRecords(held ?? {}, sent.json), problems };
}

const rulesOf = (writes: Destination) => {
  if (writes.kind === 'contact') return contactEntry;
  return writes.scope === 'contact' ? contactRecordEntry : accountRecordEntry;
};
