import { emptyReply, jsonReply } from '../../http/exchange.ts';
import type { InsightRecord, Shelf } from '../insight/collection.ts';
import { viewRecord } from '../insight/record-view.ts';
import { refuseV3 } from '../refusal.ts';
import { isObject } from '../shape.ts';
import { findContact, readMatch } from './contact-routes.ts';
import { answerRecordPage } from './record-page.ts';
import { readV3Body } from './request-body.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Insight data service, single records and pages of them, of the account and of contacts. */
const ACCOUNT = '/insightData/v3/account/{collection}';
const CONTACT = '/insightData/v3/contacts/{identifier}/{value}/{collection}';
const KEY = /^[A-Za-z0-9_-]{1,255}$/;
const MAX_DELETED = 5_000;

export const recordRoutes: readonly Route[] = [
  // The account's path has a plural here and nowhere else.
  {
    method: 'DELETE',
    pattern: '/insightData/v3/accounts/{collection}/deleteRecords',
    tier: 'low',
    handle: (context) => deleteRecords(context, inAccount(context)),
  },
  {
    method: 'DELETE',
    pattern: `${CONTACT}/deleteRecords`,
    tier: 'low',
    handle: (context) => deleteRecords(context, ofContact(context)),
  },
  { method: 'GET', pattern: ACCOUNT, tier: 'low', handle: (context) => answerRecordPage(context, inAccount(context)) },
  {
    method: 'GET',
    pattern: '/insightData/v3/contacts/{collection}',
    tier: 'low',
    handle: (context) => answerRecordPage(context, { collection: find(context, 'contact'), contactId: undefined }),
  },
  { method: 'GET', pattern: CONTACT, tier: 'low', handle: (context) => answerRecordPage(context, ofContact(context)) },
  ...singleRecordRoutes(ACCOUNT, inAccount),
  ...singleRecordRoutes(CONTACT, ofContact),
];

const find = ({ account, params }: RouteContext, scope: 'account' | 'contact') =>
  account.collections.get(params.collection ?? '', scope);

function inAccount(context: RouteContext): Shelf {
  return { collection: find(context, 'account'), contactId: undefined };
}

function ofContact(context: RouteContext): Shelf {
  const { account, params } = context;
  const { contactId } = findContact(account, readMatch(account, params, 'insightData'), 'insightData');
  return { collection: find(context, 'contact'), contactId };
}

function singleRecordRoutes(path: string, shelfOf: (context: RouteContext) => Shelf): readonly Route[] {
  const pattern = `${path}/{recordId}`;
  return [
    {
      method: 'GET',
      pattern,
      tier: 'high',
      handle: (context) => jsonReply(200, viewRecord(findRecord(context, shelfOf(context)))),
    },
    { method: 'PUT', pattern, tier: 'medium', handle: (context) => putRecord(context, shelfOf(context)) },
    {
      method: 'DELETE',
      pattern,
      tier: 'medium',
      handle: (context) => {
        const shelf = shelfOf(context);
        shelf.collection.delete(findRecord(context, shelf).key);
        return emptyReply(204);
      },
    },
  ];
}

function findRecord({ params }: RouteContext, { collection, contactId }: Shelf): InsightRecord {
  const record = collection.find(params.recordId ?? '');
  if (record !== undefined && record.ownerContactId === contactId) return record;
  throw refuseV3(404, 'insightData:recordNotFound', `There is no record '${params.recordId}'.`);
}

/** Replaces the whole record, and creates no collection. */
function putRecord({ account, params, request, nowMs }: RouteContext, { collection, contactId }: Shelf) {
  const key = params.recordId ?? '';
  if (!KEY.test(key)) throw refuseV3(400, 'insightData:invalidId', `'${key}' is not a record key.`);
  const json = readV3Body(request, 'insightData', account.limits.importBytes);
  if (!isObject(json)) throw badRequest('The body is the JSON of the record, an object.');
  const held = collection.find(key);
  if (held !== undefined && held.ownerContactId !== contactId) throw badRequest('The key belongs to another contact.');
  const problem = collection.put(key, json, contactId, nowMs);
  if (problem !== undefined) throw badRequest(`${problem.reason}: ${problem.path}`);
  return emptyReply(held === undefined ? 201 : 204);
}

function deleteRecords({ account, request }: RouteContext, { collection, contactId }: Shelf) {
  const body = readV3Body(request, 'insightData', account.limits.importBytes);
  const keys: unknown = isObject(body) ? body.keys : undefined;
  if (!Array.isArray(keys) || keys.length === 0) {
    throw refuseV3(400, 'insightData:noRecordsSpecified', 'Name at least one key to delete.');
  }
  if (keys.length > MAX_DELETED || !keys.every((key) => typeof key === 'string')) {
    throw badRequest(`The keys are 1 to ${MAX_DELETED} strings.`);
  }
  const notFound = keys.filter((key: string) => {
    const record = collection.find(key);
    return record === undefined || record.ownerContactId !== contactId || !collection.delete(key);
  });
  const totalNotFound = notFound.length;
  const summary = { totalRecords: keys.length, totalDeleted: keys.length - totalNotFound, totalNotFound };
  // `failures` is required by the published description, which says nothing else of it.
  return jsonReply(200, { summary, notFound, failures: [] });
}

const badRequest = (description: string) => refuseV3(400, 'insightData:badRequest', description);
