/**
 * Deletions leave no trace in commercetools: a row that is gone appears in no window. So once a day a catalog's collection
 * is looked through and every enabled record is asked for its product. The first pass only counts; the second one, which
 * runs only if few enough are missing, switches records off, one listed page an import.
 */
import { noCounts } from '../domain/counts.ts';
import type { Lane, Sweep } from '../domain/lane.ts';
import type { Deadline, HeldPage, HeldRecords, Source, SourceRecord } from '../ports.ts';
import type { RefreshRules, Stream } from '../streams/stream.ts';
import type { PageDraft } from './page-draft.ts';

const IDS_AT_ONCE = 100;

type HeldRecord = HeldPage['records'][number];

export interface Look {
  page: HeldPage;
  enabled: number;
  missing: readonly HeldRecord[];
  calls: { commercetools: number; marketing: number };
  /** commercetools' clock; the lane's own where no product had to be asked for. */
  readAt: string;
}

/** One page of what Marketing holds, with the enabled records whose product is gone. */
export async function lookThrough(
  rules: RefreshRules,
  stream: Stream,
  lane: Lane,
  held: HeldRecords,
  source: Source,
  deadline: Deadline,
): Promise<Look> {
  const page = await held.listHeld(stream.writes.name, lane.cursor, deadline);
  const enabled = page.records.filter(({ json }) => rules.isEnabled(json));
  const owners = new Map(enabled.map((record) => [record.key, rules.sourceIdOf(record.key, record.json)]));
  const ids = [...new Set([...owners.values()].filter((id) => id !== undefined))];
  const present = new Set<string>();
  let calls = 0;
  let readAt = lane.readSince;
  for (let i = 0; i < ids.length; i += IDS_AT_ONCE) {
    const { resource, parameters } = rules.reads;
    const products = await source.readByIds(resource, ids.slice(i, i + IDS_AT_ONCE), deadline, parameters);
    for (const key of products.records.flatMap((product: SourceRecord) => rules.keysOf(product))) present.add(key);
    calls += products.calls;
    readAt = products.serverNow;
  }
  const missing = enabled.filter(({ key }) => owners.get(key) !== undefined && !present.has(key));
  return { page, enabled: enabled.length, missing, calls: { commercetools: calls, marketing: page.calls }, readAt };
}

export const addToSurvey = ({ held, missing }: Sweep, look: Look): Sweep => ({
  pass: 'survey',
  held: held + look.enabled,
  missing: missing + look.missing.length,
});

export const exceedsLimit = ({ held, missing }: Sweep, { disableLimitShare }: RefreshRules): boolean =>
  missing > held * disableLimitShare;

/** The second pass: what is missing on this page, as records that are switched off. */
export const draftDisabled = (rules: RefreshRules, lane: Lane, { page, missing, calls, readAt }: Look): PageDraft => ({
  submissions: missing.map(({ key, json }) => rules.disable(key, json)),
  onlyIfKnown: new Set(),
  rejections: [],
  counts: { ...noCounts(), read: missing.length, calls },
  ...(page.next !== undefined && { nextCursor: page.next }),
  endsLane: page.next === undefined,
  readAt,
  requestSize: lane.requestSize,
});
