import { emptyReply, jsonReply } from '../../http/exchange.ts';
import { deleteList } from '../contacts/memberships.ts';
import { refuseV2 } from '../refusal.ts';
import { readNumber, readV2Body } from './request-body.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Lists v2. */
const PATH = '/v2/address-books';
const MAX_PAGE = 1_000;

export const listRoutes: readonly Route[] = [
  { method: 'GET', pattern: PATH, tier: 'high', handle: (context) => page(context, 'select') },
  { method: 'GET', pattern: `${PATH}/public`, tier: 'high', handle: (context) => page(context, 'select', 'Public') },
  // The description of this one call names its page size `limit`.
  {
    method: 'GET',
    pattern: `${PATH}/private`,
    tier: 'high',
    handle: (context) => page(context, context.request.query.has('limit') ? 'limit' : 'select', 'Private'),
  },
  {
    method: 'POST',
    pattern: PATH,
    tier: 'medium',
    handle: ({ account, request, simulation }) =>
      jsonReply(simulation.listCreatedStatus, account.lists.create(readV2Body(request))),
  },
  {
    method: 'GET',
    pattern: `${PATH}/{id}`,
    tier: 'high',
    handle: (context) => jsonReply(200, context.account.lists.get(listId(context))),
  },
  {
    method: 'PUT',
    pattern: `${PATH}/{id}`,
    tier: 'medium',
    handle: (context) => jsonReply(200, context.account.lists.update(listId(context), readV2Body(context.request))),
  },
  {
    method: 'DELETE',
    pattern: `${PATH}/{id}`,
    tier: 'medium',
    handle: (context) => {
      deleteList(context.account, listId(context));
      return emptyReply(204);
    },
  },
];

function page({ account, request }: RouteContext, sizeName: string, visibility?: 'Private' | 'Public') {
  const select = readNumber(request, sizeName, MAX_PAGE, 1, MAX_PAGE);
  const skip = readNumber(request, 'skip', 0, 0, Number.MAX_SAFE_INTEGER);
  return jsonReply(200, account.lists.list(visibility).slice(skip, skip + select));
}

function listId({ params }: RouteContext): number {
  const id = Number(params.id);
  if (!Number.isInteger(id)) throw refuseV2(400, 'ERROR_PARAMETER_INVALID', 'The id of a list is a whole number.');
  return id;
}
