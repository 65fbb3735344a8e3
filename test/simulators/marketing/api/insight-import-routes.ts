import { jsonReply } from '../../http/exchange.ts';
import { createInsightImport } from '../insight/insight-import.ts';
import { checkInsightImport } from '../insight/insight-shape.ts';
import { refuseV3 } from '../refusal.ts';
import { IMPORT_ID } from './import-id.ts';
import { readV3Body, refuseShape } from './request-body.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Insight data service, import and import status. */
const PATH = '/insightData/v3/import';

export const insightImportRoutes: readonly Route[] = [
  { method: 'PUT', pattern: PATH, tier: 'low', handle: acceptImport },
  { method: 'GET', pattern: `${PATH}/{importId}`, tier: 'unlimited', handle: answerStatus },
];

function acceptImport(context: RouteContext) {
  const { account, request, nowMs, simulation } = context;
  if (account.imports.countActive('insightData') >= account.limits.activeInsightImports) {
    const description = 'Too many imports of this account are active; wait for one to end.';
    throw refuseV3(429, 'insightData:tooManyActiveImports', description);
  }
  const checked = checkInsightImport(readV3Body(request, 'insightData', account.limits.importBytes));
  if ('path' in checked) throw refuseShape(context, 'insightData', `PUT ${PATH}`, checked);
  account.collections.require(checked.collectionName, checked.collectionScope, checked.collectionType);
  const work = createInsightImport(account, checked, request.body.length, simulation.random);
  return jsonReply(202, { importId: account.imports.accept(work, nowMs) });
}

function answerStatus({ account, params, nowMs, simulation }: RouteContext) {
  const importId = params.importId ?? '';
  if (!IMPORT_ID.test(importId)) throw refuseV3(400, 'insightData:invalidId', `'${importId}' is not an import id.`);
  const found = account.imports.poll(importId, 'insightData', nowMs);
  if (found === undefined) throw refuseV3(404, 'insightData:importNotFound', `There is no import '${importId}'.`);
  const { collectionName, outcome, polls, report } = found;
  const status =
    outcome === undefined
      ? polls === 1
        ? 'NotStarted'
        : 'Processing'
      : outcome === 'Finished'
        ? simulation.insightFinishedWord
        : 'Failed';
  return jsonReply(200, { importId, status, collectionName, ...report });
}
