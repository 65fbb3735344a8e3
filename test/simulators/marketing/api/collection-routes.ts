import { emptyReply, jsonReply } from '../../http/exchange.ts';
import { readCollectionScope, readCollectionType } from '../insight/insight-words.ts';
import { refuseV3 } from '../refusal.ts';
import { findContact, readMatch } from './contact-routes.ts';
import { IMPORT_ID } from './import-id.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Insight data service, collections and the jobs that delete and empty them. */
const PATH = '/insightData/v3/collections';
const CONTACT_PATH = '/insightData/v3/contacts/{identifier}/{value}';

export const collectionRoutes: readonly Route[] = [
  { method: 'GET', pattern: PATH, tier: 'high', handle: ({ account }) => listCollections(account.collections.list()) },
  {
    method: 'GET',
    pattern: '/insightData/v3/account',
    tier: 'high',
    handle: ({ account }) => listCollections(account.collections.list('account')),
  },
  { method: 'GET', pattern: CONTACT_PATH, tier: 'high', handle: listCollectionsOfContact },
  { method: 'POST', pattern: `${PATH}/{collection}`, tier: 'medium', handle: createCollection },
  {
    method: 'GET',
    pattern: `${PATH}/{collection}/schema`,
    tier: 'high',
    handle: ({ account, params }) => {
      const collection = account.collections.get(params.collection ?? '');
      const { name: collectionName, type: collectionType } = collection;
      return jsonReply(200, { collectionName, collectionType, schema: collection.describeSchema() });
    },
  },
  { method: 'DELETE', pattern: `${PATH}/{collection}`, tier: 'medium', handle: deleteCollection },
  { method: 'DELETE', pattern: `${PATH}/{collection}/empty`, tier: 'medium', handle: emptyCollection },
  {
    method: 'DELETE',
    pattern: `${CONTACT_PATH}/{collection}/empty`,
    tier: 'medium',
    handle: (context) =>
      emptyCollection(
        context,
        findContact(context.account, readMatch(context.account, context.params, 'insightData'), 'insightData')
          .contactId,
      ),
  },
  { method: 'GET', pattern: '/insightData/v3/async/{jobId}', tier: 'unlimited', handle: answerJob },
];

const listCollections = (collections: readonly { summarize(): unknown }[]) =>
  jsonReply(
    200,
    collections.map((collection) => collection.summarize()),
  );

function listCollectionsOfContact({ account, params }: RouteContext) {
  const { contactId } = findContact(account, readMatch(account, params, 'insightData'), 'insightData');
  const summaries = [];
  for (const collection of account.collections.list('contact')) {
    const records = [...collection.from(0)].filter((record) => record.ownerContactId === contactId);
    if (records.length > 0) summaries.push({ ...collection.summarize(), recordCount: records.length });
  }
  return jsonReply(200, summaries);
}

function createCollection({ account, params, request }: RouteContext) {
  const scope = readCollectionScope(request.query.get('collectionScope'));
  const type = readCollectionType(request.query.get('collectionType'));
  if (scope === undefined || type === undefined) {
    throw refuseV3(400, 'insightData:badRequest', 'A collection needs a collectionScope and a collectionType.');
  }
  const name = params.collection ?? '';
  if (!account.collections.require(name, scope, type).isMissing) return emptyReply(200);
  account.collections.create(name, scope, type);
  return emptyReply(201);
}

function deleteCollection({ account, params, nowMs, simulation }: RouteContext) {
  const collection = account.collections.get(params.collection ?? '');
  const work = () => {
    account.collections.delete(collection.name);
    return collection.size;
  };
  return jsonReply(202, { jobId: account.jobs.start(work, nowMs, simulation.jobDurationMs) });
}

function emptyCollection({ account, params, nowMs, simulation }: RouteContext, ownerContactId?: number) {
  const collection = account.collections.get(
    params.collection ?? '',
    ownerContactId === undefined ? undefined : 'contact',
  );
  const work = () => collection.empty(ownerContactId);
  return jsonReply(202, { jobId: account.jobs.start(work, nowMs, simulation.jobDurationMs) });
}

function answerJob({ account, params, nowMs }: RouteContext) {
  const jobId = params.jobId ?? '';
  if (!IMPORT_ID.test(jobId)) throw refuseV3(400, 'insightData:invalidId', `'${jobId}' is not a job id.`);
  const status = account.jobs.find(jobId, nowMs);
  if (status === undefined) throw refuseV3(404, 'insightData:asyncJobNotFound', `There is no job '${jobId}'.`);
  return jsonReply(200, status);
}
