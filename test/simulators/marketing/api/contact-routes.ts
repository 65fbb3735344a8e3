import { jsonReply } from '../../http/exchange.ts';
import type { Account } from '../account/account.ts';
import { applyEntry } from '../contacts/apply-entry.ts';
import type { Contact } from '../contacts/contact.ts';
import type { EntryMatch, MergeOption } from '../contacts/contact-entry.ts';
import { isUnknownIdentifier } from '../contacts/contact-import.ts';
import { binContact } from '../contacts/contact-life.ts';
import { checkContactPatch } from '../contacts/contact-shape.ts';
import { viewContact } from '../contacts/contact-view.ts';
import { isEmail, isMobileNumber, MAX_IDENTIFIER_LENGTH } from '../contacts/identifier-rules.ts';
import { refuseV3 } from '../refusal.ts';
import { answerContactPage } from './contact-page.ts';
import { readV3Body, refuseShape } from './request-body.ts';
import type { Route, RouteContext } from './route.ts';

/** Marketing: Contacts v3, one contact by any of its identifiers. */
const PATH = '/contacts/v3/{identifier}/{value}';
const MERGE_OPTIONS: Readonly<Record<string, MergeOption>> = {
  overwrite: 'overwrite',
  'overwrite-if-not-empty': 'overwriteIfNotEmpty',
  'overwrite-if-empty': 'overwriteIfEmpty',
};
const CONFLICT = 'identifierConflict';

export const contactRoutes: readonly Route[] = [
  { method: 'GET', pattern: '/contacts/v3', tier: 'low', handle: answerContactPage },
  {
    method: 'GET',
    pattern: PATH,
    tier: 'high',
    handle: ({ account, params }) =>
      jsonReply(200, viewContact(account, findContact(account, readMatch(account, params)))),
  },
  { method: 'PATCH', pattern: PATH, tier: 'medium', handle: patchContact },
  {
    method: 'DELETE',
    pattern: PATH,
    tier: 'medium',
    handle: ({ account, params }) => {
      const contact = findContact(account, readMatch(account, params));
      binContact(account, contact);
      return jsonReply(200, { contactId: contact.contactId });
    },
  },
];

function patchContact(route: RouteContext) {
  const { account, request, params, nowMs } = route;
  const match = readMatch(account, params);
  const mergeOption = MERGE_OPTIONS[request.query.get('merge-option') ?? 'overwrite'];
  if (mergeOption === undefined) {
    throw badRequest(`The merge-option must be one of ${Object.keys(MERGE_OPTIONS).join(', ')}.`);
  }
  const entry = checkContactPatch(readV3Body(request, 'contacts', account.limits.importBytes));
  if ('path' in entry) throw refuseShape(route, 'contacts', `PATCH ${PATH}`, entry);
  const context = { mergeOption, importSerial: account.nextImportSerial(), nowMs };
  const { contact, isNew, failures } = applyEntry(account, entry, match, context);
  if (contact !== undefined) return jsonReply(isNew ? 201 : 200, viewContact(account, contact));
  const conflict = failures.find(({ failureCode }) => failureCode === CONFLICT);
  if (conflict !== undefined) throw refuseV3(409, 'contacts:idAlreadyExists', conflict.description);
  throw badRequest(failures.map(({ description }) => description).join(' '));
}

export function findContact(account: Account, match: EntryMatch, service = 'contacts'): Contact {
  const contact = account.contacts.find(match.identifier, match.value);
  if (contact !== undefined && !contact.isBinned) return contact;
  const description = `Not found by the identifier '${match.identifier}'`;
  throw refuseV3(404, `${service}:contactNotFound`, 'These contacts do not exist.', [
    { item: String(match.value), description },
  ]);
}

/** The value must be of its identifier's kind; anything else is 400 `<service>:invalidId`. */
export function readMatch(account: Account, params: RouteContext['params'], service = 'contacts'): EntryMatch {
  const { identifier = '', value = '' } = params;
  if (isUnknownIdentifier(account, identifier) || !isValueOf(identifier, value)) {
    throw refuseV3(400, `${service}:invalidId`, `'${value}' is not a value of the identifier '${identifier}'.`);
  }
  return { identifier, value };
}

function isValueOf(identifier: string, value: string): boolean {
  if (identifier === 'contactId') return /^\d{1,15}$/.test(value);
  if (identifier === 'email') return isEmail(value);
  return identifier === 'mobileNumber' ? isMobileNumber(value) : value.length <= MAX_IDENTIFIER_LENGTH;
}

const badRequest = (description: string) => refuseV3(400, 'contacts:badRequest', description);
