import { addSeconds, toMs } from '../../domain/instant.ts';
import type { RunSummary } from '../../domain/run.ts';
import { TABLE_KEYS } from '../../names.ts';
import type { RunHistory } from '../../ports.ts';
import type { Table } from './table.ts';

const PREFIX = 'run#';

/** How long a closed run stays in the history: a bit over a year, so that last year's sale can be looked at. */
const HISTORY_DAYS = 400;

export async function putRun(stateTable: Table, summary: RunSummary): Promise<void> {
  const expiresAt = toMs(addSeconds(summary.closedAt, HISTORY_DAYS * 24 * 60 * 60)) / 1000;
  await stateTable.put(
    { tenantId: summary.tenantId, item: `${PREFIX}${summary.id}` },
    { ...summary, [TABLE_KEYS.expiry]: Math.floor(expiresAt) },
  );
}

/** Run ids begin with the time the run opened, so the order of the items is the order of the runs. */
export class DynamoRunHistory implements RunHistory {
  readonly #table: Table;

  constructor(stateTable: Table) {
    this.#table = stateTable;
  }

  async listRuns(tenantId: string, limit: number): Promise<RunSummary[]> {
    const items = await this.#table.query(tenantId, { prefix: PREFIX }, { limit, newestFirst: true });
    return items.map(({ item: _, [TABLE_KEYS.expiry]: __, ...summary }) => summary as unknown as RunSummary);
  }
}
