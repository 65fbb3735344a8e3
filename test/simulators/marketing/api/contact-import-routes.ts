import { jsonReply } from '../../http/exchange.ts';
import { createContactImport } from '../contacts/contact-import.ts';
import { checkContactImport } from '../contacts/contact-shape.ts';
import { refuseV3 } from '../refusal.ts';
import { IMPORT_ID } from './import-id.ts';
import { readV3Body, refuseShape } from './request-body.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Contacts v3, import and import status. */
const PATH = '/contacts/v3/import';

export const contactImportRoutes: readonly Route[] = [
  { method: 'PUT', pattern: PATH, tier: 'low', handle: acceptImport },
  { method: 'GET', pattern: `${PATH}/{importId}`, tier: 'unlimited', handle: answerStatus },
];

/** Whether there is room is asked before the body is read: a caller who waits for room asks again and again. */
function acceptImport(context: RouteContext) {
  const { account, request, nowMs, simulation } = context;
  if (account.imports.countActive('contacts') >= account.limits.activeContactImports) {
    throw refuseV3(
      429,
      'contacts:tooManyActiveImports',
      'Too many imports of this account are active; wait for one to end.',
    );
  }
  const checked = checkContactImport(readV3Body(request, 'contacts', account.limits.importBytes));
  if ('path' in checked) throw refuseShape(context, 'contacts', `PUT ${PATH}`, checked);
  const work = createContactImport(account, checked, request.body.length, simulation);
  return jsonReply(202, { importId: account.imports.accept(work, nowMs) });
}

function answerStatus({ account, params, nowMs }: RouteContext) {
  const importId = params.importId ?? '';
  if (!IMPORT_ID.test(importId)) throw refuseV3(400, 'contacts:invalidId', `'${importId}' is not an import id.`);
  const status = account.imports.poll(importId, 'contacts', nowMs);
  if (status === undefined) throw refuseV3(404, 'contacts:importNotFound', `There is no import '${importId}'.`);
  return jsonReply(200, { importId, status: status.outcome ?? 'NotFinished', ...status.report });
}
