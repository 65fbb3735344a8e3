import { PAGE_RECORDS } from '../domain/lane-budget.ts';
import type { Deadline, HeldRecords, Source, SourcePage, SourceRecord } from '../ports.ts';
import type { Stream } from '../streams/stream.ts';
import { admitKnown } from './admit-known.ts';
import { Filling } from './fill-page.ts';
import type { PageDraft } from './page-draft.ts';

/**
 * What a live run would make of one record, by the same steps as a page of a run: for people who want to see it before
 * anything is sent. Two records with one email address are not compared here; in a run the one that changed last wins.
 * @throws ConfigurationError, TransientError, TooMuchError
 */
export async function draftRecord(
  record: SourceRecord,
  { serverNow, bytes }: Pick<SourcePage, 'serverNow' | 'bytes'>,
  stream: Stream,
  source: Source,
  held: HeldRecords,
  deadline: Deadline,
): Promise<PageDraft> {
  const { start } = stream.requestSize;
  const filling = new Filling(stream, { pageRecords: PAGE_RECORDS, requestSize: start, readSince: serverNow });
  const page: SourcePage = { records: [record], serverNow, bytes, calls: 0 };
  const resolved = stream.resolve
    ? await stream.resolve(page.records, source, deadline)
    : { records: page.records, skipped: {}, calls: 0 };
  filling.add(page, resolved);
  return admitKnown(filling.finish(true), stream.writes.name, held, deadline);
}
