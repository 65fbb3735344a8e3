import { jsonReply } from '../../http/exchange.ts';
import { deleteDataField } from '../contacts/memberships.ts';
import { readV2Body } from './request-body.ts';
import type { Route } from './route.ts';

/** Marketing: Contact data fields v2. */
const PATH = '/v2/data-fields';

export const dataFieldRoutes: readonly Route[] = [
  { method: 'GET', pattern: PATH, tier: 'high', handle: ({ account }) => jsonReply(200, account.dataFields.list()) },
  {
    method: 'POST',
    pattern: PATH,
    tier: 'medium',
    handle: ({ account, request }) => jsonReply(201, account.dataFields.create(readV2Body(request))),
  },
  {
    method: 'DELETE',
    pattern: `${PATH}/{name}`,
    tier: 'medium',
    handle: ({ account, params }) => jsonReply(200, deleteDataField(account, params.name ?? '')),
  },
];
