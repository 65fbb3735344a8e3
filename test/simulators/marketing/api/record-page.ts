import { jsonReply } from '../../http/exchange.ts';
import type { Shelf } from '../insight/collection.ts';
import { type RecordView, viewRecord } from '../insight/record-view.ts';
import { refuseV3 } from '../refusal.ts';
import { decodeMarker, encodeMarker, pageOf } from './page-links.ts';
import { readSince } from './read-since.ts';
import type { RouteContext } from './route.ts';

/** A page of records in the order they came. The limit may be 5,000, but no page holds more than 1,000. */
const MAX_LIMIT = 5_000;
const MAX_PAGE = 1_000;
const PARAMETERS = new Set(['~modified', 'limit', 'marker']);

export function answerRecordPage({ request }: RouteContext, { collection, contactId }: Shelf) {
  const { query } = request;
  for (const name of query.keys()) if (!PARAMETERS.has(name)) throw invalidFilter(`There is no parameter '${name}'.`);
  const since = readSince(query, '~modified', invalidFilter);
  const limit = Number(query.get('limit') ?? MAX_PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw invalidFilter(`The limit is 1 to ${MAX_LIMIT}.`);
  const marker = query.get('marker') ?? encodeMarker('');
  const place = decodeMarker(marker);
  if (place === undefined || !/^\d*$/.test(place)) throw invalidFilter('The marker is not one of this call.');
  const items: RecordView[] = [];
  let nextPlace: string | undefined;
  for (const record of collection.from(Number(place))) {
    if (contactId !== undefined && record.ownerContactId !== contactId) continue;
    if (since !== undefined && record.updatedMs < since) continue;
    if (items.length === Math.min(limit, MAX_PAGE)) {
      nextPlace = String(record.place);
      break;
    }
    items.push(viewRecord(record));
  }
  return jsonReply(200, pageOf(request.path, query, items, marker, nextPlace));
}

const invalidFilter = (description: string) => refuseV3(400, 'insightData:invalidFilter', description);
