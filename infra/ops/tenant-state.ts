import { forEachLimited } from '../../shared/adapters/dynamodb/for-each-limited.ts';
import type { Table } from '../../shared/adapters/dynamodb/table.ts';

/** Between them lies every key there can be. */
const FIRST = ' ';
const LAST = '\u{10ffff}';

/** Items of the state table that say how far a tenant has come, by what their keys begin with. */
const PROGRESS = ['track#', 'manifest#'];

export interface StateCounts {
  tracks: number;
  runs: number;
  rejections: number;
}

const listKeys = async (state: Table, tenantId: string): Promise<string[]> =>
  (await state.query(tenantId, { from: FIRST, to: LAST }, { only: ['item'] })).map(({ item }) => String(item));

const count = (keys: readonly string[], prefix: string): number => keys.filter((key) => key.startsWith(prefix)).length;

export async function countState(state: Table, tenantId: string): Promise<StateCounts> {
  const keys = await listKeys(state, tenantId);
  return { tracks: count(keys, 'track#'), runs: count(keys, 'run#'), rejections: count(keys, 'rejection#') };
}

/**
 * Forgets how far a tenant has come; what happened stays, unless it too is to go.
 * @returns what was deleted
 */
export async function deleteState(state: Table, tenantId: string, withHistory: boolean): Promise<StateCounts> {
  const keys = await listKeys(state, tenantId);
  const going = withHistory ? keys : keys.filter((key) => PROGRESS.some((prefix) => key.startsWith(prefix)));
  await forEachLimited(going, (item) => state.delete({ tenantId, item }));
  return { tracks: count(going, 'track#'), runs: count(going, 'run#'), rejections: count(going, 'rejection#') };
}
