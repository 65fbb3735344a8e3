/**
 * What was rejected is read afresh by its ids and sent once more. The list of rejections is the walk: its ids in their order,
 * a page at a time. What Marketing takes now leaves the list when the page is settled, what it refuses again stays, and
 * what is not sent any more, because it is gone or the mapping leaves it out, leaves the list at once.
 */
import type { Lane } from '../domain/lane.ts';
import type { StoredRejection } from '../domain/rejection.ts';
import type { ReplayChoice } from '../domain/run-request.ts';
import type { Deadline, Ports, Source } from '../ports.ts';
import { readInPortions } from '../streams/portions.ts';
import type { Stream } from '../streams/stream.ts';
import { skipUnknown } from './admit-known.ts';
import { Filling } from './fill-page.ts';
import type { PageDraft } from './page-draft.ts';
import { isWorthRetrying } from './retry-passing.ts';

/** Rejections looked at for one page: few enough to be read by their ids within one invocation. */
const REJECTIONS_AT_ONCE = 1000;

export async function readReplay(
  tenantId: string,
  stream: Stream,
  lane: Lane,
  choice: ReplayChoice,
  source: Source,
  deadline: Deadline,
  ports: Ports,
): Promise<PageDraft> {
  const listed = await ports.rejections.listRejectionsAfter(tenantId, stream.name, lane.cursor, REJECTIONS_AT_ONCE);
  const chosen = listed.filter((rejection) => isChosen(rejection, choice)).map(({ id }) => id);
  const filling = new Filling(stream, lane);
  await fill(filling, stream, chosen, source, deadline);
  const draft = skipUnknown(filling.finish(listed.length < REJECTIONS_AT_ONCE));
  const kept = new Set([...draft.submissions, ...draft.rejections].map(({ id }) => id));
  await ports.rejections.deleteRejections(
    tenantId,
    stream.name,
    chosen.filter((id) => !kept.has(id)),
  );
  const last = listed.at(-1)?.id;
  const { nextCursor: _, ...rest } = draft;
  return { ...rest, ...(last !== undefined && { nextCursor: last }) };
}

const isChosen = (rejection: StoredRejection, choice: ReplayChoice): boolean => {
  const { id, code } = rejection;
  return (
    (choice.onlyPassing !== true || isWorthRetrying(rejection)) &&
    (choice.code === undefined || choice.code === code) &&
    (choice.ids === undefined || choice.ids.includes(id))
  );
};

async function fill(
  filling: Filling,
  stream: Stream,
  chosen: readonly string[],
  source: Source,
  deadline: Deadline,
): Promise<void> {
  const sourceIds = [...new Set(chosen.map((id) => stream.sourceIdOf?.(id) ?? id))].sort();
  await readInPortions(sourceIds, async (portion) => {
    const page = await source.readByIds(stream.reads.resource, portion, deadline, stream.reads.parameters);
    filling.learn(page);
    const { records, skipped, calls } = (await stream.resolve?.(page.records, source, deadline)) ?? {
      records: page.records,
      skipped: {},
      calls: 0,
    };
    const gone = portion.length - page.records.length;
    filling.add(page, { records, skipped: { ...skipped, ...(gone > 0 && { deleted: gone }) }, calls });
    return { records: [], calls: 0 };
  });
}
