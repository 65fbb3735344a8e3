import { z } from 'zod';
import { ControlError, readControlBody } from '../../http/control.ts';
import { emptyReply, jsonReply, ReplyError, type SimulatorReply, type SimulatorRequest } from '../../http/exchange.ts';
import {
  AccountChangeSchema,
  type AccountOptions,
  AccountSchema,
  DataFieldSchema,
  ListSchema,
} from '../account/account-options.ts';
import { PlannedRejectionSchema } from '../account/planned-rejections.ts';
import { RecordRejectionSchema } from '../insight/record-rejections.ts';
import type { AccountControl } from './account-control.ts';
import { answerContent } from './content-endpoints.ts';
import { answerImports } from './import-endpoints.ts';

export interface ControlledAccounts {
  readonly all: ReadonlyMap<string, AccountControl>;
  add(options: AccountOptions): AccountControl;
}

const RejectionSchema = z.union([PlannedRejectionSchema, RecordRejectionSchema]);
const DependenciesSchema = z.array(z.string());

/**
 * The simulator's own endpoints, beside those every simulator has (calls, faults, latency, clock). `{user}` is the API
 * user, percent-encoded or not; `{kind}` is `contacts` or `insightData`. Imports that are due are applied first.
 *
 * - `GET /_simulator/accounts` users, regions and counts; `POST /_simulator/accounts` {@link AccountSchema} creates one
 * - `GET /_simulator/accounts/{user}`; `PATCH .../{user}` {@link AccountChangeSchema}: password, isEnabled, limits, rate
 *   scheme
 * - `GET|POST .../{user}/lists` {@link ListSchema}; `GET|POST .../{user}/data-fields` {@link DataFieldSchema};
 *   `PUT .../{user}/data-fields/{name}/dependencies` an array of texts: while there are any, the field is not deleted
 * - `GET .../{user}/contacts?limit=&from=` a page `{ items, nextFrom? }` in ascending id
 * - `GET|DELETE .../{user}/contacts/{identifier}/{value}`; `PUT .../{user}/contacts` one or an array of
 *   ExistingContactSchema: contacts with a past
 * - `GET .../{user}/collections` with counts, columns and dialects; `GET .../{user}/collections/{name}?limit=&from=` a
 *   page `{ items, nextFrom? }` of records in the order they came; `GET .../{user}/collections/{name}/{key}` one
 * - `POST .../{user}/rejections` {@link PlannedRejectionSchema} or {@link RecordRejectionSchema};
 *   `DELETE .../{user}/rejections` takes all back
 * - `GET .../{user}/imports` the log; `GET .../{user}/imports/activity` active now and peak by kind;
 *   `DELETE .../{user}/imports/activity` lets the peaks begin anew
 * - `PUT .../{user}/imports/{kind}` BehaviourChangeSchema from now on; `POST .../{user}/imports/{kind}` an array of them
 *   for the next imports, one by one
 * - `GET .../{user}/refusals` where bodies broke their shape
 *
 * @returns undefined when the path is none of these.
 */
export function answerMarketingControl(
  accounts: ControlledAccounts,
  request: SimulatorRequest,
): SimulatorReply | undefined {
  const [, topic, user, ...rest] = request.segments;
  if (topic !== 'accounts') return undefined;
  try {
    if (user === undefined) return answerAccounts(accounts, request);
    const account = accounts.all.get(user.toLowerCase());
    if (account === undefined) return jsonReply(404, { message: `There is no account of ${user}.` });
    return answerAccount(account, request, rest);
  } catch (error) {
    throw asControlError(error);
  }
}

function answerAccounts(accounts: ControlledAccounts, request: SimulatorRequest): SimulatorReply | undefined {
  if (request.method === 'POST') return jsonReply(201, describe(accounts.add(readControlBody(request, AccountSchema))));
  return request.method === 'GET' ? jsonReply(200, [...accounts.all.values()].map(describe)) : undefined;
}

function answerAccount(account: AccountControl, request: SimulatorRequest, path: readonly string[]) {
  switch (path[0]) {
    case 'imports':
      return answerImports(account, request, path[1]);
    case 'contacts':
    case 'collections':
      return answerContent(account, request, path);
    default:
      return answerSetup(account, request, path);
  }
}

function answerSetup(account: AccountControl, request: SimulatorRequest, path: readonly string[]) {
  const [topic = '', name = '', part] = path;
  switch (`${request.method} ${part === undefined ? topic : `${topic}/{name}/${part}`}`) {
    case 'GET ':
      return jsonReply(200, describe(account));
    case 'PATCH ':
      account.change(readControlBody(request, AccountChangeSchema));
      return jsonReply(200, describe(account));
    case 'GET lists':
      return jsonReply(200, account.lists());
    case 'POST lists': {
      const list = readControlBody(request, ListSchema);
      return jsonReply(201, account.createList(list.name, list.visibility));
    }
    case 'GET data-fields':
      return jsonReply(200, account.dataFields());
    case 'POST data-fields':
      return jsonReply(201, account.createDataField(readControlBody(request, DataFieldSchema)));
    case 'PUT data-fields/{name}/dependencies':
      account.setDataFieldDependencies(name, readControlBody(request, DependenciesSchema));
      return emptyReply(204);
    case 'POST rejections':
      planRejection(account, readControlBody(request, RejectionSchema));
      return emptyReply(204);
    case 'DELETE rejections':
      account.clearRejections();
      return emptyReply(204);
    case 'GET refusals':
      return jsonReply(200, account.refusals());
    default:
      return undefined;
  }
}

function planRejection(account: AccountControl, rejection: z.infer<typeof RejectionSchema>): void {
  if ('failureReason' in rejection) account.rejectRecord(rejection);
  else account.rejectContact(rejection);
}

const describe = (account: AccountControl) => ({
  user: account.user,
  region: account.region,
  contacts: account.contactCount,
  lists: account.lists(),
});

/** What the account refuses (a duplicate name, an unknown list) is the control caller's mistake too. */
function asControlError(error: unknown): unknown {
  if (error instanceof RangeError) return new ControlError(error.message);
  if (error instanceof ReplyError) return new ControlError(String(error.reply.body));
  return error;
}
