import { TooMuchError } from '../domain/errors.ts';
import type { Lane } from '../domain/lane.ts';
import { READ_BUDGET_MS, SUBMIT_RESERVE_MS } from '../domain/pacing.ts';
import type { Run } from '../domain/run.ts';
import type { Deadline, Source, SourcePage } from '../ports.ts';
import type { ResolvedRecords, Stream } from '../streams/stream.ts';
import { Filling } from './fill-page.ts';
import type { PageDraft } from './page-draft.ts';

/**
 * Gathers as many requests as fill one import: about 5,000 records or 8 MB, or what the time allows. The page ends where
 * it ends; the next one begins behind its last id. Only an empty answer ends a lane, because a server may give fewer
 * records than it was asked for without having come to the end.
 */
export async function readPage(
  stream: Stream,
  source: Source,
  run: Run,
  lane: Lane,
  deadline: Deadline,
): Promise<PageDraft> {
  const filling = new Filling(stream, lane);
  const stopAtMs = Math.max(deadline.remainingMs() - READ_BUDGET_MS, SUBMIT_RESERVE_MS);
  do {
    const page = await readRecords(stream, source, run, lane, filling, deadline);
    if (page.records.length === 0) return filling.finish(true);
    filling.add(page, await resolve(stream, page, source, deadline));
  } while (!filling.isFull() && deadline.remainingMs() > stopAtMs);
  return filling.finish(false);
}

const resolve = async (
  stream: Stream,
  page: SourcePage,
  source: Source,
  deadline: Deadline,
): Promise<ResolvedRecords> =>
  stream.resolve ? stream.resolve(page.records, source, deadline) : { records: page.records, skipped: {}, calls: 0 };

async function readRecords(
  stream: Stream,
  source: Source,
  run: Run,
  lane: Lane,
  filling: Filling,
  deadline: Deadline,
): Promise<SourcePage> {
  for (;;) {
    const after = filling.cursor;
    try {
      const page = await source.readPage(
        {
          ...stream.reads,
          window: run.window,
          range: lane.range,
          ...(after !== undefined && { after }),
          limit: filling.nextLimit(),
        },
        deadline,
      );
      filling.learn(page);
      return page;
    } catch (error) {
      if (!(error instanceof TooMuchError) || filling.requestSize === 1) throw error;
      filling.shrink();
    }
  }
}
