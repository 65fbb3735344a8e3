import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../domain/instant.ts';
import { type Doubt, type Lane, mergeDoubts } from '../../domain/lane.ts';
import type { Run, RunSummary } from '../../domain/run.ts';
import type { RunRequest } from '../../domain/run-request.ts';
import type { Problem, Track, TrackKey } from '../../domain/track.ts';
import type { TrackStore } from '../../ports.ts';
import { putRun } from './run-history.ts';
import type { Item, ItemKey, Table } from './table.ts';

const PREFIX = 'track#';

const itemKey = ({ tenantId, stream, track }: TrackKey): ItemKey => ({ tenantId, item: `${PREFIX}${stream}#${track}` });

/**
 * The state machine's item, one conditional write per transition.
 *
 * A write can be carried out and its answer lost; the SDK's own retry then fails the condition that the first attempt
 * has just made false. So a failed condition is followed by one look: if the item holds exactly what was to be written,
 * the write was ours.
 */
export class DynamoTrackStore implements TrackStore {
  readonly #table: Table;

  constructor(stateTable: Table) {
    this.#table = stateTable;
  }

  async listTracks(tenantId: string): Promise<Track[]> {
    return (await this.#table.query(tenantId, { prefix: PREFIX })).map(toTrack);
  }

  async getTrack(key: TrackKey): Promise<Track | undefined> {
    const item = await this.#table.get(itemKey(key));
    return item && toTrack(item);
  }

  async beginLive(key: TrackKey, watermark: Instant, sentBy: string): Promise<boolean> {
    const begun = await this.#table.update(itemKey(key), {
      UpdateExpression:
        'SET #stream = :stream, #track = :track, #watermark = :watermark, #sentBy = :sentBy REMOVE #problem',
      ConditionExpression: 'attribute_not_exists(#watermark)',
      ExpressionAttributeNames: {
        '#stream': 'stream',
        '#track': 'track',
        '#watermark': 'watermark',
        '#sentBy': 'sentBy',
        '#problem': 'problem',
      },
      ExpressionAttributeValues: {
        ':stream': key.stream,
        ':track': key.track,
        ':watermark': watermark,
        ':sentBy': sentBy,
      },
    });
    return begun !== undefined;
  }

  async putRequest(key: TrackKey, request: RunRequest): Promise<boolean> {
    const written = await this.#table.update(itemKey(key), {
      UpdateExpression: 'SET #stream = :stream, #track = :track, #requested = :request',
      ConditionExpression: 'attribute_not_exists(#requested)',
      ExpressionAttributeNames: { '#stream': 'stream', '#track': 'track', '#requested': 'requested' },
      ExpressionAttributeValues: { ':stream': key.stream, ':track': key.track, ':request': request },
    });
    return written !== undefined || isDeepStrictEqual((await this.getTrack(key))?.requested, request);
  }

  putSentBy(key: TrackKey, fingerprint: string): Promise<void> {
    return this.#set(key, 'sentBy', fingerprint);
  }

  async openRun(before: Track, run: Run, heldSince: Instant | undefined): Promise<boolean> {
    const opened = await this.#table.update(itemKey(before), {
      UpdateExpression: `SET #stream = :stream, #track = :track, #run = :run${heldSince ? ', #held = :held' : ''} REMOVE #problem, #waiting, #requested${heldSince ? '' : ', #held'}`,
      ConditionExpression: `attribute_not_exists(#run) AND ${completionIs(before)} AND ${watermarkIs(before)} AND ${requestIs(before)}`,
      ExpressionAttributeNames: {
        '#stream': 'stream',
        '#track': 'track',
        '#run': 'run',
        '#held': 'heldSince',
        '#problem': 'problem',
        '#waiting': 'isWaiting',
        '#completed': 'completedAt',
        '#watermark': 'watermark',
        '#requested': 'requested',
        ...(before.requested && { '#at': 'at' }),
      },
      ExpressionAttributeValues: {
        ':stream': before.stream,
        ':track': before.track,
        ':run': run,
        ...(heldSince && { ':held': heldSince }),
        ...(before.watermark && { ':watermark': before.watermark }),
        ...(before.completedAt && { ':completed': before.completedAt }),
        ...(before.requested && { ':at': before.requested.at }),
      },
    });
    return opened !== undefined || (await this.getTrack(before))?.run?.id === run.id;
  }

  async abandonRun(before: Track, run: Run): Promise<boolean> {
    const { heldSince, requested } = before;
    const kept = [...(heldSince ? [', #held = :held'] : []), ...(requested ? [', #requested = :requested'] : [])];
    const abandoned = await this.#table.update(itemKey(before), {
      UpdateExpression: `SET #waiting = :true${kept.join('')} REMOVE #run${heldSince ? '' : ', #held'}`,
      ConditionExpression: ['#run.#id = :run', ...run.lanes.map((_, i) => `#run.#lanes[${i}].#step = :one`)].join(
        ' AND ',
      ),
      ExpressionAttributeNames: {
        '#run': 'run',
        '#id': 'id',
        '#lanes': 'lanes',
        '#step': 'step',
        '#waiting': 'isWaiting',
        '#held': 'heldSince',
        ...(requested && { '#requested': 'requested' }),
      },
      ExpressionAttributeValues: {
        ':run': run.id,
        ':one': 1,
        ':true': true,
        ...(heldSince && { ':held': heldSince }),
        ...(requested && { ':requested': requested }),
      },
    });
    return abandoned !== undefined;
  }

  async moveWatermark(before: Track, to: Instant, heldSince: Instant | undefined): Promise<boolean> {
    const moved = await this.#table.update(itemKey(before), {
      UpdateExpression: `SET #watermark = :to${heldSince ? ', #held = :held' : ''} REMOVE #problem, #waiting${heldSince ? '' : ', #held'}`,
      ConditionExpression: `attribute_not_exists(#run) AND ${watermarkIs(before)}`,
      ExpressionAttributeNames: {
        '#watermark': 'watermark',
        '#held': 'heldSince',
        '#problem': 'problem',
        '#waiting': 'isWaiting',
        '#run': 'run',
      },
      ExpressionAttributeValues: {
        ':to': to,
        ...(heldSince && { ':held': heldSince }),
        ...(before.watermark && { ':watermark': before.watermark }),
      },
    });
    if (moved) return true;
    const now = await this.getTrack(before);
    return now?.watermark === to && now.run === undefined;
  }

  async putLane(
    key: TrackKey,
    runId: string,
    laneIndex: number,
    expectedStep: number,
    lane: Lane,
  ): Promise<Track | undefined> {
    const path = `#run.#lanes[${laneIndex}]`;
    const written = await this.#table.update(itemKey(key), {
      UpdateExpression: `SET ${path} = :lane`,
      ConditionExpression: `#run.#id = :run AND ${path}.#step = :step`,
      ExpressionAttributeNames: { '#run': 'run', '#lanes': 'lanes', '#id': 'id', '#step': 'step' },
      ExpressionAttributeValues: { ':lane': lane, ':run': runId, ':step': expectedStep },
    });
    if (written) return toTrack(written);
    const track = await this.getTrack(key);
    const isOurs = track?.run?.id === runId && isDeepStrictEqual(track.run.lanes[laneIndex], lane);
    return isOurs ? track : undefined;
  }

  async closeRun(track: Track, run: Run, summary: RunSummary, after: Partial<Track>): Promise<boolean> {
    // The history line comes first: closing is what makes it true, and writing it twice changes nothing.
    await putRun(this.#table, summary);
    const names: Record<string, string> = {
      '#run': 'run',
      '#id': 'id',
      '#lanes': 'lanes',
      '#done': 'isDone',
      '#last': 'lastRun',
      '#problem': 'problem',
    };
    const values: Item = { ':run': run.id, ':last': summary, ':true': true };
    const sets = Object.entries(after).map(([name, value], i) => {
      names[`#after${i}`] = name;
      values[`:after${i}`] = value;
      return `#after${i} = :after${i}`;
    });
    const closed = await this.#table.update(itemKey(track), {
      UpdateExpression: `SET ${['#last = :last', ...sets].join(', ')} REMOVE #run, #problem`,
      ConditionExpression: ['#run.#id = :run', ...run.lanes.map((_, i) => `#run.#lanes[${i}].#done = :true`)].join(
        ' AND ',
      ),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    });
    if (closed) return true;
    const now = await this.getTrack(track);
    return now?.run === undefined && now?.lastRun?.id === run.id;
  }

  async putProblem(key: TrackKey, problem: Problem | undefined): Promise<void> {
    if (!problem) return this.#remove(key, 'problem');
    const known = (await this.getTrack(key))?.problem;
    await this.#set(key, 'problem', known?.code === problem.code ? { ...problem, since: known.since } : problem);
  }

  async clearProblem({ problem, run, ...key }: Track): Promise<void> {
    if (!problem) return;
    const lanes = run?.lanes.map((_, i) => `attribute_not_exists(#run.#lanes[${i}].#resting)`) ?? [];
    await this.#table.update(itemKey(key), {
      UpdateExpression: 'REMOVE #problem',
      ConditionExpression: ['#problem.#code = :code', '#problem.#since = :since', ...lanes].join(' AND '),
      ExpressionAttributeNames: {
        '#problem': 'problem',
        '#code': 'code',
        '#since': 'since',
        ...(run && { '#run': 'run', '#lanes': 'lanes', '#resting': 'resting' }),
      },
      ExpressionAttributeValues: { ':code': problem.code, ':since': problem.since },
    });
  }

  async putDoubt(key: TrackKey, doubt: Doubt): Promise<void> {
    await this.#set(key, 'doubt', mergeDoubts((await this.getTrack(key))?.doubt, doubt));
  }

  async putWaiting(key: TrackKey, isWaiting: boolean): Promise<void> {
    await (isWaiting ? this.#set(key, 'isWaiting', true) : this.#remove(key, 'isWaiting'));
  }

  async #set(key: TrackKey, name: string, value: unknown): Promise<void> {
    await this.#table.update(itemKey(key), {
      UpdateExpression: 'SET #stream = :stream, #track = :track, #name = :value',
      ExpressionAttributeNames: { '#stream': 'stream', '#track': 'track', '#name': name },
      ExpressionAttributeValues: { ':stream': key.stream, ':track': key.track, ':value': value },
    });
  }

  async #remove(key: TrackKey, name: string): Promise<void> {
    await this.#table.update(itemKey(key), {
      UpdateExpression: 'REMOVE #name',
      ExpressionAttributeNames: { '#name': name },
    });
  }
}

const watermarkIs = ({ watermark }: Track): string =>
  watermark === undefined ? 'attribute_not_exists(#watermark)' : '#watermark = :watermark';

const completionIs = ({ completedAt }: Track): string =>
  completedAt === undefined ? 'attribute_not_exists(#completed)' : '#completed = :completed';

const requestIs = ({ requested }: Track): string =>
  requested === undefined ? 'attribute_not_exists(#requested)' : '#requested.#at = :at';

/** Only this file writes these items, so they are trusted; the key's second half is all that is not part of a track. */
function toTrack({ item: _, ...track }: Item): Track {
  return track as unknown as Track;
}
