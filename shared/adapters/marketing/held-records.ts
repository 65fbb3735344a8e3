import { insightRecord, insightRecordPage } from '../../contracts/marketing-answers.ts';
import type { Deadline, HeldPage, HeldRecords } from '../../ports.ts';
import { expectBody } from './expect-body.ts';
import type { MarketingAnswer, MarketingClient } from './marketing-call.ts';
import { unreadableAnswer } from './problems.ts';

/** The largest that the Insight data service answers at once. */
const RECORDS_AT_ONCE = 1000;

/** Single reads under way side by side. */
const READS_AT_ONCE = 8;

/** From this many keys on the collection is listed: a page answers for a thousand records at the price of one request. */
const LIST_FROM_KEYS = 25;

/** Listing stops when it has cost this share of the requests that single reads would take: the collection is then a large one. */
const LISTING_SHARE = 1 / 4;

const pathOf = (collection: string): string => `/insightData/v3/account/${encodeURIComponent(collection)}`;
const isMissing = ({ refusal }: MarketingAnswer): boolean => refusal?.status === 404;

/** What an account collection holds (Marketing: Insight data v3, read records; oldest change first, page by page). */
export function createHeldRecords(client: MarketingClient): HeldRecords {
  async function listHeld(collection: string, marker: string | undefined, deadline: Deadline): Promise<HeldPage> {
    const path = `${pathOf(collection)}?limit=${RECORDS_AT_ONCE}`;
    const answer = await client.call(
      { method: 'GET', path: marker === undefined ? path : `${path}&marker=${encodeURIComponent(marker)}` },
      deadline,
    );
    if (isMissing(answer)) return { records: [], calls: answer.calls };
    const { _items: records, _links } = expectBody(answer, insightRecordPage, 'the records of a collection', client);
    const next = _links.next?.marker;
    // A list that leads back to where it was would never end, and ending it here would hide what lies behind.
    if (next !== undefined && next === marker) throw unreadableAnswer('the records of a collection', ['_links.next']);
    return { records, ...(next !== undefined && { next }), calls: answer.calls };
  }

  async function findOneByOne(collection: string, keys: readonly string[], deadline: Deadline): Promise<Found> {
    const known = new Set<string>();
    let calls = 0;
    const waiting = keys.values();
    const read = async () => {
      for (const key of waiting) {
        const path = `${pathOf(collection)}/${encodeURIComponent(key)}`;
        const answer = await client.call({ method: 'GET', path }, deadline);
        calls += answer.calls;
        // A key that Marketing calls malformed cannot be one that it holds.
        if (isMissing(answer) || answer.refusal?.status === 400) continue;
        expectBody(answer, insightRecord, 'a record', client);
        known.add(key);
      }
    };
    await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, keys.length) }, read));
    return { known, calls };
  }

  /** Looks for the keys in the list; `open` are those that it did not come to, because the collection is too large. */
  async function findInList(
    collection: string,
    keys: readonly string[],
    deadline: Deadline,
  ): Promise<Found & { open: string[] }> {
    const open = new Set(keys);
    const known = new Set<string>();
    let calls = 0;
    let marker: string | undefined;
    do {
      const page = await listHeld(collection, marker, deadline);
      calls += page.calls;
      for (const { key } of page.records) if (open.delete(key)) known.add(key);
      if (page.next === undefined) return { known, calls, open: [] };
      marker = page.next;
    } while (open.size > 0 && calls < keys.length * LISTING_SHARE);
    return { known, calls, open: [...open] };
  }

  return {
    listHeld,
    async findHeld(collection, keys, deadline) {
      if (keys.length < LIST_FROM_KEYS) return findOneByOne(collection, keys, deadline);
      const listed = await findInList(collection, keys, deadline);
      const rest = await findOneByOne(collection, listed.open, deadline);
      return { known: new Set([...listed.known, ...rest.known]), calls: listed.calls + rest.calls };
    },
  };
}

interface Found {
  known: Set<string>;
  calls: number;
}
