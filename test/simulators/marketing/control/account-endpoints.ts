import { z } from 'zod';
import { ControlError, readControlBody } from '../../http/control.ts';
import { emptyReply, jsonReply, ReplyError, type SimulatorReply, type SimulatorRequest } from '../../http/exchange.ts';
import type { AccountOptions } from '../account/account-options.ts';
import { AccountChangeSchema, AccountSchema, DataFieldSchema, ListSchema } from '../account/account-options.ts';
import { PlannedRejectionSchema } from '../account/planned-rejections.ts';
import { ExistingContactSchema } from '../contacts/put-contact.ts';
import { BehaviourChangeSchema, IMPORT_KINDS, type ImportKind } from '../imports/import-behaviour.ts';
import { RecordRejectionSchema } from '../insight/record-rejections.ts';
import type { AccountControl } from './account-control.ts';

export interface ControlledAccounts {
  readonly all: ReadonlyMap<string, AccountControl>;
  add(options: AccountOptions): AccountControl;
}

const DEFAULT_PAGE = 10_000;
const OneOrManyContacts = z.union([ExistingContactSchema, z.array(ExistingContactSchema)]);
const RejectionSchema = z.union([PlannedRejectionSchema, RecordRejectionSchema]);
const PlansSchema = z.array(BehaviourChangeSchema).min(1);

/**
 * The simulator's own endpoints, beside those every simulator has (calls, faults, latency, clock). `{user}` is the API
 * user, percent-encoded or not; `{kind}` is `contacts` or `insightData`.
 *
 * - `GET /_simulator/accounts` users, regions and counts; `POST /_simulator/accounts` {@link AccountSchema} creates one
 * - `PATCH /_simulator/accounts/{user}` {@link AccountChangeSchema}: password, isEnabled, limits, rate scheme
 * - `GET .../{user}/lists`, `POST .../{user}/lists`, `GET .../{user}/data-fields`, `POST .../{user}/data-fields`
 * - `GET .../{user}/contacts?limit=&from=` a page `{ items, nextFrom? }` in ascending id
 * - `GET|DELETE .../{user}/contacts/{identifier}/{value}`; `PUT .../{user}/contacts` one or an array of
 *   {@link ExistingContactSchema}
 * - `GET .../{user}/collections` with counts, columns and dialects; `GET .../{user}/collections/{name}?limit=&from=` a
 *   page `{ items, nextFrom? }` of records in the order they came; `GET .../{user}/collections/{name}/{key}` one
 * - `POST .../{user}/rejections` {@link PlannedRejectionSchema} or {@link RecordRejectionSchema};
 *   `DELETE .../{user}/rejections` takes all back
 * - `GET .../{user}/imports` the log; `GET .../{user}/imports/activity` active now and peak by kind;
 *   `DELETE .../{user}/imports/activity` lets the peaks begin anew
 * - `PUT .../{user}/imports/{kind}` {@link BehaviourChangeSchema} from now on; `POST .../{user}/imports/{kind}` an array of
 *   them for the next imports
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

function answerAccount(account: AccountControl, request: SimulatorRequest, rest: readonly string[]) {
  const [topic = '', first, second] = rest;
  switch (`${request.method} ${topic}${'/…'.repeat(rest.length - (rest.length > 0 ? 1 : 0))}`) {
    case 'GET ':
      return jsonReply(200, describe(account));
    case 'PATCH ':
      account.change(readControlBody(request, AccountChangeSchema));
      return jsonReply(200, describe(account));
    case 'GET lists':
      return jsonReply(200, account.lists());
    case 'POST lists':
      return jsonReply(201, account.createList(readControlBody(request, ListSchema).name));
    case 'GET data-fields':
      return jsonReply(200, account.dataFields());
    case 'POST data-fields':
      return jsonReply(201, account.createDataField(readControlBody(request, DataFieldSchema)));
    case 'GET contacts':
      return jsonReply(200, pageContacts(account, request.query));
    case 'PUT contacts':
      return jsonReply(
        200,
        [readControlBody(request, OneOrManyContacts)].flat().map((one) => account.putContact(one)),
      );
    case 'GET contacts/…/…': {
      const contact = account.contact(first ?? '', second ?? '');
      return contact === undefined ? emptyReply(404) : jsonReply(200, contact);
    }
    case 'DELETE contacts/…/…':
      return emptyReply(account.binContact(first ?? '', second ?? '') ? 204 : 404);
    case 'GET collections':
      return jsonReply(200, account.collections());
    case 'GET collections/…':
      return jsonReply(200, pageRecords(account, first ?? '', request.query));
    case 'GET collections/…/…': {
      const record = account.record(first ?? '', second ?? '');
      return record === undefined ? emptyReply(404) : jsonReply(200, record);
    }
    case 'POST rejections':
      planRejection(account, readControlBody(request, RejectionSchema));
      return emptyReply(204);
    case 'DELETE rejections':
      account.clearRejections();
      return emptyReply(204);
    case 'GET refusals':
      return jsonReply(200, account.refusals());
    default:
      return topic === 'imports' ? answerImports(account, request, first) : undefined;
  }
}

function answerImports(account: AccountControl, request: SimulatorRequest, topic: string | undefined) {
  const kind = IMPORT_KINDS.find((known) => known === topic);
  switch (`${request.method} ${kind === undefined ? (topic ?? '') : '{kind}'}`) {
    case 'GET ':
      return jsonReply(200, account.importLog());
    case 'GET activity':
      return jsonReply(200, account.importActivity());
    case 'DELETE activity':
      account.resetImportPeaks();
      return emptyReply(204);
    case 'PUT {kind}':
      account.setImportBehaviour(kind as ImportKind, readControlBody(request, BehaviourChangeSchema));
      return emptyReply(204);
    case 'POST {kind}':
      account.planImports(kind as ImportKind, ...readControlBody(request, PlansSchema));
      return emptyReply(204);
    default:
      return undefined;
  }
}

function pageContacts(account: AccountControl, query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? DEFAULT_PAGE);
  const items = [];
  for (const contact of account.contacts(Number(query.get('from') ?? 0))) {
    if (items.length === limit) return { items, nextFrom: contact.contactId };
    items.push(contact);
  }
  return { items };
}

function pageRecords(account: AccountControl, collectionName: string, query: URLSearchParams) {
  const limit = Number(query.get('limit') ?? DEFAULT_PAGE);
  const items = [];
  for (const { place, ...record } of account.records(collectionName, Number(query.get('from') ?? 0))) {
    if (items.length === limit) return { items, nextFrom: place };
    items.push(record);
  }
  return { items };
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
  if (error instanceof RangeError || error instanceof TypeError) return new ControlError(error.message);
  if (error instanceof ReplyError) return new ControlError(String(error.reply.body));
  return error;
}
