/**
 * An order whose contact is missing is refused by Marketing record by record, while the import as a whole succeeds: the
 * customer has changed the email address since, or was deleted, or was refused. The order must arrive all the same, so
 * its lane makes a detour: the contacts are created from the orders themselves, and the orders are sent again.
 */
import { noCounts } from '../domain/counts.ts';
import type { Destination } from '../domain/destination.ts';
import { MISSING_CONTACT_CODES } from '../domain/failure-codes.ts';
import type { Lane, Repair } from '../domain/lane.ts';
import { MAX_REPAIRS } from '../domain/pacing.ts';
import type { Rejection } from '../domain/rejection.ts';
import type { Deadline, Ports, Source, SourceRecord, Submission } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { Filling } from './fill-page.ts';
import type { PageDraft } from './page-draft.ts';

/** commercetools advises at most this many ids in one request, because of the length of its address. */
const IDS_AT_ONCE = 100;

/** Where the lane's present import goes: to the contacts while those are being made, to the stream's records otherwise. */
export const destinationOf = (stream: Stream, lane: Lane): Destination =>
  lane.repair?.phase === 'contacts' && stream.contacts ? stream.contacts.writes : stream.writes;

/** The rejections that a repair can mend, and may still try to. */
export const mendable = (stream: Stream, lane: Lane, rejections: readonly Rejection[]): Rejection[] =>
  stream.contacts && (lane.repair?.round ?? 0) < MAX_REPAIRS
    ? rejections.filter(({ code }) => MISSING_CONTACT_CODES.has(code))
    : [];

export const writeIds = (rejections: readonly Rejection[]): string => rejections.map(({ id }) => id).join('\n');

/** Reads the records under repair afresh and maps them to their contacts or to themselves, as the phase asks. */
export async function readRepair(
  tenantId: string,
  stream: Stream,
  repair: Repair,
  lane: Lane,
  source: Source,
  deadline: Deadline,
  ports: Ports,
): Promise<PageDraft> {
  const manifest = (await ports.manifests.getManifest({ tenantId, manifestId: repair.manifestId })) ?? '';
  const ids = manifest.split('\n').filter((id) => id !== '');
  const filling = new Filling(stream, lane);
  const contacts = new Map<string, Submission>();
  for (let i = 0; i < ids.length; i += IDS_AT_ONCE) {
    const wanted = ids.slice(i, i + IDS_AT_ONCE);
    const page = await source.readByIds(stream.reads.resource, wanted, deadline, stream.reads.parameters);
    for (const contact of contactsOf(stream, page.records)) contacts.set(contact.handle, contact);
    const gone = wanted.length - page.records.length;
    filling.add(page, { records: page.records, skipped: gone > 0 ? { deleted: gone } : {}, calls: page.calls });
  }
  const draft = { ...filling.finish(repair.page.endsLane), ...repair.page };
  if (repair.phase === 'records') return draft;
  const { calls } = draft.counts;
  return { ...draft, submissions: [...contacts.values()], rejections: [], counts: { ...noCounts(), calls } };
}

const contactsOf = (stream: Stream, records: readonly SourceRecord[]): Submission[] =>
  records.flatMap((record) => stream.contacts?.contactOf(record) ?? []);
