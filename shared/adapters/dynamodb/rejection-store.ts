import { addSeconds, toMs } from '../../domain/instant.ts';
import { REJECTION_DAYS, type Rejection, type StoredRejection } from '../../domain/rejection.ts';
import { TABLE_KEYS } from '../../names.ts';
import type { RejectionContext, RejectionStore } from '../../ports.ts';
import { forEachLimited } from './for-each-limited.ts';
import type { Item, Table } from './table.ts';

const PREFIX = 'rejection#';
const prefixOf = (stream: string): string => `${PREFIX}${stream}#`;

/** Sorts behind every id and behind everything an id begins: records of a product are named after the product. */
const AFTER_ALL = '\uffff';

export class DynamoRejectionStore implements RejectionStore {
  readonly #table: Table;

  constructor(stateTable: Table) {
    this.#table = stateTable;
  }

  async putRejections(
    rejections: readonly Rejection[],
    { tenantId, stream, runId, at }: RejectionContext,
  ): Promise<void> {
    const expiresAt = Math.floor(toMs(addSeconds(at, REJECTION_DAYS * 24 * 60 * 60)) / 1000);
    await forEachLimited(rejections, async ({ id, code }) => {
      await this.#table.update(
        { tenantId, item: `${prefixOf(stream)}${id}` },
        {
          UpdateExpression:
            'SET #stream = :stream, #id = :id, #code = :code, #run = :run, #last = :at, #expires = :expires, ' +
            '#first = if_not_exists(#first, :at), #times = if_not_exists(#times, :zero) + :one',
          ExpressionAttributeNames: {
            '#stream': 'stream',
            '#id': 'id',
            '#code': 'code',
            '#run': 'runId',
            '#last': 'lastSeen',
            '#first': 'firstSeen',
            '#times': 'times',
            '#expires': TABLE_KEYS.expiry,
          },
          ExpressionAttributeValues: {
            ':stream': stream,
            ':id': id,
            ':code': code,
            ':run': runId,
            ':at': at,
            ':expires': expiresAt,
            ':zero': 0,
            ':one': 1,
          },
        },
      );
    });
  }

  async listRejectedIds(
    tenantId: string,
    stream: string,
    after: string | undefined,
    upTo: string | undefined,
  ): Promise<string[]> {
    const prefix = prefixOf(stream);
    const range = { from: `${prefix}${after ?? ''}`, to: `${prefix}${upTo ?? ''}${AFTER_ALL}` };
    const items = await this.#table.query(tenantId, range, { only: ['id'] });
    return items.map(({ id }) => String(id)).filter((id) => id !== after);
  }

  async deleteRejections(tenantId: string, stream: string, ids: readonly string[]): Promise<void> {
    await forEachLimited(ids, (id) => this.#table.delete({ tenantId, item: `${prefixOf(stream)}${id}` }));
  }

  async listRejections(tenantId: string): Promise<StoredRejection[]> {
    return (await this.#table.query(tenantId, { prefix: PREFIX })).map(toRejection);
  }

  async listRejectionsAfter(
    tenantId: string,
    stream: string,
    after: string | undefined,
    limit: number,
  ): Promise<StoredRejection[]> {
    const prefix = prefixOf(stream);
    const range = { from: `${prefix}${after ?? ''}`, to: `${prefix}${AFTER_ALL}` };
    // Both bounds belong to a range, so the one already known comes along.
    const items = await this.#table.query(tenantId, range, { limit: limit + 1 });
    return items
      .map(toRejection)
      .filter(({ id }) => id !== after)
      .slice(0, limit);
  }
}

const toRejection = ({ item: _, [TABLE_KEYS.expiry]: __, ...rejection }: Item): StoredRejection =>
  rejection as unknown as StoredRejection;
