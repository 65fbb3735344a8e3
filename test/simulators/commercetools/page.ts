import type { InsideFault, SimulatorReply } from '../http/exchange.ts';
import type { Found } from './find-records.ts';
import type { Query } from './query-parameters.ts';

const COMMA = Buffer.from(',');
const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };

/** Blank space is valid JSON: it makes a row heavy without changing what it says. */
const padding = (fault: InsideFault | undefined): Buffer | undefined => {
  if (fault?.name !== 'fat-page') return undefined;
  const bytes = Number(fault.options?.bytesPerRow ?? 100_000);
  return Buffer.alloc(bytes, ' ');
};

/** The paged query result around rows that are already JSON; commercetools: General concepts, PagedQueryResult. */
export function pageReply(query: Query, found: Found, rows: readonly Buffer[], fault?: InsideFault): SimulatorReply {
  const total = found.total === undefined ? '' : `"total":${found.total},`;
  const head = `{"limit":${query.limit},"offset":${query.offset},"count":${rows.length},${total}"results":[`;
  const pad = padding(fault);
  const chunks: Buffer[] = [Buffer.from(head)];
  rows.forEach((row, index) => {
    if (index > 0) chunks.push(COMMA);
    chunks.push(row);
    if (pad) chunks.push(pad);
  });
  chunks.push(Buffer.from(']}'));
  return { status: 200, headers: JSON_TYPE, body: Buffer.concat(chunks) };
}

export const rowReply = (row: Buffer): SimulatorReply => ({ status: 200, headers: JSON_TYPE, body: row });
